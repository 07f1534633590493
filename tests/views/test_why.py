"""Explanations are short enough to send, whatever happened and whatever dates are called."""

import pytest

from domain.clocks import ClockKind
from domain.moves import Move
from domain.targets import Target, Unit
from locales import LANGUAGES, text_in
from tests.views.reading import shown
from tests.views.reasons import WHY, accounts, promise, worst
from tests.views.samples import NEW
from tests.views.school import SCHOOL, at
from views.quotes import bare
from views.why import why

NOW = "2026-09-16 15:00"
HANS, EN = text_in("zh_Hans"), text_in("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("many", [(0, 0), (10, 0), (0, 10), (400, 0), (0, 400), (400, 400)])
def test_an_explanation_is_short(language: str, many: tuple[int, int]) -> None:
    """However much there is to tell, it stays below 3,500 characters and tells something."""
    screen = why(NEW, worst(*many), SCHOOL, at(NOW), text_in(language))
    assert len(screen.text) < 3500
    assert shown(screen.text) == bare(screen.text)
    assert shown(screen.text).count("R-1042") == 1


def test_the_oldest_are_left_out_and_counted() -> None:
    """What is shown and what the line says was left out are all there is; the end is shown."""
    said = shown(WHY["why-long"](HANS).text).splitlines()
    (hidden,) = [line for line in said if "略去" in line]
    listed = [line for line in said if line[0:1] in "·⏸" and line]
    assert int("".join(filter(str.isdigit, hidden))) + len(listed) == 2 * 120 + 1
    assert "7月30日 周四 09:30 至 今天 10:00" in listed[-1]


def test_nothing_is_left_out_when_there_is_room() -> None:
    """A short history is told whole."""
    assert "left out" not in shown(WHY["why-resumed"](EN).text)


def test_the_lines_add_up_to_the_minute() -> None:
    """From ten hours on minutes are told here, too."""
    story = (("2026-09-17 09:05", Move.HOLD),)
    long = promise({ClockKind.RESOLVE: Target(1200, Unit.WORKING_MINUTES)})
    told = accounts(long, "2026-09-15 17:00", story, "2026-09-17 10:00")
    seen = shown(why(NEW, told, SCHOOL, at("2026-09-17 10:00"), EN).text)
    assert "fixed within 20 hours of working time" in seen
    assert "10 hours 5 minutes counted" in seen
    assert "9 hours 55 minutes left" in seen


def test_a_broken_promise_that_is_paused_is_late() -> None:
    """The due moment that passed is told, not the end of the pause."""
    story = (("2026-09-17 10:12", Move.HOLD),)
    work = promise({ClockKind.RESOLVE: Target(480, Unit.WORKING_MINUTES)})
    told = accounts(work, "2026-09-16 09:12", story, "2026-09-17 11:00")
    seen = shown(why(NEW, told, SCHOOL, at("2026-09-17 11:00"), EN).text)
    assert seen.splitlines()[-1] == "⚠️ Was due today 09:12; 1 hour late"
