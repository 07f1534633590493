"""What one deadline costs, beside the bare walk over as many days."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count, islice
from statistics import median
from time import process_time

from benchmarks.report import Line
from domain.calendars import Calendar, Day, Layer
from domain.windows import Span, Window
from domain.working_time import close_of_working_day, due, elapsed

AWAY = (1, 5, 20, 100, 250)
"""Working days between the start and the deadline."""

_LESSONS = (Window(480, 720), Window(840, 1080))
_DAY_SECONDS = 8 * 3600
_DAY = timedelta(days=1)
_FIRST = date(2026, 1, 1)
_HOLIDAYS, _MAKE_UP_DAYS, _HOLIDAY_EVERY = 40, 20, 9
_SATURDAY = 5
_START = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)  # 08:00 of a Monday in Shanghai
_CALLS = 40
_SAMPLES = 15
_MICRO = 1e6

_Answer = Callable[[Calendar], object]


def school_year() -> Calendar:
    """Return the calendar of a year with sixty dates that differ; nothing is remembered in it."""
    off = {_FIRST + number * _HOLIDAY_EVERY * _DAY: Day(()) for number in range(1, _HOLIDAYS + 1)}
    days = (_FIRST + number * _DAY for number in count())
    saturdays = (day for day in days if day.weekday() == _SATURDAY and day not in off)
    made_up = {day: Day(_LESSONS) for day in islice(saturdays, _MAKE_UP_DAYS)}
    layers = {Layer.HOLIDAY: off, Layer.MAKE_UP: made_up}
    return Calendar("Asia/Shanghai", (_LESSONS,) * 5 + ((), ()), layers)


def deadlines(rounds: int) -> Iterator[Line]:
    """Measure every distance in every round and yield a line for each figure."""
    known = school_year()
    found = [[_round(known, away) for away in AWAY] for _ in range(rounds)]
    for index, away in enumerate(AWAY):
        floors, *columns = zip(*(each[index] for each in found), strict=True)
        yield Line(f"{away} wd away, us CPU", "bare walk", floors)
        for who, figures in zip(_WHO, columns, strict=True):
            yield Line(f"{away} wd away, us CPU", who, figures, floors)


def _round(known: Calendar, away: int) -> tuple[float, ...]:
    """Return the floor and each way to ask, in microseconds for one call."""
    promise = partial(due, start=_START, seconds=away * _DAY_SECONDS)
    ends = promise(known)
    days = (known.local_date(ends) - known.local_date(_START)).days + 1
    spans = {day: known.spans(day) for day in (_FIRST + each * _DAY for each in range(days + 7))}
    passed = partial(elapsed, start=_START, end=ends)
    close = partial(close_of_working_day, start=_START, n=away)
    return (
        _warm(known, lambda _: walk(spans, known.local_date(_START), days)),
        _warm(known, promise),
        _fresh(promise),
        _warm(known, passed),
        _warm(known, close),
    )


_WHO = ("due, warm", "due, fresh", "elapsed, warm", "working days")


def walk(spans: dict[date, tuple[Span, ...]], first: date, days: int) -> timedelta:
    """Add up the working time of so many days: a look-up and a few additions for each."""
    day, total = first, timedelta()
    for _ in range(days):
        for opens, closes in spans[day]:
            total += closes - opens
        day += _DAY
    return total


def _warm(calendar: Calendar, answer: _Answer) -> float:
    return _median([calendar] * _CALLS, answer, _SAMPLES)


def _fresh(answer: _Answer) -> float:
    """Ask calendars that have not been asked before."""
    return median(_median([school_year()], answer, 1) for _ in range(_SAMPLES))


def _median(calendars: Sequence[Calendar], answer: _Answer, samples: int) -> float:
    return median(_sample(calendars, answer) for _ in range(samples))


def _sample(calendars: Sequence[Calendar], answer: _Answer) -> float:
    began = process_time()
    for calendar in calendars:
        answer(calendar)
    return (process_time() - began) / len(calendars) * _MICRO
