"""Sending files: photos, documents, videos, voices, albums (A11)."""

from simulator.errors import ApiError, bad_request
from simulator.keyboards import is_loopback
from simulator.methods.posting import caption_fields, caption_source, post, shown
from simulator.methods.registry import Call, Handler, Result, method
from simulator.methods.targets import target
from simulator.shapes import Json
from simulator.text.formatted import parsed
from simulator.world.files import Upload

PERMISSIONS = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "video": "can_send_videos",
    "animation": "can_send_other_messages",
    "voice": "can_send_voice_notes",
    "audio": "can_send_audios",
    "video_note": "can_send_video_notes",
    "sticker": "can_send_other_messages",
}
ALBUM_MIN, ALBUM_MAX = 2, 10
_FACTS = ("width", "height", "duration", "length", "performer", "title")
_GROUPED = {"photo": "visual", "video": "visual", "document": "document", "audio": "audio"}


def _sender(kind: str) -> Handler:
    def send_file(call: Call) -> Result:
        if kind not in call.fields and kind not in call.uploads:
            raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
        caption = caption_source(call)
        place = target(call, PERMISSIONS[kind])
        file = media_field(call, kind, call.fields.get(kind, f"attach://{kind}"), call.fields)
        content: Json = {kind: file, **caption_fields(call, caption)}
        if kind == "animation" and isinstance(file, dict):
            content["document"] = {
                name: value for name, value in file.items() if name in _DOCUMENT
            }
        if call.flag("has_spoiler"):
            content["has_media_spoiler"] = True
        return shown(call, place.chat, post(call, place, content))

    return send_file


for _kind in PERMISSIONS:
    method(f"send{_kind.replace('_', '')}")(_sender(_kind))


@method("sendMediaGroup")
def send_media_group(call: Call) -> Result:
    """Send an album of 2 to 10 items: each is a message of its own with the same album id."""
    items: list[Json] = call.fields.get("media", [])
    if not ALBUM_MIN <= len(items) <= ALBUM_MAX:
        raise bad_request(
            "there must be 2-10 items in the album" if items else 'parameter "media" is required'
        )
    if len({_GROUPED.get(item["type"]) for item in items}) > 1:
        raise bad_request("items in an album can't be of such different types")
    sources = [_item_caption(item) for item in items]
    place = target(call, PERMISSIONS[items[0]["type"]])
    contents = [
        {
            item["type"]: media_field(call, item["type"], item["media"], item),
            **caption_fields(call, source),
        }
        for item, source in zip(items, sources, strict=True)
    ]
    album_id = str(call.world.random.getrandbits(53))
    return [
        shown(call, place.chat, post(call, place, content, album_id=album_id))
        for content in contents
    ]


def media_field(call: Call, kind: str, reference: object, facts: Json) -> Json | list[Json]:
    """Resolve a file (attached or by `file_id`, never by URL) into the message's field."""
    upload = _attached(call, kind, reference)
    if upload is not None:
        known = {
            name: facts[name]
            for name in _FACTS
            if name in facts and kind not in {"photo", "document"}
        }
        return call.world.files.keep(kind, upload, known)
    text = str(reference)
    if text.startswith(("http://", "https://")):
        message = "failed to get HTTP URL content"
        raise bad_request(message if not is_loopback(text) else "wrong HTTP URL specified")
    return _known(call, kind, text)


def _item_caption(item: Json) -> tuple[str, list[Json]]:
    return parsed(item.get("caption") or "", item.get("parse_mode"), item.get("caption_entities"))


_DOCUMENT = frozenset({"file_unique_id", "file_size", "mime_type", "file_name", "file_id"})


def _attached(call: Call, kind: str, reference: object) -> Upload | None:
    text = str(reference)
    if text.startswith("attach://"):
        upload = call.uploads.get(text.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
        return upload
    return call.uploads.get(kind) if not text else None


def _known(call: Call, kind: str, file_id: str) -> Json | list[Json]:
    try:
        file = call.world.files.by_file_id(call.bot.id, file_id)
    except ApiError as error:
        raise bad_request("wrong file identifier/HTTP URL specified") from error
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    if kind == "photo":
        return call.world.files.sizes_of(file)
    return file.fields
