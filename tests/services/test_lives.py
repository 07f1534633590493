"""Random lives of a ticket: what is stored is what is replayed, and no alarm is owed twice."""

from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.clocks import ClockKey
from domain.moves import RULES, Move
from domain.refusal import Refusal
from domain.tickets import OPEN, BreachReason, HoldReason, Relief
from models import clocks, editions, tickets
from models.unit import Units
from scheduler.ticks import BATCH
from services.acts import Act
from services.moving import end_pause, move
from services.pausing import remind, waits_now
from services.timing import drift, sound
from tests.services.people import asked, draft, files
from tests.support.clocks import StillClock
from tests.support.databases import SqliteFiles
from tests.support.debts import owed
from tests.support.schools import BURST, COLLEAGUE, LEAD, MANAGER, ROOM, TAP, WORKER, small_school
from tests.support.tickets import REQUESTER

PEOPLE = (WORKER, COLLEAGUE, LEAD, MANAGER, REQUESTER)
MADE = tuple(rule.move for rule in RULES if rule.move is not Move.RATE)
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
    }
)
"""What a button may say, of which each move takes its own."""


@cache
def files_of_sqlite() -> SqliteFiles:
    """Return where databases are copied from, among the machine's temporary files."""
    return SqliteFiles(Path(mkdtemp(prefix="caretaker-lives-")))


class Lives(RuleBasedStateMachine):
    """People, time, ticks that come late or twice, and processes that start anew."""

    @initialize(service=st.sampled_from((TAP.code, BURST.code)))
    def begin(self, service: str) -> None:
        """File one ticket in a school of its own."""
        with files_of_sqlite().fresh() as url:
            self.url = url
        self.clock = StillClock()
        self.heard: Counter[tuple[object, ...]] = Counter()
        self.open()
        with self.units.open() as unit:
            editions.add(unit, "small", "small")
        self.ticket_id = files(self.units, draft(service)).id

    def open(self) -> None:
        """Start a process."""
        self.units = Units.connect(self.url, self.clock.now, small_school)

    @rule()
    def restart(self) -> None:
        """End the process and begin another; nothing is kept in memory."""
        self.units.close()
        self.open()

    @rule(
        who=st.sampled_from(PEOPLE),
        made=st.sampled_from(MADE),
        told=FACTS,
    )
    def act(self, who: int, made: Move, told: dict[str, str | int]) -> None:
        """Somebody presses a button that may be theirs; a refusal changes nothing."""
        told = {**told, **self._fitting(int(told["number"]))}
        act = Act(self.ticket_id, made, who, told)
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

    @rule()
    def deliver(self) -> None:
        """Send what is owed now."""
        for debt in owed(self.units):
            if debt.kind == "alarm":
                named = (debt.facts[name] for name in ("clock", "cycle", "serial", "level"))
                self.heard[(*named, debt.chat_id, debt.facts["recipient"])] += 1

    @invariant()
    def the_history_says_the_same(self) -> None:
        """Replaying the events gives the stored clocks, also after the ticket has ended."""
        with self.units.open() as unit:
            ticket = tickets.find(unit, self.ticket_id)
            assert ticket is not None
            assert drift(unit, ticket) == ()
            if ticket.status not in OPEN:
                assert all(each.outcome for each in clocks.of_ticket(unit, ticket.id))

    @invariant()
    def no_alarm_was_heard_twice(self) -> None:
        """Ticket, clock, cycle and level tell an alarm from every other."""
        assert not self.heard or max(self.heard.values()) == 1

    def teardown(self) -> None:
        """Let everything that is still owed be heard."""
        if not hasattr(self, "units"):
            return
        self.clock.forward(days=30)
        self.deliver()
        self.no_alarm_was_heard_twice()
        self.units.close()

    def _fitting(self, number: int) -> dict[str, str | int]:
        """Return a day ahead and one of the pauses, as a question would offer them."""
        with self.units.open() as unit:
            ticket = tickets.find(unit, self.ticket_id)
            waits = waits_now(unit, ticket) if ticket else ()
        day = (self.clock.now() + timedelta(days=number)).date()
        pause = waits[number % len(waits)].ordinal if waits else number
        return {"contact": day.isoformat(), "pause": pause}

    def _sound(self, ticket_id: int, key: ClockKey) -> None:
        asked(self.units, lambda unit: sound(unit, ticket_id, key))


Lives.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLives = Lives.TestCase
