"""Every language says everything, with the same facts and the same markup, and nothing more."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from unicodedata import category

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from domain.alerts import Alert
from domain.calendars import Layer
from domain.clocks import PROMISED, ClockKind
from domain.corrections import STEPS
from domain.drafts import Step
from domain.facts import Who
from domain.findings import FINDINGS
from domain.ladders import Recipient
from domain.moves import Move, Role
from domain.tickets import BreachReason, HoldReason, Kind, Relief, Status
from locales import LANGUAGES

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "bot",
    "domain",
    "handlers",
    "locales",
    "models",
    "scheduler",
    "services",
    "views",
    "web",
)
FORMS = {"zh_Hans": 1, "zh_Hant": 1, "en": 2, "ru": 3}
FIRST = LANGUAGES[0]
OTHERS = LANGUAGES[1:]
_TAG = re.compile(r"</?([a-z]+)>")


@cache
def messages(language: str) -> dict[str, Message]:
    """Return every message of a language by its key."""
    found: dict[str, Message] = {}
    for path in sorted((ROOT / "locales" / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file)
        assert not catalogue.obsolete, path
        found |= {key_of(message): message for message in catalogue if message.id}
    return found


def key_of(message: Message) -> str:
    """Return the key of a message, also of one with plural forms."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """Return the sentence, or each of its plural forms."""
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said or ())


def fields(pattern: str) -> frozenset[str]:
    """Return the facts that a pattern shows."""
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name is not None)


def signs(pattern: str) -> list[str]:
    """Return the emoji of a pattern."""
    return [letter for letter in pattern if category(letter) == "So"]


@pytest.mark.parametrize("language", OTHERS)
def test_same_keys(language: str) -> None:
    """No language lacks a sentence and none has one too many; the files are the same."""
    assert messages(language).keys() == messages(FIRST).keys()
    folder = ROOT / "locales"
    assert {path.name for path in (folder / language).iterdir()} == {
        path.name for path in (folder / FIRST).iterdir()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_or_unsure(language: str) -> None:
    """Every sentence is written, in all its plural forms, and none is marked as a guess."""
    for key, message in messages(language).items():
        assert not message.fuzzy, key
        plural = not isinstance(message.string, str)
        assert len(forms(message)) == (FORMS[language] if plural else 1), key
        assert all(form.strip() for form in forms(message)), key


@pytest.mark.parametrize("language", OTHERS)
def test_same_facts_and_markup(language: str) -> None:
    """Every language shows the same facts, tags and signs; tags are closed in order."""
    for key, message in messages(language).items():
        model = forms(messages(FIRST)[key])[0]
        for form in forms(message):
            assert fields(form) == fields(model), key
            assert Counter(_TAG.findall(form)) == Counter(_TAG.findall(model)), key
            assert signs(form) == signs(model), key
            assert not set("<>") & set(_TAG.sub("", form)), key


def test_plurals_have_no_markup() -> None:
    """A counted phrase is plain words, so that it may stand on a button."""
    for language in LANGUAGES:
        for message in messages(language).values():
            if not isinstance(message.string, str):
                assert not any(set("<>&") & set(form) for form in forms(message))


@pytest.mark.parametrize(("language", "charset"), [("zh_Hans", "gb2312"), ("zh_Hant", "big5")])
def test_script(language: str, charset: str) -> None:
    """Simplified and traditional characters are not mixed up."""
    for key, message in messages(language).items():
        for letter in "".join(forms(message)):
            if "\u4e00" <= letter <= "\u9fff":
                assert letter.encode(charset, "ignore"), f"{key}: {letter}"


@pytest.mark.parametrize(
    ("prefix", "values", "more"),
    [
        ("kind", Kind, ()),
        ("status", Status, ()),
        ("verb", Move, ("add",)),
        ("toast", Move, ()),
        (
            "timeline",
            Move,
            (
                "line",
                "close_system",
                "resume_system",
                "resume_slot",
                "submit_again",
                "say_edited",
                "appoint_off",
                "mute_off",
                "file",
                "because",
                "delay",
                "actual",
            ),
        ),
        ("hold", HoldReason, ("you",)),
        ("relief", Relief, ()),
        ("alert", Alert, ()),
        ("check", FINDINGS, ()),
        *((f"doctor.{check}", found, ()) for check, found in FINDINGS.items()),
        (
            "breach",
            BreachReason,
            ("comma", "ask", "answered", "excused", "kept", "reply", "write"),
        ),
        ("delay", BreachReason, ()),
        ("role", Role, ()),
        ("who", Who, ()),
        ("clock", ClockKind, ()),
        ("promise", PROMISED, ("settle", "provisional", "opens", "paused", "resumes", "overdue")),
        ("step", Step, ()),
        ("work", STEPS, ()),
        ("form.title", Kind, ()),
        ("form.ask.words", Kind, ()),
        ("alarm.do", Recipient, ()),
        ("why.promise", ClockKind, ("settle",)),
        ("why.layer", [layer.name.lower() for layer in Layer], ()),
    ],
)
def test_every_value_has_its_words(
    prefix: str, values: Iterable[str], more: tuple[str, ...]
) -> None:
    """Each value of the rules has its words, and no words are left of a value that is gone."""
    known = {key for key in messages(FIRST) if key.rpartition(".")[0] == prefix}
    assert known == {f"{prefix}.{each}" for each in (*values, *more)}


def test_every_clock_has_its_alarms() -> None:
    """Each clock can be running out and late."""
    expected = {f"alarm.{kind}.{state}" for kind in ClockKind for state in ("soon", "late")}
    assert expected <= messages(FIRST).keys()


def test_every_refusal_has_its_sentence() -> None:
    """Whatever reason the program refuses with, there is a sentence for it."""
    missing = {reason for reason in _reasons() if f"refusal.{reason}" not in messages(FIRST)}
    assert not missing


def test_no_sentence_is_unused() -> None:
    """Every key is asked for somewhere in the program."""
    constants, patterns = _asked()
    unused = [
        key
        for key in messages(FIRST)
        if key not in constants and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert not unused


def _trees() -> Iterator[ast.AST]:
    for folder in PROGRAM:
        for path in (ROOT / folder).rglob("*.py"):
            yield ast.parse(path.read_text(encoding="utf-8"))


def _reasons() -> set[str]:
    """Return the reason of every Refusal that the program raises."""
    return {
        str(argument.value)
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }


def _asked() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return every string of the program and a pattern for every f-string that may be a key."""
    constants: set[str] = set()
    patterns = []
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)):
                patterns.append(pattern)
    return constants, patterns


def _pattern(node: ast.JoinedStr) -> re.Pattern[str] | None:
    """Return what an f-string may become, if it starts like a key (``alarm.{kind}.late``)."""
    first = node.values[0]
    if not isinstance(first, ast.Constant) or not re.match(r"[a-z_]+\.", str(first.value)):
        return None
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_-]+"
        for part in node.values
    )
    return re.compile("".join(parts))
