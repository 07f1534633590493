"""A letter that may not go after all: given back, and its chat not held up by it."""

from bot.desk import Letter
from bot.outages import Outages
from bot.pace import BURST, Limits, Pace
from bot.postman import Postman
from bot.telegram import TelegramError
from models.outbox import Debt
from simulator.clock import SimulatedClock
from tests.bot.lines import Line
from tests.support.clocks import MONDAY
from views.screens import Screen

ANNA = 3001


async def test_what_was_not_sent_does_not_count_as_said() -> None:
    """An outage that begins between claim and send costs a chat none of its turns."""
    clock, pace = SimulatedClock(MONDAY), Pace(Limits())
    line = Line(clock)
    postman = Postman(line, pace, clock, Outages(line, clock))
    for _ in range(BURST):
        pace.spoke(ANNA, MONDAY)
    line.told("sendMessage", ANNA, TelegramError("sendMessage", 401, "?", {}))
    debt = Debt(1, "notice", ANNA, None, {}, urgent=False, attempts=1, owed_at=MONDAY)
    outcomes = await postman.carry(Letter(debt, ANNA, Screen("hello")))
    assert len(outcomes) == 1
    assert line.calls == []
    assert pace.free_at(ANNA, MONDAY) == MONDAY
