"""A table: medians over the rounds, their spread, the ratio to the floor, and the aim."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.rounds import FLOOR, Measured
from benchmarks.steps import ECHO, STORY

AIMS = {
    "form step, press": 2.5,
    "form step, words": 2.5,
    "submission": 4.0,
    "accept": 3.0,
    "relayed reply": 3.0,
}
MEMORY_AIM = 1.3
START_AIM = 1.5
_MILLI = 1000
_WIDTHS = (26, 21, 8, 19, 6, 4)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of every round, beside the floor of the same round."""

    what: str
    who: str
    figures: tuple[float, ...]
    floors: tuple[float, ...] = ()
    aim: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the table's columns."""
        spread = f"{min(self.figures):.2f} - {max(self.figures):.2f}"
        aim = f"{self.aim:.1f}" if self.aim else ""
        return self.what, self.who, f"{median(self.figures):.2f}", spread, self._ratio(), aim

    def _ratio(self) -> str:
        if not self.floors:
            return ""
        pairs = zip(self.figures, self.floors, strict=True)
        return f"{median(figure / floor for figure, floor in pairs):.2f}"


def table(lines: Iterable[Line]) -> Iterator[str]:
    """Return the lines of a table, as Markdown."""
    yield _row(("figure", "of", "median", "min - max", "ratio", "aim"))
    yield "|" + "|".join("-" * (width + 2) for width in _WIDTHS) + "|"
    for line in lines:
        yield _row(line.cells())


def updates(rounds: Sequence[Measured], echo: str, desks: Sequence[str]) -> Iterator[Line]:
    """Return what the bots cost, beside the echo."""
    yield from _costs(rounds, echo, desks)
    yield from _starts(rounds, echo, desks)
    yield from _memory(rounds, echo, desks)


def _costs(rounds: Sequence[Measured], echo: str, desks: Sequence[str]) -> Iterator[Line]:
    floors = tuple(found.costs[echo, ECHO.name].cpu * _MILLI for found in rounds)
    yield Line(f"{ECHO.name}, ms CPU", echo, floors)
    for step in STORY:
        for desk in desks if step.name else ():
            costs = [found.costs[desk, step.name] for found in rounds]
            figures = tuple(cost.cpu * _MILLI for cost in costs)
            what = f"{step.name} ({costs[0].calls:.0f} calls)"
            yield Line(what, desk, figures, floors, AIMS.get(step.name))


def _starts(rounds: Sequence[Measured], echo: str, desks: Sequence[str]) -> Iterator[Line]:
    for unit in ("cpu", "wall"):
        floors = tuple(getattr(found.starts[FLOOR], unit) for found in rounds)
        yield Line(f"start, s {unit}", FLOOR, floors)
        for bot in (echo, *desks):
            figures = tuple(getattr(found.starts[bot], unit) for found in rounds)
            yield Line(f"start, s {unit}", bot, figures, floors, START_AIM)


def _memory(rounds: Sequence[Measured], echo: str, desks: Sequence[str]) -> Iterator[Line]:
    for unit in ("rss", "pss"):
        floors = tuple(getattr(found.memory[echo], unit) for found in rounds)
        yield Line(f"memory, MB {unit}", echo, floors)
        for desk in desks:
            figures = tuple(getattr(found.memory[desk], unit) for found in rounds)
            yield Line(f"memory, MB {unit}", desk, figures, floors, MEMORY_AIM)


def _row(cells: tuple[str, ...]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return "| " + " | ".join(padded) + " |"
