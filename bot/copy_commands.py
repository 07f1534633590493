"""``python -m bot backup`` and ``restore``: a copy of the desk, and a desk from a copy."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import Clock, MachineClock
from bot.databases import connect, locked, open_units
from bot.progress import Bar
from bot.restoring import put_back
from bot.settings import Settings
from bot.statuses import BAD_INPUT, OK
from models import archives, copies
from models.archives import BadCopy
from models.crashes import crash_point
from models.health import COPIES, Damaged, Unusable, begin_anew, examine, file_of


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``backup [FILE]`` and ``restore FILE [--replace]`` to the command line."""
    words = "write a copy of the desk into a file, while it runs"
    parser = commands.add_parser("backup", help=words, description=words)
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.set_defaults(act=partial(_told, _backup))
    words = "make a desk from a copy; it sends nothing again"
    parser = commands.add_parser("restore", help=words, description=words)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--replace", action="store_true", help="even if there is a desk already")
    parser.set_defaults(act=partial(_told, _restore))


def _told(
    command: Callable[[argparse.Namespace, Settings], str],
    options: argparse.Namespace,
    settings: Settings,
) -> int:
    """Print what was done, or the one sentence that says why not."""
    try:
        done = command(options, settings)
    except BadCopy as why:
        sys.stderr.write(f"{options.file} {why}.\n")
        return BAD_INPUT
    sys.stdout.write(f"{done}\n")
    return OK


def _backup(options: argparse.Namespace, settings: Settings) -> str:
    clock = MachineClock()
    file: Path = options.file or _usual_place(settings, clock)
    if file.exists():
        raise BadCopy("is there already: write to another file, or move it away")
    units = open_units(settings, clock)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with units.snapshot() as unit, Bar("Copying", copies.count(unit)) as bar:
            manifest = copies.save(unit, fresh, bar.tell)
        crash_point("backup.saved")
        _keep(fresh, file)
        crash_point("backup.kept")
    except OSError as error:
        raise Unusable(
            f"{file} cannot be written ({error.strerror}): make room there, or name another file."
        ) from None
    finally:
        with suppress(OSError):
            fresh.unlink()
        units.close()
    return f"{file}: {manifest.rows} rows, {file.stat().st_size} bytes."


def _usual_place(settings: Settings, clock: Clock) -> Path:
    database = file_of(settings.database_url) or Path("var/caretaker.db")
    return database.parent / COPIES / f"{database.stem}-{clock.now():%Y%m%dT%H%M%SZ}.zip"


def _keep(fresh: Path, file: Path) -> None:
    """Let a copy have its name once it is on disk, so that no half of one ever has it."""
    for path, moved in ((fresh, False), (file.parent, True)):
        if moved:
            fresh.rename(file)
        opened = os.open(path, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)


def _restore(options: argparse.Namespace, settings: Settings) -> str:
    manifest = archives.examine(options.file)
    with TemporaryDirectory(prefix="caretaker-") as folder:
        current = copies.renewed(options.file, manifest, Path(folder))
        is_lost = _is_lost(settings.database_url, replace=options.replace)
        with locked(settings):
            clock = MachineClock()
            aside = begin_anew(settings.database_url, clock.now()) if is_lost else None
            crash_point("restore.locked")
            with closing(connect(settings, clock)) as units:
                dropped = put_back(units, current, manifest, replace=options.replace)
    kept = f" What was there before is kept as {aside}." if aside else ""
    return (
        f"Restored {manifest.rows} rows of {manifest.made_at:%Y-%m-%d %H:%M} UTC. "
        f"Messages that were owed and are not sent: {dropped}.{kept}"
    )


def _is_lost(url: str, *, replace: bool) -> bool:
    """Tell whether a copy takes the place of a file that nobody can read any more."""
    try:
        examine(url)
    except Damaged:
        if not replace:
            raise
        return True
    return False
