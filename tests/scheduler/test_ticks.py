"""What the ticks do with tickets as time passes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.clocks import ClockKind
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Kind, Status, Ticket
from models import clocks, history, tickets
from models.unit import Units
from models.updates import first_time
from scheduler.clockwork import Clockwork, run_all
from scheduler.ticks import TICKS, next_moment
from services.acts import Act
from services.moving import move
from services.people import person_for
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import BURST, DISPATCHER, LEAD, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import NEW, REQUESTER, begins, filed


def file(units: Units, school: School, ticket: Ticket = NEW) -> Ticket:
    """File a ticket with its clocks running from now."""
    with units.open() as unit:
        person_for(unit, REQUESTER, "Anna")
        stored = filed(unit, replace(ticket, submitted_at=unit.now))
        begins(unit, stored)
    return stored


def alarms(units: Units) -> list[tuple[str, int]]:
    """Return clock and reader of each alarm that may be sent now."""
    return [(debt.facts["clock"], debt.chat_id) for debt in owed(units) if debt.kind == "alarm"]


def skipped(units: Units) -> list[tuple[int, int, int]]:
    """Return reader, level and levels skipped before it, of each alarm for acceptance."""
    return [
        (debt.chat_id, debt.facts["level"], debt.facts["skipped"])
        for debt in owed(units)
        if debt.kind == "alarm" and debt.facts["clock"] == ClockKind.ACK
    ]


def stands(units: Units, ticket: Ticket) -> Status:
    """Return the status of a ticket."""
    with units.open() as unit:
        found = tickets.find(unit, ticket.id)
    assert found is not None
    return found.status


async def test_the_ladder_is_climbed_once(units: Units, school: School, clock: StillClock) -> None:
    """Each rung is heard at its time by those who stand on it, however often the tick comes."""
    file(units, school)
    heard = []
    for _ in range(12 * 8):
        clock.forward(minutes=5)
        await run_all(units)
        await run_all(units)
        heard += [chat for kind, chat in alarms(units) if kind == ClockKind.ACK]

    assert heard == [REPAIR_CHAT, LEAD, LEAD, DISPATCHER, MANAGER]


async def test_who_leaps_from_moment_to_moment_misses_nothing(
    units: Units, school: School, clock: StillClock
) -> None:
    """Every rung is heard at its time, and the digest at half past five."""
    file(units, school)
    began, heard = clock.now(), []
    while clock.now() < began + timedelta(days=1):
        with units.open() as unit:
            moment = next_moment(unit)
        assert moment is not None
        clock.forward(seconds=(moment - clock.now()) // timedelta(seconds=1))
        await run_all(units)
        heard += [(debt.kind, f"{clock.now():%H:%M}") for debt in owed(units)]

    of_acceptance = ["01:30", "01:48", "02:00", "03:00", "08:00"]
    assert [at for kind, at in heard if kind == "alarm"][:5] == of_acceptance
    assert ("digest", "09:30") in heard


async def test_who_leaps_stops_where_a_team_is_reminded(
    units: Units, school: School, clock: StillClock
) -> None:
    """At the moment itself, and never again at one that has passed."""
    reminded = clock.now() + timedelta(minutes=10)
    file(units, school, replace(NEW, remind_at=reminded))
    with units.open() as unit:
        assert next_moment(unit) == reminded
    clock.forward(minutes=10)
    with units.open() as unit:
        assert next_moment(unit) == clock.now() + timedelta(minutes=20)  # half of acceptance


async def test_a_second_look_finds_nothing(
    units: Units, school: School, clock: StillClock
) -> None:
    """What was done is not due any more."""
    file(units, school)
    clock.forward(minutes=30)
    await run_all(units)
    before = owed(units)
    await run_all(units)

    assert len(before) == 1
    assert owed(units) == []


async def test_after_an_outage_only_the_highest_rung(
    units: Units, school: School, clock: StillClock
) -> None:
    """Nobody gets a storm of old alarms; the one that comes says how many were not sent."""
    file(units, school)
    clock.forward(minutes=30)
    await run_all(units)
    assert skipped(units) == [(REPAIR_CHAT, 1, 0)]
    clock.forward(hours=1, minutes=30)
    await run_all(units)
    assert skipped(units) == [(DISPATCHER, 4, 2)]
    clock.forward(hours=5)
    await run_all(units)
    assert (MANAGER, 5, 0) in skipped(units)


async def test_the_night_is_silent(units: Units, school: School, clock: StillClock) -> None:
    """Filed half an hour before closing: nothing from closing until the morning."""
    clock.forward(hours=8, minutes=35)  # 17:35
    file(units, school)
    clock.forward(minutes=26)
    for _ in range(14 * 4 - 1):
        await run_all(units)
        assert alarms(units) == []
        clock.forward(minutes=15)
    clock.forward(minutes=15)  # 08:01
    await run_all(units)
    assert alarms(units) == []
    clock.forward(minutes=5)
    await run_all(units)
    assert alarms(units) == [("ack", REPAIR_CHAT)]


async def test_a_burst_pipe_wakes_people(units: Units, school: School, clock: StillClock) -> None:
    """An emergency does not wait for the morning."""
    clock.forward(hours=16)  # one in the morning
    file(units, school, replace(NEW, service=BURST.code))
    await run_all(units)
    clock.forward(minutes=10)
    await run_all(units)

    assert alarms(units) == [("ack", LEAD), ("ack", MANAGER)]


async def test_a_poisoned_ticket_stops_only_itself(
    units: Units, school: School, clock: StillClock, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged and left alone for an hour; the others are heard in time."""
    poisoned, sound = file(units, school), file(units, school)
    with units.open() as unit:
        ack = clocks.of_ticket(unit, poisoned.id)[0]
        clocks.save(unit, poisoned.id, replace(ack, budget=2**31 - 1))  # longer than any calendar
    clock.forward(minutes=30)
    await run_all(units)

    assert [debt.ticket_id for debt in owed(units)] == [sound.id]
    assert caplog.text.count("ack of ticket 1, cycle 1 failed") == 1
    assert "failed: CalendarExhausted at domain/" in caplog.text
    assert "Traceback" not in caplog.text
    clock.forward(minutes=59)
    await run_all(units)
    assert caplog.text.count("ack of ticket 1, cycle 1 failed") == 1
    clock.forward(minutes=1)
    await run_all(units)
    assert caplog.text.count("ack of ticket 1, cycle 1 failed") == 2


async def test_a_tick_that_cannot_look_stops_only_itself(
    units: Units, clock: StillClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a school nothing is closed, checked, missed or told; what needs none is done."""
    with units.open() as unit:
        first_time(unit, 1)
    clock.forward(days=9)
    await run_all(units)

    assert caplog.text.count("failed") == 4
    with units.open() as unit:
        assert first_time(unit, 1), "the old update was forgotten"


@pytest.mark.parametrize("confirmed", [False, True])
async def test_silence_closes(
    units: Units, school: School, clock: StillClock, *, confirmed: bool
) -> None:
    """After three days without a word the ticket is closed, without a rating, and told."""
    ticket = file(units, school)
    with units.open() as unit:
        for made in (Move.ACCEPT, Move.DONE):
            move(unit, Act(ticket.id, made, WORKER))
        if confirmed:
            move(unit, Act(ticket.id, Move.CONFIRM, REQUESTER))
    owed(units)
    clock.forward(days=3, minutes=-1)
    await run_all(units)
    assert stands(units, ticket) is (Status.CONFIRMED if confirmed else Status.DONE)
    clock.forward(minutes=1)
    await run_all(units)
    await run_all(units)

    assert stands(units, ticket) is Status.CLOSED
    news = [(debt.kind, debt.chat_id) for debt in owed(units) if debt.ticket_id]
    assert news == [("card", REPAIR_CHAT), ("notice", REQUESTER)]
    with units.open() as unit:
        last = history.events_of(unit, ticket.id)[-1]
    assert (last.move, last.role, last.actor_name) == (Move.CLOSE, Role.SYSTEM, None)


async def test_open_tickets_are_not_closed(
    units: Units, school: School, clock: StillClock
) -> None:
    """However long they wait."""
    ticket = file(units, school, replace(NEW, kind=Kind.SUGGESTION, service="SUG-01"))
    clock.forward(days=60)
    await run_all(units)
    assert stands(units, ticket) is Status.NEW


async def test_the_clockwork_turns_everything_when_it_opens(
    units: Units, school: School, clock: StillClock
) -> None:
    """What fell due while the desk was closed is done before anything else, and told once."""
    file(units, school)
    clock.forward(minutes=30)
    told: list[str] = []

    async with Clockwork(units, lambda: told.append("then")):
        assert alarms(units) == [("ack", REPAIR_CHAT)]

    assert told == ["then"]


async def test_the_clockwork_outlives_a_closed_database(
    units: Units, school: School, caplog: pytest.LogCaptureFixture
) -> None:
    """A database that cannot be asked is no reason to stop."""
    units.close()
    async with Clockwork(units, lambda: None):
        pass
    assert caplog.text.count("the tick") == len(TICKS)


def test_every_tick_has_its_own_name_and_rhythm() -> None:
    """No tick rests longer than a promise of the smallest unit would allow."""
    assert len({tick.name for tick in TICKS}) == len(TICKS)
    rhythm = {tick.name: timedelta(seconds=tick.every) for tick in TICKS}
    assert rhythm["ladder"] < timedelta(minutes=1)


async def test_a_pause_ends_after_its_longest(
    units: Units, school: School, clock: StillClock
) -> None:
    """After five working days without access, the team is told once to go on."""
    ticket = file(units, school)
    with units.open() as unit:
        move(unit, Act(ticket.id, Move.ACCEPT, WORKER))
        move(unit, Act(ticket.id, Move.HOLD, WORKER, {"reason": "access"}))
    clock.forward(days=7)
    await run_all(units)
    with units.open() as unit:
        assert getattr(tickets.find(unit, ticket.id), "status", None) is Status.ON_HOLD
    owed(units)
    clock.forward(hours=9)
    await run_all(units)
    await run_all(units)

    with units.open() as unit:
        resumed = tickets.find(unit, ticket.id)
        assert resumed is not None
        assert (resumed.status, resumed.hold_reason) == (Status.ACCEPTED, None)
        assert history.events_of(unit, ticket.id)[-1].role is Role.SYSTEM
    told = [debt.chat_id for debt in owed(units) if debt.kind == "team_notice"]
    assert told == [REPAIR_CHAT]


@pytest.mark.parametrize("asleep", [timedelta(hours=18, minutes=5), timedelta(days=1)])
async def test_open_tickets_are_checked_once_a_night(
    asleep: timedelta,
    units: Units,
    school: School,
    clock: StillClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What drifted is logged by its number, at three or after a night asleep, once."""
    await run_all(units)
    ticket = file(units, school)
    with units.open() as unit:
        ack = clocks.of_ticket(unit, ticket.id)[0]
        clocks.save(unit, ticket.id, replace(ack, budget=ack.budget + 1, next_at=None))
    clock.forward(hours=17, minutes=55)  # 02:55
    await run_all(units)
    assert "the clocks of" not in caplog.text
    clock.forward(seconds=int((asleep - timedelta(hours=17, minutes=55)).total_seconds()))
    await run_all(units)
    await run_all(units)
    said = f"the clocks of {ticket.public_number} failed: Drift: stored Clock(kind="
    assert caplog.text.count(said) == 1
