"""Who is paid next: by time, by urgency, and never faster than Telegram allows."""

from datetime import UTC, datetime, timedelta

from bot.agenda import Agenda
from bot.pace import Limits, Pace
from models.outlooks import Outlook

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def owed(chat_id: int, first: int, *, urgent: bool = False, after: int = 0) -> Outlook:
    """Return a chat that is owed something."""
    return Outlook(chat_id, NOON + timedelta(seconds=after), urgent, first)


def test_urgent_ones_first_then_who_has_waited_longest() -> None:
    """Each chat once, until it has been looked at again."""
    agenda = Agenda(Pace(Limits()))
    seen = [owed(1, 8), owed(2, 5), owed(3, 9, urgent=True), owed(4, 1, after=60)]
    agenda.learn(None, seen)
    assert agenda.choose(NOON, ()) == [3, 2, 1]
    assert agenda.choose(NOON, ()) == []
    assert agenda.rests_until(NOON) == NOON + timedelta(seconds=60)
    agenda.learn({3}, [owed(3, 10)])
    assert agenda.choose(NOON, ()) == [3]


def test_chats_under_way_are_passed_over() -> None:
    """They are looked at when that is done."""
    agenda = Agenda(Pace(Limits()))
    agenda.learn(None, [owed(1, 1), owed(2, 2)])
    assert agenda.choose(NOON, {1}) == [2]
    assert agenda.rests_until(NOON) is None


def test_a_chat_that_may_not_be_spoken_to_waits_alone() -> None:
    """For its own pace, and for what Telegram said."""
    pace = Pace(Limits())
    agenda = Agenda(pace)
    pace.hold(1, NOON + timedelta(hours=3))
    for _ in range(3):
        pace.spoke(2, NOON)
    agenda.learn(None, [owed(1, 1), owed(2, 2), owed(3, 3)])
    assert agenda.choose(NOON, ()) == [3]
    soon = agenda.rests_until(NOON)
    assert soon is not None
    assert NOON < soon <= NOON + A_SECOND
    assert agenda.choose(soon, ()) == [2]
    assert agenda.rests_until(soon) == NOON + timedelta(hours=3)


def test_no_more_than_may_be_said_in_all() -> None:
    """The others wait for it together, urgent ones first."""
    agenda = Agenda(Pace(Limits()))
    agenda.learn(None, [owed(each, each) for each in range(1, 31)])
    assert agenda.choose(NOON, ()) == list(range(1, 21))
    agenda.learn({99}, [owed(99, 99, urgent=True)])
    later = agenda.rests_until(NOON)
    assert later is not None
    assert later > NOON
    assert agenda.choose(later, ()) == [99]


def test_however_often_a_chat_is_looked_at_little_is_kept() -> None:
    """Also of one that has to be left alone for hours; it is paid once when that is over."""
    pace = Pace(Limits())
    agenda = Agenda(pace)
    pace.hold(1, NOON + timedelta(hours=3))
    for number in range(5_000):
        agenda.learn({1}, [owed(1, number, after=number % 2)])
        assert agenda.choose(NOON, ()) == []
    assert len(agenda) < 200
    assert agenda.choose(NOON + timedelta(hours=3), ()) == [1]
    assert agenda.rests_until(NOON) is None


def test_what_was_learned_anew_replaces_what_was_known() -> None:
    """A chat that is owed nothing any more is forgotten."""
    agenda = Agenda(Pace(Limits()))
    agenda.learn(None, [owed(1, 1), owed(2, 2)])
    agenda.learn({1}, [])
    agenda.learn({2}, [owed(2, 2, after=60)])
    assert agenda.choose(NOON, ()) == []
    assert agenda.rests_until(NOON) == NOON + timedelta(seconds=60)
    agenda.learn(None, [])
    assert agenda.rests_until(NOON) is None
