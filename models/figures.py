"""What a digest counts: aggregates made by the database, however many tickets there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, func, or_, select

from domain.clocks import PROMISED, WORK, ClockKind, Outcome
from domain.moves import Move
from domain.tickets import OPEN, BreachReason, Ticket
from models.tables import ClockRow, EventRow, TicketRow, table_of
from models.tickets import read
from models.unit import Unit

_ticket = table_of(TicketRow)
_clock = table_of(ClockRow)
_event = table_of(EventRow)
_holder = func.coalesce(_event.c.facts["team"].as_string(), _event.c.facts["holder"].as_string())
"""To which team an event gave the ticket; NULL for one that left it where it was."""
_is_promised = _clock.c.kind.in_(sorted(PROMISED))
_is_its_own = _clock.c.outcome.is_distinct_from(Outcome.MERGED)
_is_open = _ticket.c.status.in_(sorted(OPEN))


@dataclass(frozen=True, slots=True)
class Count:
    """The tickets of one service in the hands of one team."""

    team: str
    service: str
    new: int
    done: int
    open: int
    overdue: int


def counts(unit: Unit, since: datetime, until: datetime) -> tuple[Count, ...]:
    """Return what was filed and done in a span and what is open now, for each team and service.

    Overdue is an open ticket whose promised work is late at ``until``.
    """
    late = (
        select(_clock.c.ticket_id)
        .where(_clock.c.kind.in_(sorted(WORK)), _broken(until))
        .distinct()
        .subquery()
    )
    filed = _within(_ticket.c.submitted_at, since, until)
    finished = _within(_ticket.c.done_at, since, until)
    query = (
        select(
            _ticket.c.team,
            _ticket.c.service,
            func.count().filter(filed).label("new"),
            func.count().filter(finished).label("done"),
            func.count().filter(_is_open).label("open"),
            func.count().filter(and_(_is_open, late.c.ticket_id.is_not(None))).label("overdue"),
        )
        .select_from(_ticket.outerjoin(late, late.c.ticket_id == _ticket.c.id))
        .where(or_(filed, finished, _is_open))
        .group_by(_ticket.c.team, _ticket.c.service)
    )
    return tuple(Count(**row) for row in unit.execute(query).mappings())


@dataclass(frozen=True, slots=True)
class Compliance:
    """Promises to requesters in a span; ``excused`` are those of the missed that were accepted.

    ``reclassified`` were used up already when somebody changed them; they are in no other count.
    """

    met: int
    missed: int
    excused: int
    reclassified: int


def compliance(unit: Unit, since: datetime, until: datetime) -> Compliance:
    """Return how many promises to requesters were met and how many missed.

    A promise is met in the span in which its clock ended, and missed once, in the span in which it
    broke, whether anybody has noted that yet or not; what was cancelled in time counts for
    neither, and what was merged never: another ticket's promise goes on for both.
    """
    ended = _within(_clock.c.stopped_at, since, until)
    met = and_(_clock.c.outcome == Outcome.MET, ended)
    changed = and_(_clock.c.outcome == Outcome.RECLASSIFIED, ended)
    missed = _missed(since, until)
    query = select(
        func.count().filter(met).label("met"),
        func.count().filter(missed).label("missed"),
        func.count().filter(and_(missed, _clock.c.excused)).label("excused"),
        func.count().filter(changed).label("reclassified"),
    )
    row = unit.execute(query.where(_is_promised, or_(met, missed, changed))).mappings().one()
    return Compliance(**row)


def reasons(
    unit: Unit, since: datetime, until: datetime
) -> tuple[tuple[BreachReason | None, int], ...]:
    """Return why promises were missed in a span, the most frequent reason first.

    None stands for those of which nobody has said why.
    """
    count = func.count().label("missed")
    query = select(_clock.c.reason, count).where(_is_promised, _missed(since, until))
    rows = unit.execute(query.group_by(_clock.c.reason).order_by(count.desc(), _clock.c.reason))
    return tuple((BreachReason(row.reason) if row.reason else None, row.missed) for row in rows)


def overheld(unit: Unit, since: datetime, until: datetime) -> tuple[tuple[str, int], ...]:
    """Return how many tickets each team held longer than it may, the most first.

    One counts once, in the span in which the time of the team ran out that had it then.
    """
    broke = func.coalesce(_clock.c.breached_at, _clock.c.due_at)
    had = and_(
        _event.c.ticket_id == _clock.c.ticket_id, _event.c.at <= broke, _holder.is_not(None)
    )
    holder = select(_holder).where(had).order_by(_event.c.id.desc()).limit(1).scalar_subquery()
    late = and_(_clock.c.kind == ClockKind.OLA, _missed(since, until))
    held = select(holder.label("team"), _clock.c.ticket_id).where(late).distinct().subquery()
    count = func.count().label("tickets")
    query = select(held.c.team, count).where(held.c.team.is_not(None)).group_by(held.c.team)
    rows = unit.execute(query.order_by(count.desc(), held.c.team))
    return tuple((row.team, row.tickets) for row in rows)


def ratings(unit: Unit, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many tickets were rated in a span, and the sum of their stars."""
    rated = select(_event.c.ticket_id).where(
        _event.c.move == Move.RATE, _within(_event.c.at, since, until)
    )
    stars = func.coalesce(func.sum(_ticket.c.rating), 0)
    query = select(func.count(_ticket.c.rating).label("answers"), stars.label("stars"))
    row = unit.execute(query.where(_ticket.c.id.in_(rated))).one()
    return row.answers, row.stars


def reworked(unit: Unit, since: datetime, until: datetime) -> list[float]:
    """Return the seconds from filing to the last finish of each ticket that had been reopened.

    Counted in the span in which it was finished last, by the wall clock.
    """
    again = and_(_ticket.c.cycle > 1, _within(_ticket.c.done_at, since, until))
    rows = unit.execute(select(_ticket.c.submitted_at, _ticket.c.done_at).where(again))
    return [(row.done_at - row.submitted_at).total_seconds() for row in rows]


def oldest_open(unit: Unit, limit: int) -> list[Ticket]:
    """Return the open tickets that wait longest."""
    query = select(_ticket).where(_is_open).order_by(_ticket.c.submitted_at, _ticket.c.id)
    return [read(row) for row in unit.execute(query.limit(limit)).mappings()]


def by_day(unit: Unit, edges: Sequence[datetime]) -> tuple[tuple[int, int], ...]:
    """Return how many tickets were filed and done between each edge and the next."""
    spans = tuple(pairwise(edges))
    moments = (_ticket.c.submitted_at, _ticket.c.done_at)
    columns = [func.count().filter(_within(each, *span)) for span in spans for each in moments]
    concerned = or_(*(_within(each, edges[0], edges[-1]) for each in moments))
    row = unit.execute(select(*columns).where(concerned)).one()
    return tuple(zip(row[::2], row[1::2], strict=True))


def _within(
    column: ColumnElement[datetime], since: datetime, until: datetime
) -> ColumnElement[bool]:
    return and_(column >= since, column < until)


def _missed(since: datetime, until: datetime) -> ColumnElement[bool]:
    return or_(
        and_(_within(_clock.c.breached_at, since, until), _is_its_own),
        and_(_clock.c.breached_at.is_(None), _broken(until), _clock.c.due_at >= since),
    )


def _broken(at: datetime) -> ColumnElement[bool]:
    return and_(_clock.c.outcome.is_(None), _clock.c.due_at < at)
