"""Whether a database can be worked on at all, asked before it is opened.

A desk never makes a new database where one has been: an empty desk that answers as if nothing had
ever been filed is worse than none.
"""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError

from models.engine import open_engine
from models.unit import Unit

COPIES = "copies"
"""The folder beside a SQLite file in which copies lie, unless they were written elsewhere."""

_KNOWN = ("sqlite:///", "postgresql+psycopg://")
_HEADER = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", ".lock")
_PUT_BACK = "put a copy back with: python -m bot restore {copy} --replace"


class Unusable(Exception):
    """The database cannot be worked on; the message is a sentence that says what to do."""


class Damaged(Unusable):
    """The file is not what a desk left; a copy may take its place."""


class Unreachable(Unusable):
    """The server does not answer now; it may later, without anybody's help."""


def examine(url: str) -> None:
    """Raise Unusable when the database cannot be worked on; a new SQLite file is made.

    The whole of a SQLite file is read.
    """
    if not url.startswith(_KNOWN):
        raise Unusable(
            "CARETAKER_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://."
        )
    file = file_of(url)
    if file is None:
        _ask_server(url)
        return
    if not file.exists():
        _miss(file)
        _make(file)
    elif file.stat().st_size == 0:
        raise Damaged(f"{file} is empty, which a desk's database never is: {_way_out(file)}.")
    _try_sqlite(file)


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite database, None for a server."""
    read = make_url(url)
    return Path(read.database or "") if read.get_backend_name() == "sqlite" else None


def journal(unit: Unit) -> str | None:
    """Return how SQLite keeps its journal (``wal`` as it should be); None on a server."""
    if unit.native.dialect.name != "sqlite":
        return None
    return str(unit.execute(text("PRAGMA journal_mode")).scalar_one())


def begin_anew(url: str, moment: datetime) -> Path | None:
    """Make a new SQLite file, and return the name under which what was there is kept.

    Its journal goes with it: SQLite would play it into the file that takes the place. Raises
    Unusable when it cannot be made; nothing happens on a server.
    """
    file = file_of(url)
    if file is None:
        return None
    aside = file.with_name(f"{file.name}.damaged-{moment:%Y%m%dT%H%M%SZ}")
    kept = False
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{file}{ending}").rename(f"{aside}{ending}")
            kept = True
    _make(file)
    return aside if kept else None


def _way_out(file: Path) -> str:
    copies = sorted((file.parent / COPIES).glob("*.zip"), key=lambda copy: copy.stat().st_mtime)
    put_back = _PUT_BACK.format(copy=copies[-1] if copies else "COPY")
    return f"{put_back} (what is there is kept under another name)"


def _miss(file: Path) -> None:
    left = [beside for ending in _BESIDE if (beside := Path(f"{file}{ending}")).exists()]
    if left:
        raise Damaged(
            f"{file} is gone, but {left[0].name} beside it shows that there was a desk: "
            f"{_way_out(file)}, or remove {left[0].name} to begin an empty desk."
        )


def _make(file: Path) -> None:
    """Make a new file, complete before it has its name: one without a header is no beginning."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with suppress(FileExistsError):  # another program was quicker
            os.link(fresh, file)
    except (OSError, sqlite3.Error) as error:
        raise Unusable(f"{file} cannot be made ({error}): {_rights(file)}.") from None
    finally:
        fresh.unlink(missing_ok=True)


def _try_sqlite(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            header = opened.read(len(_HEADER))
    except OSError as error:
        raise Unusable(f"{file} cannot be read ({error.strerror}): {_rights(file)}.") from None
    if header != _HEADER:
        raise Damaged(f"{file} is not a database: {_way_out(file)}.")
    try:
        with closing(sqlite3.connect(file)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            _try_to_write(connection)
    except sqlite3.OperationalError as error:
        raise Unusable(f"{file} cannot be written ({error}): {_rights(file)}.") from None
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Damaged(f"{file} is damaged ({' '.join(found.split())}): {_way_out(file)}.")


def _try_to_write(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_BUSY":  # who is busy writing can write
            raise
    else:
        connection.execute("ROLLBACK")


def _rights(file: Path) -> str:
    return f"make {file} and its folder writable for the user that runs the desk"


def _ask_server(url: str) -> None:
    engine = open_engine(url)
    shown = make_url(url).render_as_string(hide_password=True)
    try:
        engine.connect().close()
    except OperationalError as error:
        why = _first_line(error)
        if _answers(engine):
            raise Unusable(
                f"PostgreSQL refuses {shown} ({why}): correct CARETAKER_DATABASE_URL, "
                "or make the user and the database as docs/operating.md says."
            ) from None
        raise Unreachable(
            f"PostgreSQL does not answer at {shown} ({why}): start it, "
            "or correct CARETAKER_DATABASE_URL."
        ) from None
    finally:
        engine.dispose()


def _answers(engine: Engine) -> bool:
    """Tell whether a server takes connections, whatever it thinks of our user and database."""
    import psycopg  # noqa: PLC0415  only who has such a server needs it

    _, options = engine.dialect.create_connect_args(engine.url)
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    told = {name: value for name, value in options.items() if name in known}
    conninfo = psycopg.conninfo.make_conninfo(**told)
    return psycopg.pq.PGconn.ping(conninfo.encode()) == psycopg.pq.Ping.OK


def _first_line(error: OperationalError) -> str:
    lines = str(error.orig).strip().splitlines()
    return " ".join(lines[0].split()) if lines else "no reason given"
