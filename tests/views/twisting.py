"""The screens of the gallery with other words in them: whatever a person wrote or is called."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from types import CellType, CodeType, FunctionType
from typing import Any

from domain.calendars import Calendar
from domain.school import School

_PEOPLES = frozenset({"name", "assignee_name", "actor_name", "words", "rating_comment", "author"})
_HERE = "tests.views."


class Twisting:
    """Replaces in any value, also in what a function draws from, all that people wrote."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._known: dict[FunctionType, FunctionType] = {}

    def twisted(self, value: Any) -> Any:  # noqa: ANN401  whatever a screen is drawn from
        """Return a value with the other words."""
        if isinstance(value, FunctionType) and value.__module__.startswith(_HERE):
            return self._function(value)
        if is_dataclass(value) and not isinstance(value, type | School | Calendar):
            parts = [(field.name, getattr(value, field.name)) for field in fields(value)]
            return replace(value, **{name: self._field(name, part) for name, part in parts})
        if isinstance(value, dict):
            return {key: self._field(str(key), each) for key, each in value.items()}
        return type(value)(map(self.twisted, value)) if type(value) in {tuple, list} else value

    def _field(self, name: str, value: object) -> object:
        is_words = name in _PEOPLES and isinstance(value, str) and value
        return self._words if is_words else self.twisted(value)

    def _function(self, draw: FunctionType) -> Callable[..., Any]:
        """Return a function that draws from other values, in its closure and its module."""
        if draw in self._known:
            return self._known[draw]
        closure = tuple(CellType() for _ in draw.__closure__ or ())
        names = dict(draw.__globals__)
        made = FunctionType(draw.__code__, names, draw.__name__, draw.__defaults__, closure)
        made.__kwdefaults__ = draw.__kwdefaults__
        self._known[draw] = made
        for cell, was in zip(closure, draw.__closure__ or (), strict=True):
            cell.cell_contents = self.twisted(was.cell_contents)
        for name in set(_names_in(draw.__code__)) & names.keys():
            names[name] = self.twisted(names[name])
        return made


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names_in(each)
