"""From a file to a school: read, check its shape, check its references, build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.school import calendars, doubts, ladders, places, references
from bot.school.building import build
from bot.school.document import LARGEST, Document, read
from bot.school.problems import KeyPath, Problem, SchoolFileError, type_of_findings
from bot.school.sentences import sentence
from bot.school.shape import SchoolFile
from domain.school import School

_BYTES_PER_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """A school that can be used, and what its author should think about."""

    school: School
    warnings: tuple[Problem, ...]


def load(path: Path) -> School:
    """Return the school in a file; raises SchoolFileError with every problem in it."""
    return check(path).school


def parse(text: str, name: str) -> School:
    """Return the school in a text called ``name``; raises SchoolFileError."""
    return check_text(text, name).school


def check(path: Path) -> Checked:
    """Return the school in a file with the warnings; raises SchoolFileError."""
    return check_text(_content(path), path.name)


def check_text(text: str, name: str) -> Checked:
    """Return the school in a text called ``name`` with the warnings; raises SchoolFileError."""
    document = read(text, name)
    file = _shaped(document)
    _refuse(document, _between(file))
    school = build(file)
    found = doubts.findings(document, school)
    return Checked(school, tuple(document.problem(*finding) for finding in found))


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST * _BYTES_PER_CHARACTER + 1).decode("utf-8-sig")
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}."
    except UnicodeDecodeError:
        reason = "the file is not UTF-8 text; save it as UTF-8."
    raise SchoolFileError([Problem(path.name, 1, "", reason)])


def _shaped(document: Document) -> SchoolFile:
    try:
        file = SchoolFile.model_validate(document.data)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            document.report(_inside(error["loc"]), sentence(error))
    else:
        _refuse(document, ())
        return file
    raise SchoolFileError(document.problems)


def _inside(path: KeyPath) -> KeyPath:
    """Return the path without the mark that says that the key itself is wrong."""
    return path[:-1] if path and path[-1] == "[key]" else path


def _between(file: SchoolFile) -> type_of_findings:
    for part in (calendars, places, ladders, references):
        yield from part.findings(file)


def _refuse(document: Document, findings: Iterable[tuple[KeyPath, str]]) -> None:
    """Raise SchoolFileError when the document has problems, old or new."""
    for path, said in dict.fromkeys(findings):
        document.report(path, said)
    if document.problems:
        raise SchoolFileError(document.problems)
