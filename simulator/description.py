"""The Bot API's own description: which methods exist and what each parameter must look like.

aiogram's method and type models serve as the description. Where Telegram ignores a parameter it
does not know, `strict` reading refuses it: a misspelt field is a bug of the caller.
"""

import json
import types
import typing
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel, TypeAdapter, ValidationError

from simulator.errors import bad_request
from simulator.shapes import Json

_SCALARS = (str, int, bool, float)
_IGNORED = (type(None), Default, InputFile, datetime, timedelta)
_TRUE = frozenset({"true", "yes", "1"})
_ASKED_LATER = frozenset(
    {
        "action",
        "animation",
        "audio",
        "callback_query_id",
        "chat_id",
        "document",
        "file_id",
        "from_chat_id",
        "media",
        "message_id",
        "message_thread_id",
        "photo",
        "sticker",
        "text",
        "user_id",
        "video",
        "video_note",
        "voice",
    }
)
Value = str | int | float | bool | list[typing.Any] | Json


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how its value is read, and the model that a JSON value must satisfy."""

    name: str
    required: bool
    read: Callable[[str, object], Value]
    adapter: TypeAdapter[object] | None


def _all_methods() -> dict[str, type[TelegramMethod[typing.Any]]]:
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        cls.__api_method__.lower(): cls
        for cls in found
        if isinstance(getattr(cls, "__api_method__", None), str)
    }


METHODS = _all_methods()


@cache
def parameters_of(method: str) -> dict[str, Parameter]:
    """Tell the parameters of a method (name in lower case), by name."""
    return {
        name: _parameter(name, field.annotation, required=field.is_required())
        for name, field in METHODS[method].model_fields.items()
    }


def read_parameters(method: str, raw: Json, *, strict: bool) -> Json:
    """Read raw values as their parameters want them; refuses wrong shapes and unknown names."""
    known = parameters_of(method)
    read: Json = {}
    for name, value in raw.items():
        parameter = known.get(name)
        if parameter is None:
            if strict:
                raise bad_request(f"unknown parameter {name}")
            continue
        if value is None:
            continue
        read[name] = parameter.read(name, value)
        if parameter.adapter is not None:
            _check(parameter, read[name], strict=strict)
    return read


def missing_parameter(method: str, present: Collection[str]) -> str:
    """Tell the first required parameter that is absent and for which no handler has own words."""
    required = (name for name, parameter in parameters_of(method).items() if parameter.required)
    return next((name for name in required if name not in {*present, *_ASKED_LATER}), "")


def check_model(model: type[BaseModel], value: Json, name: str, *, strict: bool = True) -> None:
    """Check one object against a model of the description."""
    _check(
        Parameter(name, required=True, read=_read_json, adapter=_adapter(model)),
        value,
        strict=strict,
    )


def _parameter(name: str, annotation: object, *, required: bool) -> Parameter:
    parts = [part for part in _flat(annotation) if part not in _IGNORED]
    for scalars, read in _READERS:
        if all(part in scalars for part in parts):
            return Parameter(name, required, read, None)
    if name == "reply_markup":
        return Parameter(name, required, _read_markup, None)
    return Parameter(name, required, _read_json, TypeAdapter(typing.Union[tuple(parts)]))  # noqa: UP007 - made at run time


def _flat(annotation: object) -> Iterator[object]:
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, types.UnionType}:
        for part in typing.get_args(annotation):
            yield from _flat(part)
    elif origin is typing.Literal:
        yield from (type(value) for value in typing.get_args(annotation))
    else:
        yield annotation


def _read_bool(_name: str, value: object) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in _TRUE


def _read_int(name: str, value: object) -> int:
    try:
        return int(value) if isinstance(value, (int, float)) else int(str(value).strip())
    except ValueError as error:
        raise bad_request(f"parameter {name} must be an integer") from error


def _read_id(_name: str, value: object) -> int | str:
    text = str(value).strip()
    return int(text) if text.lstrip("-").isdecimal() else text


def _read_float(name: str, value: object) -> float:
    try:
        return float(str(value))
    except ValueError as error:
        raise bad_request(f"parameter {name} must be a number") from error


def _read_str(name: str, value: object) -> str:
    if isinstance(value, (dict, list)):
        raise bad_request(f"parameter {name} must be of type String")
    return value if isinstance(value, str) else json.dumps(value)


def _read_json(name: str, value: object) -> Value:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise bad_request(f"can't parse {name} JSON object") from error
    if not isinstance(value, (dict, list)):
        raise bad_request(f"parameter {name} must be a JSON object or array")
    return value


def _read_markup(_name: str, value: object) -> Json:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else {}
        except (ValueError, RecursionError) as error:
            raise bad_request("can't parse reply keyboard markup JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    return value


_READERS: tuple[tuple[tuple[type, ...], Callable[[str, object], Value]], ...] = (
    ((str,), _read_str),
    ((bool,), _read_bool),
    ((int,), _read_int),
    ((int, float), _read_float),
    ((int, str), _read_id),
)


@cache
def _adapter(model: type[BaseModel]) -> TypeAdapter[object]:
    return TypeAdapter(model)


def _check(parameter: Parameter, value: object, *, strict: bool) -> None:
    if parameter.adapter is None:
        return
    try:
        model = parameter.adapter.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise bad_request(f"can't parse {parameter.name}: {where}: {first['msg']}") from error
    unknown = next(_unknown(model), None) if strict else None
    if unknown is not None:
        raise bad_request(f"unknown parameter {unknown} in {parameter.name}")


def _unknown(model: object) -> Iterator[str]:
    if isinstance(model, list):
        for item in model:
            yield from _unknown(item)
    elif isinstance(model, BaseModel):
        yield from model.model_extra or {}
        for value in model.__dict__.values():
            if isinstance(value, (BaseModel, list)):
                yield from _unknown(value)
