"""Reading a call: query, form, JSON and multipart alike."""

import json
from dataclasses import dataclass, field

from aiohttp import web

from simulator.errors import ApiError, bad_request
from simulator.shapes import Json
from simulator.world.files import Upload


@dataclass(slots=True)
class RawCall:
    """A call as it came: raw values by name, and the files that came with it."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


async def read_call(request: web.Request) -> RawCall:
    """Collect the parameters of a call; the body's win over the query's."""
    raw = RawCall(dict(request.query))
    try:
        if request.content_type == "application/json":
            raw.values |= _json_object(await request.read())
        elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            await _read_form(request, raw)
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    return raw


def _json_object(body: bytes) -> Json:
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except UnicodeDecodeError:
        raise
    except (ValueError, RecursionError) as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(parsed, dict):
        raise bad_request("expected an Object with parameters")
    return parsed


async def _read_form(request: web.Request, raw: RawCall) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            upload = Upload(value.filename, value.content_type, value.file.read())
            raw.uploads[name] = upload
        else:
            raw.values[name] = value if isinstance(value, str) else value.decode()
