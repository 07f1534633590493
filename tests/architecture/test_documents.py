"""What the documents say of files, folders, settings and names is true of the program."""

import re
from enum import StrEnum
from pathlib import Path
from pkgutil import resolve_name

import pytest

from bot.settings import Settings
from domain.alerts import Alert
from domain.auditing import Command, Incident
from domain.clocks import ClockKind, Outcome
from domain.drafts import Step
from domain.facts import Who
from domain.findings import State
from domain.ladders import Recipient
from domain.moves import Ask, Move, Role
from domain.school import PhotoRule
from domain.targets import Unit
from domain.tickets import BreachReason, HoldReason, Kind, Relief, Status
from locales import text_in

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    str(page.relative_to(ROOT)) for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
)
IN_THE_GLOSSARY: tuple[type[StrEnum], ...] = (
    Kind,
    Status,
    Move,
    Ask,
    HoldReason,
    Relief,
    BreachReason,
    Role,
    Who,
    ClockKind,
    Unit,
    Outcome,
    Recipient,
    PhotoRule,
    Step,
    Incident,
    Command,
    Alert,
    State,
)
ON_SCREENS: dict[type[StrEnum], str] = {
    Kind: "kind",
    Status: "status",
    Move: "verb",
    HoldReason: "hold",
    Relief: "relief",
    BreachReason: "breach",
    Role: "role",
    Who: "who",
    ClockKind: "clock",
}


def read(page: str) -> str:
    """Return a page."""
    return (ROOT / page).read_text("utf-8")


def glossary() -> dict[str, str]:
    """Return the Chinese term of each name that the glossary gives to the code."""
    rows = re.findall(r"^\| (.+?) \|.*\| (`.+`) \|$", read("docs/glossary.md"), re.MULTILINE)
    return {name: term for term, names in rows for name in re.findall(r"`(.+?)`", names)}


def path_of(member: StrEnum) -> str:
    """Return where the code says a member of an enumeration."""
    return f"{type(member).__module__}.{type(member).__name__}.{member.name}"


def anchors(page: Path) -> set[str]:
    """Return what a link may name on a page, as GitHub makes it from the headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def leads(folder: Path, link: str) -> bool:
    """Return whether there is a file, and on it the heading, that a link names."""
    name, _, anchor = link.partition("#")
    target = folder / name
    return target.exists() and (not anchor or anchor in anchors(target))


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page: str) -> None:
    """A link to a file of this repository names one that is there, and a heading on it."""
    links = re.findall(r"\]\(([^)\s]+)\)", read(page))
    here = [link if link[0] != "#" else Path(page).name + link for link in links]
    folder = (ROOT / page).parent
    assert [link for link in here if "://" not in link and not leads(folder, link)] == []


@pytest.mark.parametrize("name", glossary())
def test_every_name_in_the_glossary_is_in_the_code(name: str) -> None:
    """A name that the code lost is not explained any more."""
    assert resolve_name(name) is not None


@pytest.mark.parametrize("names", IN_THE_GLOSSARY)
def test_the_glossary_explains_every_word_of_the_rules(names: type[StrEnum]) -> None:
    """Whatever a rule can say of a ticket stands in the glossary."""
    assert [path_of(member) for member in names if path_of(member) not in glossary()] == []


@pytest.mark.parametrize("names", ON_SCREENS)
def test_the_glossary_uses_the_words_that_people_read(names: type[StrEnum]) -> None:
    """The Chinese term is the one on the screen; another may stand beside it in brackets."""
    text, terms = text_in("zh_Hans"), glossary()
    shown = {path_of(member): text.plain(f"{ON_SCREENS[names]}.{member}") for member in names}
    assert {path: term for path, term in shown.items() if term not in terms[path]} == {}


@pytest.mark.parametrize("page", READMES)
def test_the_map_shows_the_folders_that_are_there(page: str) -> None:
    """Each folder of the repository is on the map, and no other; what is ignored is not."""
    ignored = {line.strip("/") for line in read(".gitignore").splitlines()}
    there = {
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir() and folder.name not in ignored and not folder.name.startswith(".")
    }
    assert set(re.findall(r"^(\w+)/ ", read(page), re.MULTILINE)) == there


@pytest.mark.parametrize("page", READMES)
def test_the_table_of_settings_is_complete(page: str) -> None:
    """Each setting stands in the table with its default, and no other."""
    rows = re.findall(r"^\| `CARETAKER_(\w+)` \| (?:`(.*?)`)?", read(page), re.MULTILINE)
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    shown = {name.lower(): default for name, default in rows}
    secrets = {"token", "webhook_secret"}
    assert shown == {
        name: "" if default is None or name in secrets else str(default)
        for name, default in defaults.items()
    }


@pytest.mark.parametrize("page", PAGES)
def test_what_is_told_to_be_made_can_be_made(page: str) -> None:
    """Each ``make WORD`` of a page is a target of the Makefile."""
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    told = re.findall(r"(?:^|`|\s)make ([a-z]+)(?=\s*(?:`|#|$))", read(page), re.MULTILINE)
    assert [word for word in told if word not in targets] == []
