"""Ladders from their entries, each clock's levels in the order of time."""

from __future__ import annotations

from bot.school.problems import KeyPath, type_of_findings
from bot.school.shape import LadderEntry, LevelEntry, SchoolFile
from domain.clocks import ClockKind
from domain.ladders import Ladder, Level


def ladders(file: SchoolFile) -> dict[str, Ladder]:
    """Return the ladders by code; an urgent one counts its minutes by the clock."""
    return {
        code: Ladder(
            _levels(entry, entry.levels),
            entry.urgent,
            entry.repeat.target(clock=True) if entry.repeat else None,
        )
        for code, entry in file.ladders.items()
    }


def findings(file: SchoolFile) -> type_of_findings:
    """Yield a problem for each level that comes before the one above it, or that is missing."""
    for code, entry in file.ladders.items():
        if entry.repeat and not any(level.clock is ClockKind.ACK for level in entry.levels):
            yield ("ladders", code, "repeat"), "no ack level to repeat; add one or remove repeat."
        for number, level in enumerate(entry.levels):
            if _is_prophecy(level):
                path = ("ladders", code, "levels", number, "when")
                yield path, "only an appointment is known before it starts; write start or 50%."
        for clock in ClockKind:
            yield from _out_of_order(("ladders", code, "levels"), entry, clock)


def _out_of_order(path: KeyPath, entry: LadderEntry, clock: ClockKind) -> type_of_findings:
    rungs: list[LevelEntry] = []
    for number, level in enumerate(entry.levels):
        if level.clock is not clock or _is_prophecy(level):
            continue
        rungs.append(level)
        try:
            Ladder(_levels(entry, rungs))
        except ValueError:
            yield (*path, number), f"comes before the {clock} level above it; order them by time."
            rungs.pop()


def _is_prophecy(level: LevelEntry) -> bool:
    return level.when.before is not None and level.clock is not ClockKind.APPOINTMENT


def _levels(entry: LadderEntry, levels: list[LevelEntry]) -> tuple[Level, ...]:
    return tuple(_level(level, clock=entry.urgent) for level in levels)


def _level(level: LevelEntry, *, clock: bool) -> Level:
    moment, recipients = level.when, tuple(level.to)
    if moment.before is not None:
        before = moment.before.target(clock=True)
        return Level(level.clock, recipients, before_start=before)
    if moment.after is None:
        return Level(level.clock, recipients, percent=moment.percent)
    after = moment.after.target(clock=clock)
    if moment.from_start:
        return Level(level.clock, recipients, after_start=after)
    return Level(level.clock, recipients, after_due=after)
