"""One person writes as fast as a program can: others do not notice, an emergency gets in."""

import asyncio

from domain.auditing import Incident
from domain.limits import MINUTE
from domain.moves import Move
from models import audit, history
from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone

MANY = 1_000
TOLD = "more than 60 messages in a minute"


async def floods(desk: Desk, phone: Telephone, many: int) -> None:
    """Send so many messages at once."""
    await asyncio.gather(*(phone.person.says(f"m{n}", wait=False) for n in range(many)))


async def test_others_are_answered_at_once(
    desk: Desk, anna: Telephone, ben: Telephone, wang: Telephone
) -> None:
    """The flooder reads one sentence in that minute, and is heard again in the next."""
    await files_a_repair(ben)
    await floods(desk, anna, MANY)
    before = desk.clock.now()
    assert (await wang.taps("接单", about="R-1001")).text
    assert await anna.counts(TOLD) == 1
    with desk.program.units.open() as unit:
        accepted = history.events_of(unit, 1)[-1]
        lines = [(each.incident, each.times) for each in audit.listed(unit, None, 3001)]
    assert accepted.move is Move.ACCEPT
    assert (accepted.at - before).total_seconds() < 1
    assert lines[0][0] is Incident.FLOOD
    assert lines[0][1] > MANY - 70
    await desk.forward(minutes=1)
    await anna.says("/help")
    await files_a_repair(anna)
    assert await anna.sees("R-1002")


async def test_what_was_said_in_minutes_of_silence(desk: Desk, anna: Telephone) -> None:
    """It comes all at once, but was not said at once: nothing of it is refused."""
    await desk.people.fails("drop", times=0)
    for minute in range(7):
        for part in range(10):
            await anna.person.says(f"m{minute}.{part}", wait=False)
        desk.clock.move_to(desk.clock.now() + MINUTE)
    await desk.people.behaves()
    await desk.forward(minutes=2)
    with desk.program.units.open() as unit:
        assert audit.listed(unit, None, anna.person.id) == []


async def test_an_emergency_gets_through(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Who is filing one may go on, also after the limit."""
    await starts_a_repair(anna, "Emergency", "Burst pipe")
    await floods(desk, anna, 70)
    await desk.people.quiet()
    assert await anna.counts(TOLD) == 0
    await anna.says("Water everywhere!")
    await anna.taps("Skip")
    await anna.taps("Submit")
    assert await wang.sees("R-1001")
