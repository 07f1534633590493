"""The migrations lead to the tables of models/tables and back, on both databases."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from models import tables as tables  # noqa: PLC0414  imported to be registered with SQLModel
from models.engine import open_engine
from models.health import Unusable
from models.schema import MIGRATIONS, expected, migrate, revision, upgrade

ROOT = MIGRATIONS.parent
REVISIONS = sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    """Give a database without tables."""
    opened = open_engine(empty_database_url)
    yield opened
    opened.dispose()


def differences(engine: Engine) -> list[object]:
    """Return what would have to change for the tables to be those of models/tables."""
    with engine.connect() as connection:
        compared = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=compared)
        return list(compare_metadata(context, SQLModel.metadata))


def test_the_tables_are_those_of_the_models(engine: Engine) -> None:
    """After all migrations there is no difference, so no change was made without a migration."""
    upgrade(engine)

    assert differences(engine) == []


def test_every_step_goes_up_and_down_and_up(engine: Engine) -> None:
    """Each migration can be taken back and made again, and base leaves no table of ours."""
    for target, before in zip(REVISIONS, ["base", *REVISIONS], strict=False):
        migrate(engine, target)
        migrate(engine, before)
        migrate(engine, target)
    migrate(engine, "base")

    assert inspect(engine).get_table_names() == ["alembic_version"]


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    """A program that starts on current tables leaves them alone."""
    assert revision(engine) is None
    upgrade(engine)
    upgrade(engine)

    assert revision(engine) == expected() == REVISIONS[-1]


def test_a_failed_migration_leaves_nothing_behind(engine: Engine) -> None:
    """A migration is one transaction, tables included, on SQLite too."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE ticket (id INTEGER)"))

    with pytest.raises(DBAPIError, match="exists"):
        upgrade(engine)

    assert inspect(engine).get_table_names() == ["ticket"]


def test_tables_of_a_newer_program_are_refused(engine: Engine) -> None:
    """An old program does not write into tables it does not know."""
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Unusable, match="revision 9999"):
        upgrade(engine)


def test_programs_that_start_together_migrate_once(empty_database_url: str) -> None:
    """Whoever comes second finds the work done."""
    program = (
        "from models.engine import open_engine; from models.schema import upgrade;"
        f"upgrade(open_engine({empty_database_url!r}))"
    )
    starting = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(3)
    ]

    assert [process.communicate()[1].decode() for process in starting] == ["", "", ""]


def test_alembics_own_command_line_writes_the_next_migration(tmp_path: Path) -> None:
    """The commands in migrations/env.py work, and have nothing to write now."""
    url = f"url=sqlite:///{tmp_path}/scratch.db"
    for command in (["upgrade", "head"], ["check"]):
        subprocess.run(
            [sys.executable, "-m", "alembic", "-x", url, *command], cwd=ROOT, check=True
        )


def test_a_current_database_is_recognised_without_alembic(database_url: str) -> None:
    """A second start does not pay for the import."""
    program = (
        "import sys; from models.engine import open_engine; from models.schema import upgrade;"
        f"upgrade(open_engine({database_url!r})); sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
