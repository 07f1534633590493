"""The few lines on a requester's ticket that say how its promise was counted."""

from dataclasses import replace

import pytest

from domain.clocks import ClockKind
from domain.moves import Move
from domain.targets import Target, Unit
from domain.tickets import HoldReason
from locales import LANGUAGES, text_in
from tests.views.gallery import SCREENS
from tests.views.reading import shown
from tests.views.reasons import promise, worst
from tests.views.samples import DONE, NEW, WAITING, WITH_BORIS
from tests.views.school import HOURS, LIGHT, SCHOOL, at
from tests.views.stories import story
from views.brief import brief
from views.screens import Screen
from views.tickets import Story

FILED, NOW = "2026-09-16 09:12", "2026-09-18 10:00"
REPAIR = promise(LIGHT.targets, HOURS)
EIGHT_HOURS = "Promised: fixed within 8 hours of working time"
HANS, EN = text_in("zh_Hans"), text_in("en")


def told(facts: Story, now: str = NOW) -> list[str]:
    """Return the lines in English."""
    return shown(brief(facts.card, facts.accounts, SCHOOL, at(now), EN)).splitlines()


def test_an_ordinary_week_needs_no_explanation() -> None:
    """Only what was promised and from when; of two promises the one that the requester reads."""
    facts = story(NEW, REPAIR, FILED, now=FILED)
    assert told(facts, FILED) == [EIGHT_HOURS, "Counted from today 09:12"]


def test_working_days_end_with_a_day() -> None:
    """The day of filing is not one of them, so the last one is named by counting from it."""
    week = promise({ClockKind.RESOLVE: Target(5, Unit.WORKING_DAYS)}, HOURS)
    facts = story(NEW, week, FILED, now=FILED)
    assert told(facts, FILED)[1:] == ["(by the end of working day 5 after Wed 16 Sep)"]


def test_holds_are_added_up() -> None:
    """However often, with each reason once; days are those of the wall clock."""
    steps = (
        ("2026-09-16 10:00", Move.HOLD),
        ("2026-09-16 11:00", Move.RESUME),
        ("2026-09-16 12:00", Move.HOLD),
        ("2026-09-17 14:30", Move.RESUME),
    )
    facts = story(WITH_BORIS, REPAIR, FILED, *steps, now=NOW)
    line = "⏸ Was on hold for 1 day 3 hours, not counted (Waiting for parts)"
    assert told(facts)[2:] == [line]
    first, *others = facts.accounts[-1].segments
    other = replace(others[0], reason=HoldReason.VENDOR)
    mixed = replace(facts.accounts[-1], segments=(first, other, *others[1:]))
    said = shown(brief(facts.card, (mixed,), SCHOOL, at(NOW), HANS))
    assert "其间因等厂家上门、等配件暂停 1 天 3 小时，不计时" in said


def test_a_hold_at_night_made_no_difference() -> None:
    """The clock would not have counted then anyway."""
    night = (("2026-09-16 18:00", Move.HOLD), ("2026-09-17 08:00", Move.RESUME))
    facts = story(WITH_BORIS, REPAIR, FILED, *night, now=NOW)
    assert told(facts) == [EIGHT_HOURS, "Counted from Wed 16 Sep 09:12"]


def test_a_hold_that_goes_on_is_told_by_the_promise() -> None:
    """It is not told a second time."""
    facts = story(WAITING, REPAIR, FILED, ("2026-09-16 10:00", Move.HOLD), now=NOW)
    assert told(facts) == [EIGHT_HOURS, "Counted from Wed 16 Sep 09:12"]


def test_nothing_is_said_of_a_promise_that_is_over() -> None:
    """Neither when the work is done nor by the account of an earlier attempt."""
    facts = story(DONE, REPAIR, FILED, ("2026-09-16 10:00", Move.DONE), now=NOW)
    assert told(facts) == []
    running = story(NEW, REPAIR, FILED, now=NOW)
    again = replace(running.card.ticket, cycle=2)
    assert told(replace(running, card=replace(running.card, ticket=again))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("many", [0, 1, 2, 3, 30])
def test_few_lines(language: str, many: int) -> None:
    """Whatever happened, two lines of the promise and three of what made a difference."""
    accounts = worst(1, many)
    said = brief(NEW, accounts, SCHOOL, at(NOW), text_in(language))
    made = min(many + 1, 3)
    assert len(shown(said).splitlines()) == 2 + made


def test_what_is_left_out_is_counted() -> None:
    """A line tells how much more there is, and which button shows it."""
    said = shown(brief(NEW, worst(1, 30), SCHOOL, at(NOW), EN)).splitlines()
    assert said[-1] == "… 29 more under “How it is counted”"


def explains(screen: Screen) -> bool:
    """Tell whether a screen has the button of the explanation."""
    return any(button.press.endswith(":why") for row in screen.rows for button in row)


def test_the_button_is_where_there_is_something_to_explain() -> None:
    """On the requester's ticket and the record, also when it is over; on no card of a team."""
    for name in ("ticket-new", "ticket-done", "ticket-cancelled", "record"):
        assert explains(SCREENS[name](EN)), name
    for name in ("ticket-unpromised", *(each for each in SCREENS if each.startswith("card"))):
        assert not explains(SCREENS[name](EN)), name
