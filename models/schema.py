"""The version of the tables: migrations, run when a program starts."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from models.crashes import crash_point
from models.health import Unusable

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the tables up to date; nothing happens when they are.

    Programs that start at once do not disturb each other. Raises Unusable when a newer program has
    changed the tables.
    """
    found, newest = revision(engine), expected()
    if found == newest:
        return
    if found is not None and found > newest:
        raise Unusable(
            f"The tables are at revision {found}, this program knows {newest}: start the newer "
            "program, or name an empty database and put a copy from before it back with: "
            "python -m bot restore COPY."
        )
    crash_point("migration.begun")
    migrate(engine, newest)
    crash_point("migration.committed")


def migrate(engine: Engine, target: str) -> None:
    """Run migrations up or down to a revision; ``base`` is the empty database."""
    # Alembic costs as much as the rest of a start, and a database that is up to date needs none.
    from alembic import command  # noqa: PLC0415  see above
    from alembic.config import Config  # noqa: PLC0415  see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    down = target == "base" or target < (revision(engine) or "")
    (command.downgrade if down else command.upgrade)(config, target)


def revision(engine: Engine) -> str | None:
    """Return the revision of the tables, None for a database without any."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        number = text("SELECT version_num FROM alembic_version")
        found: str | None = connection.execute(number).scalar()
        return found


def expected() -> str:
    """Return the newest revision: the number in front of the last migration's name."""
    newest = max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return newest.partition("_")[0]
