"""The file that a copy is: a zip with rows as lines of JSON, and a manifest that vouches for them.

The manifest is written last, and a zip is none without its end: half a file is never taken for a
whole one.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
# zipfile says the last two of a packing that it does not know, and of a password
_UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

Row = dict[str, Any]


class BadCopy(Exception):
    """A file is no copy that can be put back; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a copy holds of one table: how many rows, and the SHA-256 of their lines."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The revision of a copy's tables, the moment it shows, and its parts by table."""

    revision: str
    made_at: datetime
    parts: Mapping[str, Part]

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(part.rows for part in self.parts.values())


def create(file: Path) -> ZipFile:
    """Begin a copy, which nobody but its owner may read."""
    file.touch(mode=0o600)
    return ZipFile(file, "w", ZIP_DEFLATED)


def write(archive: ZipFile, table: str, rows: Iterable[Row]) -> Part:
    """Write the rows of a table; their values are what JSON knows."""
    counted, digest = 0, sha256()
    with archive.open(_name(table), "w", force_zip64=True) as lines:
        for row in rows:
            line = json.dumps(row).encode() + b"\n"
            lines.write(line)
            digest.update(line)
            counted += 1
    return Part(counted, digest.hexdigest())


def finish(archive: ZipFile, manifest: Manifest) -> None:
    """Write what the copy holds."""
    told = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    archive.writestr(_MANIFEST, json.dumps(told, indent=1))


def examine(file: Path) -> Manifest:
    """Return what a copy holds after reading all of it; BadCopy when it is not whole."""
    try:
        with ZipFile(file) as archive:
            manifest = _manifest(archive)
            for table, part in manifest.parts.items():
                if _digest(archive, table) != part.sha256:
                    raise BadCopy(f"is damaged: the rows of {table} are not those written")
    except OSError as error:
        raise BadCopy(f"cannot be read: {error.strerror}") from None
    except _UNREADABLE:
        raise BadCopy("is damaged, or was not written by python -m bot backup") from None
    return manifest


def rows(file: Path, table: str) -> Iterator[Row]:
    """Yield the rows of a table from a copy that was examined."""
    with ZipFile(file) as archive, archive.open(_name(table)) as lines:
        for line in lines:
            yield json.loads(line)


def _name(table: str) -> str:
    return f"{table}.jsonl"


def _manifest(archive: ZipFile) -> Manifest:
    try:
        told = json.loads(archive.read(_MANIFEST))
        if told["format"] != FORMAT:
            raise BadCopy(f"has the form {told['format']}, this program knows {FORMAT}")
        parts = {table: Part(**part) for table, part in told["parts"].items()}
        return Manifest(told["revision"], datetime.fromisoformat(told["made_at"]), parts)
    except (KeyError, TypeError, ValueError):
        raise BadCopy("was not written by python -m bot backup") from None


def _digest(archive: ZipFile, table: str) -> str:
    digest = sha256()
    try:
        with archive.open(_name(table)) as lines:
            while chunk := lines.read(_CHUNK):
                digest.update(chunk)
    except KeyError:
        raise BadCopy(f"is damaged: the rows of {table} are not in it") from None
    return digest.hexdigest()
