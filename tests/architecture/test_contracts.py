"""The import contracts of pyproject.toml hold, and each of them notices what it is there for."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy

import pytest

from tests.support.sources import PROGRAM, ROOT, sources

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = {each["id"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}

# Contract, the file that breaks it, and the import that does.
VIOLATIONS = (
    ("layers", "domain/planted.py", "import models.unit"),
    ("layers", "models/planted.py", "import services.gate"),
    ("layers", "services/planted.py", "import views.screens"),
    ("layers", "services/planted.py", "import handlers.turn"),
    ("layers", "views/planted.py", "import services.gate"),
    ("layers", "handlers/planted.py", "import scheduler.ticks"),
    ("layers", "handlers/planted.py", "import web.webhook"),
    ("layers", "scheduler/planted.py", "import handlers.turn"),
    ("layers", "web/planted.py", "import scheduler.ticks"),
    ("layers", "web/planted.py", "import bot.settings"),
    ("domain", "domain/planted.py", "import pydantic"),
    ("domain", "domain/planted.py", "import locales.catalogue"),
    ("database", "services/planted.py", "from sqlalchemy import select"),
    ("database", "bot/planted.py", "import sqlmodel"),
    ("telegram", "services/planted.py", "from aiogram.types import Message"),
    ("telegram", "models/planted.py", "import aiohttp"),
    ("words", "services/planted.py", "import locales.catalogue"),
    ("catalogue", "locales/planted.py", "import domain.tickets"),
    ("catalogue", "locales/planted.py", "import yaml"),
    ("simulator", "simulator/planted.py", "from domain.clocks import Clock"),
    ("simulator", "simulator/planted.py", "import locales.catalogue"),
    ("demo", "bot/planted.py", "import simulator.server"),
    ("demo", "handlers/planted.py", "import simulator.server"),
    ("cycles", "domain/school.py", "import domain.routing"),
)


@pytest.fixture(scope="module")
def copy_of_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the program in which something may be planted."""
    folder = tmp_path_factory.mktemp("program")
    for path in (*(source.path for source in sources()), Path("pyproject.toml")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / path, folder / path)
    return folder


@contextmanager
def planted(file: Path, line: str) -> Iterator[None]:
    """Add a line to a file, or make the file, and put everything back."""
    before = file.read_text("utf-8") if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n", "utf-8")
    yield
    file.unlink()
    if before is not None:
        file.write_text(before, "utf-8")


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract in a folder, as ``make check`` does."""
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-logo", "--contract", contract],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_program_keeps_its_contracts(contract: str) -> None:
    """Without this the tests below could fail for the wrong reason."""
    checked = lint(ROOT, contract)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS)
def test_a_violation_is_noticed(
    copy_of_program: Path, contract: str, file: str, line: str
) -> None:
    """One forbidden import breaks the contract that forbids it."""
    with planted(copy_of_program / file, line):
        checked = lint(copy_of_program, contract)

    assert checked.returncode == 1, checked.stdout
    assert "Contracts: 0 kept, 1 broken." in checked.stdout
    assert "planted" in checked.stdout or contract == "cycles"


def test_every_contract_is_tried() -> None:
    """A new contract needs a violation here."""
    assert {contract for contract, _, _ in VIOLATIONS} == CONTRACTS.keys()


def test_every_package_is_under_contract() -> None:
    """A new folder of the program is named in pyproject.toml and here."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages - {"benchmarks", "migrations"} == set(PROGRAM)
    assert PROJECT["tool"]["importlinter"]["root_packages"] == list(PROGRAM)


@pytest.mark.parametrize(
    ("contract", "allowed"), [("domain", frozenset()), ("catalogue", frozenset({"babel"}))]
)
def test_no_third_party_package_is_forgotten(contract: str, allowed: frozenset[str]) -> None:
    """Plain Python means plain Python: whatever else the program uses is forbidden there."""
    used = {
        name.partition(".")[0]
        for source in sources()
        for name in source.imports()
        if name.partition(".")[0] not in {*sys.stdlib_module_names, *PROGRAM}
    }

    assert used - allowed <= set(CONTRACTS[contract]["forbidden_modules"])
