"""What is wrong with a school's file, each problem in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST_FOUND = 40

KeyPath = tuple[str | int, ...]
type_of_findings = Iterator[tuple[KeyPath, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where (``line`` from 1, ``path`` as people write it) and what it is."""

    file: str
    line: int
    path: str
    sentence: str

    def __str__(self) -> str:
        """Return ``file:line: path: sentence``, which editors turn into a link."""
        place = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}: {place}{self.sentence}"


class SchoolFileError(Exception):
    """The file cannot be used; ``problems`` holds everything found, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.path)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def written(path: KeyPath) -> str:
    """Return a path as people write it: ``teams.repair.chat``, ``staff[3].roles``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def found(value: object) -> str:
    """Return in a few words what stands where something else was expected."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys with values" if value else "nothing"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f'"{text[:_LONGEST_FOUND]}"'
