"""The file store: unique ids for the world, `file_id` for each bot, paths for downloads."""

import base64
import binascii
import mimetypes
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.errors import bad_request
from simulator.shapes import Json
from simulator.world.photos import photo_sizes

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
LINK_LIFE = timedelta(hours=1)
_FOLDERS = {
    "photo": ("photos", ".jpg"),
    "voice": ("voice", ".oga"),
    "video": ("videos", ".mp4"),
    "audio": ("music", ".mp3"),
    "animation": ("animations", ".mp4"),
    "video_note": ("video_notes", ".mp4"),
    "sticker": ("stickers", ".webp"),
}
_TYPES = {"voice": "audio/ogg", "video": "video/mp4", "audio": "audio/mpeg", "photo": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request: name and type are whatever the sender wrote."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that the world keeps; `fields` is what the Bot API shows, without `file_id`."""

    unique_id: str
    kind: str
    path: str
    content_type: str
    data: bytes
    fields: Json


class FileStore:
    """All files by unique id; links to them are issued for one bot and one hour."""

    def __init__(self) -> None:
        """Start empty."""
        self._files: dict[str, StoredFile] = {}
        self._photos: dict[str, list[Json]] = {}
        self._links: dict[tuple[int, str], tuple[str, datetime]] = {}

    def keep(self, kind: str, upload: Upload, facts: Json | None = None) -> Json | list[Json]:
        """Store an upload and show it as the message's field of that kind (a list for photos)."""
        _check_size(upload.data)
        if kind == "photo":
            sizes = [
                self._store(
                    kind,
                    upload.name,
                    picture.data,
                    {"width": picture.width, "height": picture.height},
                )
                for picture in photo_sizes(upload.data)
            ]
            self._photos.update({size["file_unique_id"]: sizes for size in sizes})
            return sizes
        shown = {**_described(kind, upload), **(facts or {})}
        return self._store(kind, upload.name, upload.data, shown)

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """Find a file by what is the same for every bot."""
        return self._files.get(unique_id)

    def sizes_of(self, file: StoredFile) -> list[Json]:
        """Tell all sizes of the photo to which this one belongs, smallest first."""
        return self._photos[file.unique_id]

    def by_file_id(self, bot_id: int, file_id: str) -> StoredFile:
        """Find a file by this bot's id for it; a foreign or broken id is refused."""
        owner, unique_id = _unpacked(file_id)
        file = self._files.get(unique_id)
        if owner != bot_id or file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return file

    def link(self, bot_id: int, file: StoredFile, now: datetime) -> str:
        """Issue a download path, valid for an hour; files over 20 MB are refused."""
        if len(file.data) > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        self._links[bot_id, file.path] = (file.unique_id, now + LINK_LIFE)
        return file.path

    def download(self, bot_id: int, path: str, now: datetime) -> StoredFile | None:
        """Follow a link that was issued to this bot and has not run out."""
        unique_id, until = self._links.get((bot_id, path), ("", now))
        return self._files.get(unique_id) if now < until else None

    def _store(self, kind: str, name: str, data: bytes, facts: Json) -> Json:
        number = len(self._files)
        unique_id = f"AQAD{number:08x}"
        folder, suffix = _FOLDERS.get(kind, ("documents", ""))
        ending = suffix or ("." + name.rpartition(".")[2] if "." in name else "")
        path = f"{folder}/file_{number}{ending}"
        fields = {"file_unique_id": unique_id, **facts, "file_size": len(data)}
        content_type = str(facts.get("mime_type") or _TYPES.get(kind, "application/octet-stream"))
        self._files[unique_id] = StoredFile(unique_id, kind, path, content_type, data, fields)
        return fields


def file_id(viewer_id: int, unique_id: str) -> str:
    """Make the id under which one bot knows a file."""
    packed = f"{viewer_id}:{unique_id}".encode()
    return "AgACAgIAAx" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _unpacked(value: str) -> tuple[int, str]:
    body = value.removeprefix("AgACAgIAAx")
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
        owner, _, unique_id = packed.partition(":")
        return int(owner), unique_id
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise bad_request("invalid file_id") from error


def _check_size(data: bytes) -> None:
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > MAX_UPLOAD_BYTES:
        raise bad_request("file is too big")


def _described(kind: str, upload: Upload) -> Json:
    guessed = upload.content_type or mimetypes.guess_type(upload.name)[0] or ""
    shown: Json = {}
    if kind not in {"voice", "video_note", "sticker"} and upload.name:
        shown["file_name"] = upload.name
    if kind not in {"video_note", "sticker"}:
        shown["mime_type"] = _TYPES.get(kind) or guessed or "application/octet-stream"
    if kind in {"video", "animation"}:
        shown |= {"width": 640, "height": 480, "duration": 1}
    if kind in {"voice", "audio"}:
        shown["duration"] = 1
    if kind == "video_note":
        shown |= {"length": 240, "duration": 1}
    return shown
