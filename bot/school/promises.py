"""Promises and rungs as the file writes them: ``30 min``, ``4 h``, ``2 wd``, ``due + 1 wd``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator

from bot.school.problems import found
from domain.clocks import ClockKind
from domain.targets import Target, Unit

_AMOUNT = re.compile(r"([0-9]{1,4}) ?(clock )?(min|h|wd)")
_AFTER = re.compile(r"(start|due) ?\+ ?(.+)")
_BEFORE = re.compile(r"start ?- ?(.+)")
_PERCENT = re.compile(r"([0-9]{1,3}) ?%")
PROMISED = (ClockKind.ACK, ClockKind.ARRIVE, ClockKind.RESOLVE, ClockKind.REPLY)
"""The clocks that the catalogue has promises for; all others begin with a promise of their own."""

_WHOLE = 100
_MINUTES = {"min": 1, "h": 60}
# Longer ones are slips of the pen, and no calendar could be counted so far ahead.
_MOST = {"min": 9999, "h": 999, "wd": 99}


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time whose unit is known when its calendar is: ``unit`` is min, h or wd."""

    number: int
    unit: str
    clock: bool

    def target(self, *, clock: bool) -> Target:
        """Return it counted in working time, or by the clock when either says so."""
        if self.unit == "wd":
            return Target(self.number, Unit.WORKING_DAYS)
        unit = Unit.CLOCK_MINUTES if clock or self.clock else Unit.WORKING_MINUTES
        return Target(self.number * _MINUTES[self.unit], unit)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a rung is reached: at a ``percent``, or ``after`` the start or the due instant.

    Or ``before`` the start, which only an appointment has.
    """

    percent: int | None
    after: Amount | None
    from_start: bool
    before: Amount | None = None


def read_amount(value: object) -> Amount:
    """Return a length of time, from one minute to 99 working days."""
    match = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if match is None or (match[2] and match[3] == "wd"):
        raise ValueError(
            "expected a time: 30 min, 4 h, 2 wd (working days) or 240 clock min; "
            f"found {found(value)}.",
        )
    number, unit = int(match[1]), match[3]
    if not 1 <= number <= _MOST[unit]:
        raise ValueError(f"expected 1 to {_MOST[unit]} {unit}; found {found(value)}.")
    return Amount(number, unit, bool(match[2]))


def read_short(value: object) -> Amount:
    """Return a length of time in minutes or hours: what comes again and again cannot be days."""
    amount = read_amount(value)
    if amount.unit == "wd":
        raise ValueError(f"expected minutes or hours, such as 15 min; found {found(value)}.")
    return amount


def read_promised(value: object) -> ClockKind:
    """Return a clock that a service or a priority may promise."""
    if value not in PROMISED:
        raise ValueError(f"expected ack, arrive, resolve or reply; found {found(value)}.")
    return ClockKind(str(value))


def read_moment(value: object) -> Moment:
    """Return when a rung is reached, from ``50%``, ``start - 1 h``, ``start`` or ``due + 1 h``."""
    text = value if isinstance(value, str) else ""
    if text == "start":
        return Moment(None, Amount(0, "min", clock=False), from_start=True)
    if text == "due":
        return Moment(_WHOLE, None, from_start=False)
    if after := _AFTER.fullmatch(text):
        return Moment(None, read_amount(after[2]), from_start=after[1] == "start")
    if before := _BEFORE.fullmatch(text):
        return Moment(None, None, from_start=True, before=read_short(before[1]))
    return Moment(_percent(value, text), None, from_start=False)


def _percent(value: object, text: str) -> int:
    match = _PERCENT.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= _WHOLE:
        raise ValueError(
            "expected when: 50% (1% to 100%), start, start + 5 min, due or due + 1 wd; "
            f"found {found(value)}.",
        )
    return int(match[1])


Promise = Annotated[Amount, PlainValidator(read_amount)]
Promises = dict[Annotated[ClockKind, PlainValidator(read_promised)], Promise]
ShortTime = Annotated[Amount, PlainValidator(read_short)]
When = Annotated[Moment, PlainValidator(read_moment)]
