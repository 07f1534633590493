"""Dates on which a clock counted otherwise than in an ordinary week, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from domain.calendars import Calendar, Day, Layer
from domain.targets import Unit, counted
from domain.windows import Span

_DAY = timedelta(days=1)
# A window may last until the end of the next day, and that midnight may happen twice.
_REACH = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Departure:
    """Dates from ``first`` to ``last`` that differ from the week for one cause.

    ``day`` is what the calendar says of the first of them.
    """

    first: date
    last: date
    layer: Layer
    day: Day


def departures(unit: Unit, ran: Sequence[tuple[Span, Calendar]]) -> tuple[Departure, ...]:
    """Return the dates on which a clock counted otherwise than in an ordinary week.

    Dates of one cause stay together: a holiday goes on through a weekend that it has inside.
    """
    found: list[Departure] = []
    for calendar, spans in groupby(ran, key=lambda each: counted(unit, each[1])):
        for day in _differing(calendar, [span for span, _ in spans]):
            decided = calendar.exception(day)
            if found and _is_one(calendar, found[-1].last, day):
                found[-1] = replace(found[-1], last=day)
            elif decided is not None:
                found.append(Departure(day, day, *decided))
    return tuple(found)


def _differing(calendar: Calendar, ran: Sequence[Span]) -> list[date]:
    usual = Calendar(calendar.zone, calendar.weekly)
    return sorted(
        {
            day
            for span in ran
            for day in _dates(calendar, span)
            if calendar.windows(day) != usual.windows(day)
            and _within(calendar.spans(day), span) != _within(usual.spans(day), span)
        }
    )


def _dates(calendar: Calendar, span: Span) -> Iterator[date]:
    """Yield the dates that differ and whose windows may reach into a span."""
    # when the clocks go back over midnight, the date after the last has already begun
    day, last = calendar.local_date(span[0]) - _REACH, calendar.local_date(span[1]) + _DAY
    while day <= last:
        if calendar.exception(day) is not None:
            yield day
        day += _DAY


def _within(spans: Iterable[Span], whole: Span) -> list[Span]:
    cut = ((max(opens, whole[0]), min(closes, whole[1])) for opens, closes in spans)
    return [(opens, closes) for opens, closes in cut if opens < closes]


def _is_one(calendar: Calendar, first: date, last: date) -> bool:
    """Return whether one cause decides every date from the first to the last."""
    dates = (first + _DAY * offset for offset in range((last - first).days + 1))
    return all(one == other for one, other in pairwise(_cause(calendar, day) for day in dates))


def _cause(calendar: Calendar, day: date) -> tuple[Layer, dict[str, str], bool] | None:
    decided = calendar.exception(day)
    return decided and (decided[0], dict(decided[1].names), not decided[1].windows)
