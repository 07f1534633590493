"""Dependencies: each one argued for, pinned and hashed."""

import re
import tomllib

import pytest

from tests.support.sources import ROOT

NAME = re.compile(r"^[A-Za-z0-9_.-]+")
SETS = ("run", "dev")


def normal(name: str) -> str:
    """Return a package's name in the one spelling that compares (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> dict[str, set[str]]:
    """Return the dependencies that pyproject.toml names, for running and for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lists = {
        "run": project["project"]["dependencies"],
        "dev": project["dependency-groups"]["dev"],
    }
    return {name: {normal(NAME.findall(each)[0]) for each in some} for name, some in lists.items()}


def pinned(name: str) -> dict[str, str]:
    """Return each requirement of a file: name and everything that is said of it."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    return {normal(NAME.findall(entry)[0]): entry for entry in entries}


def test_each_dependency_has_its_line() -> None:
    """docs/libraries.md says what each is for, and names none that is gone."""
    page = (ROOT / "docs" / "libraries.md").read_text("utf-8")
    told = {
        normal(name)
        for name in re.findall(r"^\| ([A-Za-z][A-Za-z0-9_.-]*) \|", page, re.MULTILINE)
    }

    assert told - {"package"} == set().union(*declared().values())


@pytest.mark.parametrize("name", SETS)
def test_requirements_are_pinned_and_hashed(name: str) -> None:
    """Whoever installs gets these very files, from whichever index they trust."""
    entries = pinned(name)

    assert declared()[name] <= entries.keys()
    assert [
        entry for entry in entries.values() if "==" not in entry or "--hash=" not in entry
    ] == []
    assert [entry for entry in entries.values() if "://" in entry or "index" in entry] == []


def test_what_is_tested_is_what_runs() -> None:
    """The set for development holds the other one, version by version."""
    versions = {
        name: {key: re.findall(r"==(\S+)", entry)[0] for key, entry in pinned(name).items()}
        for name in SETS
    }

    assert versions["run"].items() <= versions["dev"].items()
