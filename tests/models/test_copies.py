"""A copy is the database of one moment, whole, and of either kind."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest

from domain.tickets import Status
from models import archives, chats, copies, editions, occasions, outbox, tickets
from models.archives import BadCopy
from models.outbox import Owed
from models.schema import migrate
from models.unit import Unit, Units
from models.updates import park
from tests.support.clocks import MONDAY, StillClock
from tests.support.databases import Databases, PostgresServer, SqliteFiles
from tests.support.dumps import dump
from tests.support.schools import WORKER, small_school
from tests.support.tickets import NEW, begins, filed

Harm = Callable[[bytes], bytes]
WRITERS = 4
COPIES = 10


def silent(_: int) -> None:
    """Show nobody how far it is."""


@contextmanager
def opened(databases: Databases) -> Iterator[Units]:
    """Give an empty desk of a kind."""
    with (
        databases.fresh() as url,
        closing(Units.connect(url, StillClock().now, small_school)) as units,
    ):
        yield units


def live(unit: Unit) -> None:
    """Let a desk have something of every sort in it."""
    ticket = filed(unit, replace(NEW, words="漏水 \u2028 <b> \U0001f6b0", remind_at=MONDAY))
    begins(unit, ticket)
    later = filed(unit, replace(NEW, contact_on=MONDAY.date(), follows=ticket.id))
    merged = replace(ticket, status=Status.MERGED, merged_into=later.id)
    assert tickets.save(unit, ticket, merged)
    chats.note(unit, -1001, quiet_until=MONDAY + timedelta(microseconds=1), moved_to=-(2**51))
    outbox.owe(unit, Owed("card", WORKER, ticket.id, {"line": 'a "quoted" 语\0'}, key="card:1"))
    occasions.first_to(unit, "digest:2026-11-23")


def copied(units: Units, file: Path) -> archives.Manifest:
    """Write a copy."""
    with units.snapshot() as unit:
        return copies.save(unit, file, silent)


def test_what_comes_back_is_what_was_there(
    databases: Databases, sqlite: SqliteFiles, postgresql: PostgresServer, tmp_path: Path
) -> None:
    """From either kind into either kind, every row and column."""
    file = tmp_path / "copy.zip"
    with opened(databases) as units:
        with units.open() as unit:
            editions.add(unit, "small", "small")
            live(unit)
            before = dump(unit)
        manifest = copied(units, file)
    assert manifest.rows == sum(map(len, before.values()))
    assert archives.examine(file) == manifest
    for kind in (sqlite, postgresql):
        with opened(kind) as units:
            with units.open() as unit:
                copies.load(unit, file, silent)
                assert dump(unit) == before
            with units.open() as unit:
                live(unit)  # keys go on above those of the copy


def test_what_one_database_stores_and_the_other_refuses(
    sqlite: SqliteFiles, postgresql: PostgresServer, tmp_path: Path
) -> None:
    """SQLite keeps the character NUL in a text; PostgreSQL gets a sign in its place."""
    file = tmp_path / "copy.zip"
    with opened(sqlite) as units:
        with units.open() as unit:
            park(unit, 1, "before\0after", "a bug")
        copied(units, file)
    with opened(postgresql) as units, units.open() as unit:
        copies.load(unit, file, silent)
        assert dump(unit)["parked_update"][0]["body"] == "before\N{REPLACEMENT CHARACTER}after"


def write(units: Units, name: str, enough: Event) -> None:
    """Write two rows in each unit until it is enough."""
    turn = 0
    while not enough.is_set():
        turn += 1
        with units.open() as unit:
            assert occasions.first_to(unit, f"{name}:{turn}")
            outbox.owe(unit, Owed("notice", WORKER, None, {}, key=f"{name}:{turn}"))


def test_a_copy_shows_one_moment_while_others_write(databases: Databases, tmp_path: Path) -> None:
    """Writers go on during each copy, and none of their transactions is in it by half."""
    enough, sizes = Event(), []
    with opened(databases) as units, ThreadPoolExecutor(WRITERS) as threads:
        running = [threads.submit(write, units, str(name), enough) for name in range(WRITERS)]
        try:
            for number in range(COPIES):
                file = tmp_path / f"{number}.zip"
                sizes.append(copied(units, file).rows)
                claimed = {row["key"] for row in archives.rows(file, "occasion")}
                assert claimed == {row["key"] for row in archives.rows(file, "outbox")}
        finally:
            enough.set()
        assert [writer.result() for writer in running] == [None] * WRITERS
    # between two copies a busy machine may let nobody write
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_a_copy_of_earlier_tables_is_brought_up_to_date(
    databases: Databases, tmp_path: Path
) -> None:
    """What was copied before an update of the program can be put back after it."""
    file = tmp_path / "old.zip"
    with (
        databases.empty() as url,
        closing(Units.connect(url, lambda: MONDAY, small_school)) as units,
    ):
        migrate(units.engine, "0001")
        with units.open() as unit:
            unit.native.exec_driver_sql(
                "INSERT INTO person (id, name, last_place, reachable, first_seen_at)"
                " VALUES (7, 'Anna', '', true, '2026-11-23 01:00:00.000000')"
            )
        manifest = copied(units, file)
    assert manifest.revision == "0001"

    renewed = copies.renewed(file, manifest, tmp_path)

    with opened(databases) as units, units.open() as unit:
        copies.load(unit, renewed, silent)
        assert [(row["id"], row["first_seen_at"]) for row in dump(unit)["person"]] == [(7, MONDAY)]


def test_a_copy_of_a_newer_program_is_refused(databases: Databases, tmp_path: Path) -> None:
    """Its tables are not known here."""
    with opened(databases) as units:
        manifest = replace(copied(units, tmp_path / "copy.zip"), revision="9999")
    with pytest.raises(BadCopy, match=r"newer program \(revision 9999\)"):
        copies.renewed(tmp_path / "copy.zip", manifest, tmp_path)


def _without_the_end(content: bytes) -> bytes:
    return content[:-100]


def _flipped(content: bytes) -> bytes:
    """Turn over a byte of what the largest part holds; nothing but the sums can tell."""
    with ZipFile(BytesIO(content)) as archive:
        largest = max(archive.infolist(), key=lambda part: part.compress_size)
    at = largest.header_offset + len(largest.FileHeader()) + largest.compress_size // 2
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (_without_the_end, "is damaged, or was not written"),
        (_flipped, "is damaged"),
        (lambda _: b"", "is damaged, or was not written"),
        (lambda _: b"teams: []", "is damaged, or was not written"),
    ],
)
def test_half_a_copy_is_none(sqlite: SqliteFiles, tmp_path: Path, harm: Harm, why: str) -> None:
    """Whatever is put back was read to its end before, and is what was written."""
    file = tmp_path / "copy.zip"
    with opened(sqlite) as units:
        with units.open() as unit:
            editions.add(unit, "small", "small")
        copied(units, file)
    file.write_bytes(harm(file.read_bytes()))
    with pytest.raises(BadCopy, match=why):
        archives.examine(file)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("other.txt", "", "was not written by"),
        ("manifest.json", "[]", "was not written by"),
        ("manifest.json", json.dumps({"format": 2}), "has the form 2, this program knows 1"),
    ],
)
def test_another_zip_is_no_copy(tmp_path: Path, name: str, content: str, why: str) -> None:
    """Nor is one of a form that only later programs write."""
    file = tmp_path / "other.zip"
    with ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    with pytest.raises(BadCopy, match=why):
        archives.examine(file)


def test_only_its_owner_reads_a_copy(sqlite: SqliteFiles, tmp_path: Path) -> None:
    """It holds names and what people wrote."""
    with opened(sqlite) as units:
        copied(units, tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").stat().st_mode & 0o777 == 0o600
