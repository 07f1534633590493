"""What tests of any folder may ask for: a clock, a database, a browser."""

import gc
import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from domain.school import School
from models import editions
from models.unit import ReadSchool, Units
from tests.support import engines
from tests.support.browsers import HOW_TO_INSTALL, find_chromium
from tests.support.canaries import listening
from tests.support.clocks import StillClock
from tests.support.databases import Databases, PostgresServer, SqliteFiles, postgres, sqlite_files
from tests.support.schools import small_school

KINDS = ("sqlite", "postgresql")

# Until all tests are collected there is no garbage; to look for it takes a fifth of the time.
gc.disable()

# One round of `make nightly`: twice as many cases as an ordinary run, all of them new.
settings.register_profile("nightly", max_examples=200)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this suite; pytest knows them only when they are declared here."""
    parser.addoption(
        "--browser",
        choices=("found", "required"),
        default="found",
        help="whether tests in a browser may be skipped when there is no Chromium",
    )
    parser.addoption(
        "--ticks",
        type=int,
        default=1_600,
        help="how many ticks two clockworks turn beside each other",
    )
    parser.addoption("--inputs", type=int, default=20_000, help="how many hostile inputs are made")
    parser.addoption(
        "--outage", type=int, default=500, help="how many messages are due after six hours"
    )
    parser.addoption("--seed", type=int, default=4, help="the seed of the first of them")
    parser.addoption(
        "--races",
        type=int,
        default=1_000,
        help="how often many press at once, on each database",
    )
    parser.addoption("--update-snapshots", action="store_true", help="rewrite views' snapshots")


def pytest_xdist_auto_num_workers() -> int:
    """Take two processes for each core: a test waits for half of its time."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """Look for no garbage among the modules and tests, which stay until the end."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def discreet() -> Iterator[None]:
    """Fail any test whose log has a token in it, or what people are called and write."""
    with listening(logging.INFO) as ear:
        yield
    assert ear.leaks == []


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """Give the path of a Chromium, or skip with the command that installs one."""
    path = find_chromium()
    if path is None and request.config.getoption("--browser") == "required":
        pytest.fail(f"there is no Chromium: {HOW_TO_INSTALL}")
    if path is None:
        # a newcomer without a browser; what runs for every change says --browser required
        pytest.skip(f"there is no Chromium: {HOW_TO_INSTALL}")
    return path


@pytest.fixture(scope="session", autouse=True)
def shared_statements() -> Iterator[None]:
    """Write the SQL of each statement once for all tests of this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.engine.create_engine", engines.create)
        yield


@pytest.fixture
def clock() -> StillClock:
    """Give a clock that stands on a Monday at nine, in Shanghai."""
    return StillClock()


@pytest.fixture(scope="session")
def sqlite() -> Iterator[SqliteFiles]:
    """Give SQLite's databases."""
    with sqlite_files() as databases:
        yield databases


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """Give the databases of a PostgreSQL server that lives as long as this process of pytest."""
    with postgres() as databases:
        yield databases


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    """Give the databases of each kind in turn."""
    kind: Databases = request.getfixturevalue(request.param)
    return kind


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """Give the URL of a database with all tables and no rows, of each kind in turn."""
    with databases.fresh() as url:
        yield url


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """Give the URL of a database without tables, of each kind in turn."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def read_school() -> ReadSchool:
    """Give what makes a school of an edition's document; tests of other schools give their own."""
    return small_school


@pytest.fixture
def units(database_url: str, clock: StillClock, read_school: ReadSchool) -> Iterator[Units]:
    """Give units of work on a database with all tables and no rows."""
    opened = Units.connect(database_url, clock.now, read_school)
    yield opened
    opened.close()


@pytest.fixture
def school(units: Units) -> School:
    """Put the small school in force and return it."""
    with units.open() as unit:
        return editions.add(unit, "small", "small")
