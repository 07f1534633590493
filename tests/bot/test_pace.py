"""Telegram's limits: what the desk allows itself never exceeds what is published."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import Limits, Pace

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def letter_at(pace: Pace, chat_id: int, now: datetime) -> datetime:
    """Return when a letter may go to a chat."""
    return max(pace.free_at(chat_id, now), pace.letters_at(now))


@given(st.lists(st.tuples(st.sampled_from([-1, -2, 1, 2, 3]), st.integers(0, 3000)), max_size=300))
def test_no_window_holds_more_than_is_allowed(wishes: list[tuple[int, int]]) -> None:
    """Whoever waits until ``free_at`` keeps 20 a minute in a group and 30 a second in all."""
    pace, now, sent = Pace(Limits()), NOON, []
    for chat_id, pause in wishes:
        now = letter_at(pace, chat_id, now + timedelta(milliseconds=pause))
        pace.spoke(chat_id, now)
        sent.append((now, chat_id))
    for at, chat_id in sent:
        minute = [s for s, c in sent if c == chat_id and at <= s < at + timedelta(minutes=1)]
        second = [s for s, _ in sent if at <= s < at + timedelta(seconds=1)]
        assert chat_id > 0 or len(minute) <= 20
        assert len(second) <= 50


def test_a_burst_in_a_private_chat_is_short() -> None:
    """Three messages at once, then one a second."""
    pace = Pace(Limits())
    for _ in range(3):
        assert pace.free_at(7, NOON) == NOON
        pace.spoke(7, NOON)
    assert timedelta(seconds=0.9) < pace.free_at(7, NOON) - NOON <= timedelta(seconds=1)


@given(
    st.lists(
        st.tuples(st.sampled_from([-1, 1, 2]), st.integers(0, 3000), st.booleans()), max_size=200
    )
)
def test_answers_and_letters_together_keep_it_too(wishes: list[tuple[int, int, bool]]) -> None:
    """An answer that waits for its turn is counted once, and before any letter."""
    pace, now, sent = Pace(Limits()), NOON, []
    for chat_id, pause, is_answer in wishes:
        now += timedelta(milliseconds=pause)
        if is_answer:
            now = max(now, pace.open_at(now))
            while (moment := pace.turn(chat_id, now)) > now:
                assert pace.free_at(chat_id, now) > moment
                now = moment
        else:
            now = letter_at(pace, chat_id, now)
            pace.spoke(chat_id, now)
        sent.append((now, chat_id))
    for at, chat_id in sent:
        minute = [s for s, c in sent if c == chat_id and at <= s < at + timedelta(minutes=1)]
        assert chat_id > 0 or len(minute) <= 20


def test_answers_have_something_to_spare() -> None:
    """When letters have used up their share of all, an answer still goes at once."""
    pace = Pace(Limits())
    letters = 0
    while letter_at(pace, letters + 1, NOON) == NOON:
        letters += 1
        pace.spoke(letters, NOON)
    assert letters == 20
    for chat_id in range(101, 106):
        assert pace.open_at(NOON) == NOON
        assert pace.turn(chat_id, NOON) == NOON
    assert pace.open_at(NOON) > NOON


def test_a_hold_is_never_shortened() -> None:
    """Two calls under way at once may be told different times; the later one counts."""
    pace = Pace(Limits())
    pace.hold(5, NOON + timedelta(hours=2))
    pace.hold(5, NOON + timedelta(seconds=5))
    assert pace.turn(5, NOON) == NOON + timedelta(hours=2)


def test_one_chat_held_delays_no_other() -> None:
    """``retry_after`` is kept for its chat alone."""
    pace = Pace(Limits())
    pace.hold(-5, NOON + timedelta(hours=2))
    assert pace.free_at(-5, NOON) == NOON + timedelta(hours=2)
    assert pace.free_at(-6, NOON) == NOON


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    """What is missing comes back in seconds, not once the clock has caught up."""
    pace = Pace(Limits())
    for _ in range(3):
        pace.spoke(7, NOON)
    earlier = NOON - timedelta(hours=8)
    assert pace.free_at(7, earlier) > earlier
    assert pace.free_at(7, earlier + timedelta(seconds=2)) == earlier + timedelta(seconds=2)
