"""Random lives of a ticket: the events that the desk would write, and the time that they mean.

Only what may happen does. Beside the events stand plain spans of time, from which everything that
was used can be counted without the arithmetic of the clocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.appointments import Slot, facts_of
from domain.clocks import Outcome
from domain.facts import Event
from domain.moves import Move
from domain.tickets import OPEN, HoldReason, Status
from tests.domain.spans import FAR, PAUSING, Pause, Span, Visit
from tests.support.promises import event

TEAMS = ("mine", "theirs")
VISIT = timedelta(hours=2)
AGREED = timedelta(days=3)

_REASONS = (*PAUSING, HoldReason.EXTERNAL)
_ON_HOLD = frozenset({Status.ON_HOLD})
_TAKEN = OPEN - {Status.NEW}
_OFTEN = (Move.ACCEPT, Move.HOLD, Move.HOLD, Move.ANNUL, Move.EXTEND, Move.RELEASE)
_TAKES_UP = frozenset({Move.RESUME, Move.RELEASE, Move.TRANSFER, Move.ASSIGN})

Told = dict[str, str | int]


@dataclass
class Life:
    """What happened to a ticket that was filed at a moment."""

    first: datetime
    status: Status = Status.NEW
    accepted_at: datetime | None = None
    agreed: datetime = FAR
    events: list[Event] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    asked: list[Span] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)
    changes: list[tuple[datetime, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.events.append(event(self.first, Move.SUBMIT, {"holder": TEAMS[0]}))
        self.asked.append(Span(self.first))
        self.held.append(Span(self.first))
        self.changes.append((self.first, 0))

    def waits(self, moment: datetime) -> bool:
        """Return whether work stood still, for a pause that still counts or until a visit."""
        paused = any(each.covers(moment) for each in self.pauses)
        return paused or any(each.covers(moment) for each in self.visits)

    def edges(self) -> set[datetime]:
        """Return every moment at which anything began or ended."""
        spans = [(each.start, each.end) for each in (*self.asked, *self.held)]
        spans += [(each.start, min(each.end, each.limit)) for each in self.pauses]
        spans += [(each.chosen, min(each.start, each.gone)) for each in self.visits]
        return {at for span in spans for at in span} | {at for at, _ in self.changes}

    def passes(self, at: datetime) -> bool:
        """Note a hold that is over by itself by then; return whether there was one."""
        if self.status is not Status.ON_HOLD or self._over_at() > at:
            return False
        self.pauses[-1].end = min(self.pauses[-1].end, self._over_at())
        return True

    def happens(self, at: datetime, choice: int, number: int) -> None:
        """Let something happen that may; what is over by itself is noticed before."""
        possible = [made for made in (*_MOVES, *_OFTEN) if self._may(made)]
        made = possible[choice % len(possible)]
        if self.passes(at) and made not in _TAKES_UP:
            self._write(at, Move.RESUME, {"reason": self.pauses[-1].reason})
            self.status = Status.ACCEPTED
        if self._may(made):
            facts = _MOVES[made][1](self, at, number)
            if facts is not None:
                self._write(at, made, facts)

    def _may(self, made: Move) -> bool:
        return self.status in _MOVES[made][0]

    def _write(self, at: datetime, made: Move, facts: Told) -> None:
        self.events.append(event(at, made, facts))

    def _over_at(self) -> datetime:
        """Return when a hold ends by itself: with a visit that was ahead, or at its limit."""
        pause, visit = self.pauses[-1], self._standing()
        if visit and visit.start > pause.start:
            return visit.start
        return pause.limit if pause.reason in PAUSING else FAR

    def _standing(self) -> Visit | None:
        return next((each for each in self.visits if each.gone == FAR), None)

    def _go_on(self, at: datetime, status: Status) -> None:
        if self.status is Status.ON_HOLD:
            self.pauses[-1].end = min(self.pauses[-1].end, at)
        self.status = status

    def accept(self, at: datetime, _: int) -> Told:
        """Let somebody take it."""
        self.status, self.accepted_at = Status.ACCEPTED, at
        self.asked[-1].end = min(self.asked[-1].end, at)
        return {}

    def arrive(self, at: datetime, _: int) -> Told:
        """Let somebody be there, as a visit that was waited for."""
        self.status = Status.ON_SITE
        self._end_visit(at, Outcome.MET)
        return {}

    def hold(self, at: datetime, number: int) -> Told | None:
        """Let work wait for another reason than before."""
        reason = _REASONS[number % len(_REASONS)]
        if self.status is Status.ON_HOLD and self.pauses[-1].reason is reason:
            return None
        self._go_on(at, Status.ON_HOLD)
        until = at + timedelta(minutes=1 + number)
        self.pauses.append(Pause(len(self.events), reason, at, until))
        limit: Told = {"until": until.isoformat()} if reason in PAUSING else {}
        return {"reason": reason, **limit}

    def resume(self, at: datetime, _: int) -> Told:
        """Let work go on."""
        self._go_on(at, Status.ACCEPTED)
        return {}

    def extend(self, at: datetime, number: int) -> Told | None:
        """Let a pause last longer, or less long."""
        pause = self.pauses[-1]
        if pause.reason not in PAUSING:
            return None
        pause.limit = at + timedelta(minutes=1 + number)
        return {"reason": pause.reason, "until": pause.limit.isoformat()}

    def annul(self, at: datetime, number: int) -> Told | None:
        """Let one of the pauses count as work; one that goes on is ended."""
        counting = [each for each in self.pauses if not each.annulled]
        if not counting:
            return None
        pause = counting[number % len(counting)]
        pause.annulled = True
        facts: Told = {"pause": pause.ordinal, "reason": pause.reason}
        if self.status is not Status.ON_HOLD or pause is not self.pauses[-1]:
            return facts
        self._go_on(at, Status.ACCEPTED)
        return {**facts, "ends": 1}

    def release(self, at: datetime, _: int) -> Told:
        """Give it back; an acceptance that counted is taken back."""
        self._go_on(at, Status.NEW)
        since, self.accepted_at = self.accepted_at, None
        if since and self.asked[-1].end == since:
            self.asked.append(Span(at))
        return {"since": since.isoformat()} if since else {}

    def transfer(self, at: datetime, _: int) -> Told:
        """Give it to the other team."""
        self._go_on(at, Status.NEW)
        self.accepted_at = None
        self.held[-1].end = at
        self.held.append(Span(at, which=1 - self.held[-1].which))
        team = TEAMS[self.held[-1].which]
        return {"team": team, "holder": team}

    def assign(self, at: datetime, _: int) -> Told:
        """Name somebody, who has it from now on if it was accepted."""
        self._go_on(at, Status.NEW if self.status is Status.NEW else Status.ACCEPTED)
        self.accepted_at = None
        return {"assignee": 1, "name": "Boris"}

    def appoint(self, at: datetime, number: int) -> Told | None:
        """Choose a visit, choose it anew or call it off."""
        if number % 4 == 0:
            return self._call_off(at)
        self._end_visit(at, Outcome.CANCELLED)
        start = at + timedelta(minutes=number)
        self.visits.append(Visit(at, start))
        return facts_of(Slot(start, start + VISIT))

    def _call_off(self, at: datetime) -> Told | None:
        if self._standing() is None:
            return None
        self._end_visit(at, Outcome.CANCELLED)
        if self.status is not Status.ON_HOLD:
            return {}
        pause = self.pauses[-1]
        limit: Told = {"until": pause.limit.isoformat()} if pause.reason in PAUSING else {}
        return {"reason": pause.reason, **limit}

    def _end_visit(self, at: datetime, outcome: Outcome) -> None:
        visit = self._standing()
        if visit:
            late = at > visit.start + VISIT
            visit.gone, visit.outcome = at, Outcome.MISSED if late else outcome

    def prioritise(self, at: datetime, number: int) -> Told | None:
        """Let the other promise hold from now on."""
        which = number % 2
        if which == self.changes[-1][1]:
            return None
        self.changes.append((at, which))
        return {"priority": which}

    def agree(self, at: datetime, _: int) -> Told:
        """Agree on a date."""
        self.agreed = at + AGREED
        return {"date": self.agreed.isoformat()}

    def say(self, _: datetime, __: int) -> Told:
        """Let somebody say something."""
        return {}


_MOVES: Mapping[Move, tuple[frozenset[Status], Callable[[Life, datetime, int], Told | None]]] = {
    Move.ACCEPT: (frozenset({Status.NEW}), Life.accept),
    Move.ARRIVE: (frozenset({Status.ACCEPTED}), Life.arrive),
    Move.HOLD: (_TAKEN, Life.hold),
    Move.RESUME: (_ON_HOLD, Life.resume),
    Move.EXTEND: (_ON_HOLD, Life.extend),
    Move.ANNUL: (OPEN, Life.annul),
    Move.RELEASE: (_TAKEN, Life.release),
    Move.TRANSFER: (OPEN, Life.transfer),
    Move.ASSIGN: (OPEN, Life.assign),
    Move.APPOINT: (OPEN - {Status.ON_SITE}, Life.appoint),
    Move.PRIORITISE: (OPEN, Life.prioritise),
    Move.AGREE: (OPEN, Life.agree),
    Move.SAY: (OPEN, Life.say),
}
