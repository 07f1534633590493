"""YAML as a secretary writes it: plain values, and the line on which each of them stands.

Only what a school needs is read: mappings, lists and words. A word is a number when it looks like
one, ``true``, ``false`` or empty, and otherwise just a word, so that ``14:00`` stays a time and
``no`` a language (YAML 1.1 would make 840 of the one and False of the other). Anchors, aliases and
tags are refused: nothing in the file can grow or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from bot.school.problems import KeyPath, Problem, SchoolFileError, written

LARGEST = 1_000_000
"""The largest file that is read, in characters: many times a big school's."""

DEEPEST = 16
"""How deeply mappings and lists may stand in each other."""

# The C parser is eight times faster; a PyYAML built without it reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Document:
    """A file's content: ``data`` of dict, list, str, int, bool and None; ``lines`` by path."""

    name: str
    data: object = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: KeyPath) -> int:
        """Return the line of a path, or of the nearest thing around it that the file has."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: KeyPath, sentence: str) -> Problem:
        """Return a problem at a path."""
        return Problem(self.name, self.line(path), written(path), sentence)

    def report(self, path: KeyPath, sentence: str) -> None:
        """Note a problem and go on reading."""
        self.problems.append(self.problem(path, sentence))


def read(text: str, name: str) -> Document:
    """Return the file's content; repeated keys are noted in it.

    Raises SchoolFileError when the text is not YAML, is empty, too large or too deep.
    """
    document = Document(name)
    if len(text) > LARGEST:
        raise _stop(name, 1, f"the file is larger than {LARGEST} characters; is it the right one?")
    try:
        events = yaml.parse(text, Loader=_LOADER)
        document.data = _Reader(events, document).document()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(name, error) from None
    except yaml.YAMLError:
        sentence = "the file holds characters that no text has: save it as UTF-8."
        raise _stop(name, 1, sentence) from None
    return document


def _stop(name: str, line: int, sentence: str) -> SchoolFileError:
    return SchoolFileError([Problem(name, line, "", sentence)])


def _unreadable(name: str, error: yaml.MarkedYAMLError) -> SchoolFileError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    hint = "indent with spaces, close every bracket, put words with special signs in quotes"
    return _stop(name, line, f"this is not YAML ({error.problem}): {hint}.")


class _Reader:
    """Builds plain values from the parser's events, noting the line of each path."""

    def __init__(self, events: Iterator[yaml.Event], document: Document) -> None:
        self._events = events
        self._document = document

    def document(self) -> object:
        """Return the value of the only document in the file."""
        name = self._document.name
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                value = self._value(next(self._events), ())
                self._only_one()
                return value
        raise _stop(name, 1, "the file is empty; start from examples/school.yaml.")

    def _only_one(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                sentence = "a second document starts here; remove `---`."
                raise _stop(self._document.name, _line(event), sentence)

    def _value(self, event: yaml.Event, path: KeyPath) -> object:
        self._document.lines.setdefault(path, _line(event))
        self._refuse_magic(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return _plain(event) if isinstance(event, yaml.ScalarEvent) else None

    def _refuse_magic(self, event: yaml.Event, path: KeyPath) -> None:
        if len(path) > DEEPEST:
            raise _stop(
                self._document.name, _line(event), f"nested more than {DEEPEST} levels deep."
            )
        if getattr(event, "anchor", None) is not None:
            self._document.report(path, "anchors (&) and aliases (*) are not read; write it out.")
        if getattr(event, "tag", None) is not None:
            self._document.report(path, "tags (!) are not read; write a plain value.")

    def _mapping(self, path: KeyPath) -> dict[str, object]:
        content: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            here = (*path, key)
            if key in content:
                self._repeated(event, here)
            self._document.lines.setdefault(here, _line(event))
            value = self._value(next(self._events), here)
            content.setdefault(key, value)
        return content

    def _repeated(self, event: yaml.Event, path: KeyPath) -> None:
        line, first = _line(event), self._document.line(path)
        sentence = f"written twice, first on line {first}; keep one of them."
        self._document.problems.append(
            Problem(self._document.name, line, written(path), sentence),
        )

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_magic(event, path)
            return event.value
        sentence = "a key must be one word, not a list or a mapping."
        raise _stop(self._document.name, _line(event), sentence)

    def _sequence(self, path: KeyPath) -> list[object]:
        content: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            content.append(self._value(event, (*path, len(content))))
        return content


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _plain(event: yaml.ScalarEvent) -> object:
    if event.style:
        return event.value
    if _WHOLE_NUMBER.fullmatch(event.value):
        return int(event.value)
    return _WORDS.get(event.value, event.value)
