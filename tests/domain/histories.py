"""Random calendars, zones, moments and histories of holds for the property tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.calendars import Calendar, Day, Layer
from domain.windows import Window
from tests.domain.oracle import Oracle

# Each zone with first days of stretches around a change of its clocks, or around none.
STRETCHES = (
    ("Asia/Shanghai", date(2026, 9, 10)),
    ("Asia/Kathmandu", date(2026, 1, 1)),
    ("Europe/Berlin", date(2026, 3, 15)),
    ("Europe/Berlin", date(2026, 10, 10)),
    ("America/New_York", date(2026, 2, 20)),
    ("America/New_York", date(2026, 10, 15)),
    ("Australia/Lord_Howe", date(2026, 3, 20)),
    ("Australia/Lord_Howe", date(2026, 9, 20)),
    ("America/Havana", date(2026, 2, 20)),
    ("America/Havana", date(2026, 10, 15)),
    ("America/St_Johns", date(2010, 10, 20)),
    ("America/Sao_Paulo", date(2018, 2, 1)),
    ("Asia/Beirut", date(2026, 3, 15)),
    ("Africa/Casablanca", date(2026, 2, 1)),
    ("Antarctica/Troll", date(2026, 10, 10)),
    ("Pacific/Apia", date(2011, 12, 15)),
)
DAYS = 24


@dataclass(frozen=True)
class Case:
    """A calendar, the oracle that knows it too, and a stretch of days to ask about."""

    calendar: Calendar
    oracle: Oracle
    first: date

    def moment(self, minute: int) -> datetime:
        """Return the moment so many minutes after the fifth day of the stretch."""
        start = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        return start + timedelta(days=5, minutes=minute)


_EDGES = st.one_of(
    st.integers(0, 1439),
    st.integers(0, 48).map(lambda half_hours: half_hours * 30 % 1440),
    st.integers(0, 240),
)


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Draw the windows of a day: none, some, or one into the night."""
    starts = sorted(draw(st.lists(_EDGES, max_size=3, unique=True)))
    ends = [*starts[1:], draw(st.sampled_from((1440, 1500, 1800, 2880)))]
    spans = zip(starts, ends, strict=False)
    return tuple(Window(start, draw(st.integers(start + 1, end))) for start, end in spans)


@st.composite
def layers(draw: st.DrawFn, first: date) -> dict[Layer, dict[date, Day]]:
    """Draw layers that often meet on the same dates, closed or open, in any order."""
    offsets = draw(st.lists(st.integers(0, DAYS + 10), max_size=3, unique=True))
    found: dict[Layer, dict[date, Day]] = {}
    for layer in draw(st.permutations(list(Layer))):
        days = draw(st.lists(st.sampled_from(offsets), max_size=3)) if offsets else []
        special = draw(windows())
        found[layer] = {
            first + timedelta(days=offset): Day(special if number % 2 else ())
            for number, offset in enumerate(days)
        }
    return found


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a weekly pattern with layers over it in one of the stretches."""
    zone, first = draw(st.sampled_from(STRETCHES))
    usual, other = draw(windows()), draw(windows())
    choice = draw(st.integers(0, 2**7 - 1))
    weekly = tuple(other if choice >> weekday & 1 else usual for weekday in range(7))
    calendar = Calendar(zone, weekly, draw(layers(first)))
    return Case(calendar, oracle_of(calendar, first), first)


@st.composite
def other_hours(draw: st.DrawFn, case: Case) -> Case:
    """Draw other hours in the same zone and stretch of days."""
    weekly = tuple(draw(st.lists(windows(), min_size=7, max_size=7)))
    calendar = Calendar(case.calendar.zone, weekly, draw(layers(case.first)))
    return Case(calendar, oracle_of(calendar, case.first), case.first)


def oracle_of(calendar: Calendar, first: date) -> Oracle:
    """Return the oracle for a calendar, told its windows as plain numbers."""

    def pattern(day: date) -> list[tuple[int, int]]:
        return [(window.start, window.end) for window in _deciding(calendar, day)]

    return Oracle(calendar.zone, first, pattern)


def _deciding(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """Return the windows of a date by walking down from the highest layer."""
    for layer in (Layer.EMERGENCY, Layer.SCHOOL, Layer.MAKE_UP, Layer.HOLIDAY):
        days = calendar.layers.get(layer, {})
        if day in days:
            return days[day].windows
    return calendar.weekly[day.weekday()]


INSTANTS = st.one_of(
    st.integers(0, DAYS * 1440), st.integers(0, DAYS * 24).map(lambda hour: hour * 60)
)
"""Minutes to ask :meth:`Case.moment` for."""
