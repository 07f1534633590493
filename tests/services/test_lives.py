"""Random lives of a ticket: what is stored is what is replayed, and no alarm is owed twice."""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.backdating import correctable, corrected, dated, word_of
from domain.calendars import Calendar
from domain.clocks import ClockKey
from domain.facts import WorkStep
from domain.moves import Move
from domain.refusal import Refusal
from domain.rules import RULES
from domain.school import School
from domain.tickets import OPEN, BreachReason, HoldReason, Relief, Status
from domain.windows import Window
from models import clocks, editions, history, tickets
from models.unit import Units
from scheduler.ticks import BATCH
from services.acts import Act
from services.moving import end_pause, move
from services.pausing import remind, waits_now
from services.timing import drift, sound
from tests.services.people import asked, draft, files
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.debts import owed
from tests.support.schools import (
    BURST,
    CALENDARS,
    COLLEAGUE,
    LEAD,
    MANAGER,
    ROOM,
    TAP,
    WORKER,
    ZONE,
    small_school,
)
from tests.support.tickets import REQUESTER

PEOPLE = (WORKER, COLLEAGUE, LEAD, MANAGER, REQUESTER)
MADE = tuple(rule.move for rule in RULES if rule.move is not Move.RATE)
ZONE_INFO = ZoneInfo(ZONE)
FIRST = 1
"""The edition that holds for the ticket, whatever is put in force later."""
TICKETS = 3
WHICH = (0, 0, 0, *range(TICKETS))  # most of what happens, happens to one of them
MINUTES = st.one_of(st.integers(0, 90), st.integers(0, 3 * 24 * 60), st.just(16 * 24 * 60))

FACTS = st.fixed_dictionaries(
    {
        "reason": st.sampled_from((*HoldReason, *BreachReason)),
        "words": st.just("because"),
        "team": st.sampled_from(("repair", "dormitory")),
        "priority": st.integers(1, 4),
        "because": st.sampled_from(Relief),
        "service": st.sampled_from((TAP.code, BURST.code)),
        "place": st.sampled_from((ROOM, "main/d/2/201")),
        "number": st.integers(0, 7),
        "assignee": st.sampled_from((WORKER, COLLEAGUE)),
        "into": st.sampled_from(("R-1001", "R-1002", "R-1003")),
        "day": st.sampled_from(("20261123", "20261124", "20261125", "20261209", "off")),
        "slot": st.sampled_from(("1000", "1400", "1600")),
    }
)
"""What a button may say, of which each move takes its own."""

HOURS: Mapping[str, tuple[Window, ...]] = {
    "mornings": (Window(480, 600),),
    "evenings": (Window(960, 1320),),
    "all day": (Window(0, 1440),),
}
"""What the school may make of its hours, as the document of an edition."""
ALWAYS = {"emergency": CALENDARS["emergency"]}


def school_of(document: str, version: int) -> School:
    """Return the small school with the hours that the document names, on each day of the week."""
    school = small_school(document, version)
    if document not in HOURS:
        return school
    changed = Calendar(ZONE, (HOURS[document],) * 7)
    return replace(school, calendars={**dict.fromkeys(CALENDARS, changed), **ALWAYS})


class Lives(RuleBasedStateMachine):
    """People, time, a school that changes its hours, ticks that come late or twice, restarts."""

    databases: Databases

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.url = self.stack.enter_context(self.databases.fresh())

    @initialize(service=st.sampled_from((TAP.code, BURST.code)))
    def begin(self, service: str) -> None:
        """File a few tickets in a school of their own."""
        self.clock = StillClock()
        self.heard: Counter[tuple[object, ...]] = Counter()
        self.open()
        with self.units.open() as unit:
            editions.add(unit, "small", "small")
        self.ticket_ids = [files(self.units, draft(service)).id for _ in range(TICKETS)]

    def open(self) -> None:
        """Start a process."""
        self.units = Units.connect(self.url, self.clock.now, school_of)

    @rule()
    def restart(self) -> None:
        """End the process and begin another; nothing is kept in memory."""
        self.units.close()
        self.open()

    @rule(
        which=st.sampled_from(WHICH),
        who=st.sampled_from(PEOPLE),
        made=st.sampled_from(MADE),
        told=FACTS,
    )
    def act(self, which: int, who: int, made: Move, told: dict[str, str | int]) -> None:
        """Somebody presses a button that may be theirs; a refusal changes nothing."""
        ticket_id = self.ticket_ids[which]
        told = {**told, **self._fitting(ticket_id, int(told["number"]))}
        act = Act(ticket_id, made, who, told)
        try:
            with self.units.open() as unit:
                move(unit, act)
        except Refusal:
            pass

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        """Time passes, perhaps while no process looks."""
        self.clock.forward(minutes=minutes)

    @rule(times=st.integers(1, 3))
    def look(self, times: int) -> None:
        """Several ticks find the same clocks due, and each does what it found."""
        with self.units.open() as unit:
            due, over = clocks.due(unit, BATCH), clocks.pauses_over(unit, BATCH)
        for _ in range(times):
            for ticket_id, key in due:
                self._sound(ticket_id, key)
            for ticket_id in over:
                with self.units.open() as unit:
                    end_pause(unit, ticket_id)
                    remind(unit, ticket_id)
            self.deliver()

    @rule(document=st.sampled_from(("small", *HOURS)))
    def change_hours(self, document: str) -> None:
        """Put other hours in force while clocks run, which changes nothing of the ticket."""
        with self.units.open() as unit:
            editions.add(unit, document, document)

    @rule()
    def deliver(self) -> None:
        """Send what is owed now."""
        for debt in owed(self.units):
            if debt.kind == "alarm":
                named = (debt.facts[name] for name in ("clock", "cycle", "serial", "level"))
                self.heard[(debt.ticket_id, *named, debt.chat_id, debt.facts["recipient"])] += 1

    @invariant()
    def the_history_says_the_same(self) -> None:
        """Replaying the events gives the stored clocks, also after the ticket has ended."""
        with self.units.open() as unit:
            for ticket in tickets.held_fast(unit, self.ticket_ids).values():
                assert drift(unit, ticket) == ()
                assert ticket.school_version == FIRST
                assert dated(ticket, history.events_of(unit, ticket.id)) == ticket
                if ticket.status not in OPEN:
                    assert all(each.outcome for each in clocks.of_ticket(unit, ticket.id))

    @invariant()
    def what_is_merged_is_merged_into_one_that_goes_on(self) -> None:
        """However they are merged, there is no ring and no chain."""
        with self.units.open() as unit:
            found = tickets.held_fast(unit, self.ticket_ids)
        for ticket in found.values():
            merged = ticket.status is Status.MERGED
            assert merged is (ticket.merged_into is not None)
            if ticket.merged_into is not None:
                assert found[ticket.merged_into].status is not Status.MERGED

    @invariant()
    def no_alarm_was_heard_twice(self) -> None:
        """Ticket, clock, cycle and level tell an alarm from every other."""
        assert not self.heard or max(self.heard.values()) == 1

    def teardown(self) -> None:
        """Let everything that is still owed be heard, and leave the database."""
        with self.stack:
            if not hasattr(self, "units"):
                return
            self.clock.forward(days=30)
            self.deliver()
            self.no_alarm_was_heard_twice()
            self.units.close()

    def _fitting(self, ticket_id: int, number: int) -> dict[str, str | int]:
        """Return a day ahead and one of the pauses, as a question would offer them."""
        with self.units.open() as unit:
            ticket = tickets.find(unit, ticket_id)
            waits = waits_now(unit, ticket) if ticket else ()
            events = history.events_of(unit, ticket_id)
        day = (self.clock.now() + timedelta(days=number)).date()
        pause = waits[number % len(waits)].ordinal if waits else number
        steps = correctable(events) + corrected(events)
        late = self._late(steps[number % len(steps)], number) if steps else {}
        return {"contact": day.isoformat(), "pause": pause, **late}

    def _late(self, step: WorkStep, number: int) -> dict[str, str | int]:
        """Return a step that was pressed late, and a minute between the step before and that."""
        apart = (step.pressed - step.earliest) * number / 8
        return {"event": step.ordinal, "actual": word_of(step.earliest + apart, ZONE_INFO)}

    def _sound(self, ticket_id: int, key: ClockKey) -> None:
        asked(self.units, lambda unit: sound(unit, ticket_id, key))


@pytest.mark.timeout(600)  # a life that fails is made shorter for up to five minutes
def test_lives(databases: Databases) -> None:
    """However it goes, on either database."""

    class Here(Lives):
        """Lives on this one."""

    Here.databases = databases
    how = settings(
        max_examples=40,
        stateful_step_count=30,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Here, settings=how)
