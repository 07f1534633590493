"""Six hours without Telegram, and then everything that is due at once: no flood, nothing lost.

The simulator's own buckets, those that Telegram publishes, are the judge. ``make outage`` plays it
in full: 5,000 messages for 200 chats.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.outages import PROBE
from bot.progress import Bar
from models.outbox import Owed, owe
from models.outlooks import outlooks
from models.unit import Unit
from services.debts import NOTICE, RELAY, TEAM_RELAY
from simulator.api.limits import PUBLISHED
from simulator.client.people import People
from simulator.clock import SimulatedClock
from simulator.server import Simulator
from tests.stories.conftest import introduced, populate
from tests.stories.desk import BOT_ID, REPAIR, Desk, settings_for
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

EACH, NEWS = 25, 10
PARTS = 60
HOURS = timedelta(hours=6)
URGENT, ALL = timedelta(minutes=2), timedelta(minutes=15)
WELL, TOO_FAST = 200, 429
TEACHER = 3001
ACCEPTED = 2
"""The event after a ticket was filed and accepted."""


@pytest.fixture
def chats(pytestconfig: pytest.Config) -> list[int]:
    """Give the chats, groups and people by turns: one for each 25 messages."""
    count: int = pytestconfig.getoption("--outage") // EACH
    return [-1002000000000 - n if n % 2 else 50_000 + n for n in range(count)]


@pytest.fixture
async def desk(database_url: str, opening: datetime, chats: list[int]) -> AsyncIterator[Desk]:
    """Give a desk among many chats, half of them groups, with the limits that are published."""
    clock = SimulatedClock(opening)
    async with (
        Simulator(clock, limits=PUBLISHED) as simulator,
        People(simulator.url) as people,
    ):
        populate(simulator)
        for chat_id in chats:
            if chat_id < 0:
                simulator.add_group(str(chat_id), [BOT_ID], id=chat_id, type="supergroup")
            else:
                simulator.add_user(chat_id, str(chat_id), language_code="en")
                simulator.world.private(BOT_ID, chat_id).started = True
        story = Desk(simulator, people, settings_for(simulator.url, database_url))
        await story.opens()
        yield story
        await story.closes()


def owe_part(chats: list[int], part: int, unit: Unit) -> None:
    """Owe what falls due in one part of the six hours: of each 25, 10 are news, 2 are urgent."""
    for number in range(part, len(chats) * EACH, PARTS):
        chat_id, turn = chats[number % len(chats)], number // len(chats)
        if turn < NEWS:
            owe(unit, Owed(NOTICE, chat_id, 1, {"event": ACCEPTED}))
            continue
        urgent = turn >= EACH - 2
        facts = {"words": f"[{number} {'urgent' if urgent else 'later'}]", "author": "Anna"}
        kind = TEAM_RELAY if chat_id < 0 else RELAY
        owe(unit, Owed(kind, chat_id, 1, facts, urgent=urgent))


async def is_paid(desk: Desk, until: datetime, count: int) -> None:
    """Let time pass as the desk waits for it, until nothing is left to say."""
    desk.clock.forward(PROBE.total_seconds())
    while desk.program.outage:
        await desk.people.calls()
    calls, seen = desk.simulator.api.calls, len(desk.simulator.api.calls)
    with Bar("Telegram is back", count) as bar:
        while True:
            await desk.program.quiet()
            bar.tell(len(calls) - seen)
            seen = len(calls)
            rest = desk.program.rests_until
            if rest is None or rest > until:
                return
            desk.clock.move_to(max(rest, desk.clock.now()))
            await asyncio.sleep(0)


@pytest.mark.timeout(1800)
async def test_six_hours_of_silence(desk: Desk, chats: list[int]) -> None:
    """Urgent ones within two minutes, all within fifteen, one summary for each chat, no 429."""
    anna = await introduced(desk, TEACHER, "Teacher")
    await files_a_repair(anna)
    await Telephone(desk.person(2011), REPAIR).taps("接单")
    await desk.people.fails("drop", times=0)
    for part in range(PARTS):
        await desk.program.units.run(partial(owe_part, chats, part))
        await desk.forward(minutes=int(HOURS.total_seconds() / 60 / PARTS))
    await desk.people.behaves()
    back, first = desk.clock.now(), len(desk.simulator.api.calls)
    await is_paid(desk, back + ALL, len(chats) * EACH)
    calls = list(desk.simulator.api.calls)[first:]
    assert not [call for call in calls if call["status"] == TOO_FAST]
    assert await desk.program.units.run(partial(owed_to, chats)) == 0
    judge([call for call in calls if call["status"] == WELL], chats, back)


def judge(calls: list[dict[str, Any]], chats: list[int], back: datetime) -> None:
    """Find each message once, in time, and one summary for each chat."""
    told = Counter(words_of(call) for call in calls if "[" in words_of(call))
    assert len(told) == len(chats) * (EACH - NEWS)
    assert set(told.values()) == {1}
    summaries = [call["parameters"]["chat_id"] for call in calls if is_summary(call)]
    assert sorted(summaries) == sorted(chats)
    assert all(call["at"] <= back + URGENT for call in calls if "urgent]" in words_of(call))
    assert all(call["at"] <= back + ALL for call in calls)


def owed_to(chats: list[int], unit: Unit) -> int:
    """Return how many of these chats are still owed something."""
    return len([each for each in outlooks(unit) if each.chat_id in chats])


def words_of(call: dict[str, Any]) -> str:
    """Return what a call says."""
    return str(call["parameters"].get("text", ""))


def is_summary(call: dict[str, Any]) -> bool:
    """Tell whether a call sends a summary, in either language."""
    return "had piled up" in words_of(call) or "共积了" in words_of(call)
