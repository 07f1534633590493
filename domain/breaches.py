"""Broken promises of a ticket: which of them want a reason, and which a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.clocks import PROMISED, Clock, Outcome
from domain.tickets import BreachReason


def broken(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return the promises to the requester that are broken, as far as that has been noted.

    What was merged is none of them: nobody waits for it, and another ticket's promise goes on.
    """
    return tuple(
        each
        for each in clocks
        if each.kind in PROMISED
        and each.breached_at is not None
        and each.outcome is not Outcome.MERGED
    )


def unexplained(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return the broken promises of which nobody has said why."""
    return tuple(clock for clock in broken(clocks) if clock.reason is None)


def undecided(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return the broken promises with a reason that no manager has accepted."""
    return tuple(clock for clock in broken(clocks) if clock.reason and not clock.excused)


def decided(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return the broken promises whose reason a manager accepted."""
    return tuple(clock for clock in broken(clocks) if clock.excused)


def explained(clock: Clock, reason: BreachReason) -> Clock:
    """Return a clock with the reason of its breach; the first that was given stays."""
    return replace(clock, reason=reason) if unexplained((clock,)) else clock


def excused(clock: Clock) -> Clock:
    """Return a clock whose reason a manager accepts; one that has none is returned as is."""
    return replace(clock, excused=True) if undecided((clock,)) else clock


def retracted(clock: Clock) -> Clock:
    """Return a clock whose reason is not accepted any more."""
    return replace(clock, excused=False) if clock.excused else clock
