"""How a sentence is made: escaping, plurals, and the language that a person gets."""

from datetime import date
from pathlib import Path

import pytest

from locales import DEFAULT_LANGUAGE, LANGUAGES, Markup, catalogue, language_for, literal, text_in

EN = text_in("en")


def test_facts_are_shown_literally() -> None:
    """Markup in a fact is escaped; a fact that is markup already is left alone."""
    assert EN("welcome.hello", name="<b>&") == EN("welcome.hello", name=Markup("&lt;b&gt;&amp;"))
    assert "<b>&lt;b&gt;&amp;</b>" in EN("welcome.hello", name="<b>&")


def test_plain_sentences_are_not_escaped() -> None:
    """Buttons and toasts show their facts as they are."""
    assert EN.plain("refusal.taken", who="A & B") == "A & B has already accepted it."


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_directions_in_facts_are_dropped(sign: str) -> None:
    """No name can turn the words around it, neither in HTML nor in plain words."""
    assert sign not in EN("welcome.hello", name=f"a{sign}b")
    assert sign not in EN.plain("refusal.taken", who=f"a{sign}b")
    assert literal(f"a{sign}b") == "ab"


def test_braces_in_facts_stay() -> None:
    """A fact is never read as a pattern."""
    assert EN.plain("refusal.taken", who="{who}") == "{who} has already accepted it."


def test_unknown_keys_and_missing_facts_are_errors() -> None:
    """A misspelt key or a forgotten fact never becomes a sentence."""
    with pytest.raises(KeyError):
        EN("no.such.key")
    with pytest.raises(KeyError):
        EN("welcome.hello")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_Hans", ["1 件", "2 件", "5 件", "21 件"]),
        ("en", ["1 ticket", "2 tickets", "5 tickets", "21 tickets"]),
        ("ru", ["1 заявка", "2 заявки", "5 заявок", "21 заявка"]),
    ],
)
def test_plurals(language: str, said: list[str]) -> None:
    """Numbers take the form that their language asks for."""
    text = text_in(language)
    assert [text.count("list.count", n) for n in (1, 2, 5, 21)] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_Hans", "9月18日 周五"),
        ("zh_Hant", "9月18日 週五"),
        ("en", "Fri 18 Sep"),
        ("ru", "пт, 18 сент."),
    ],
)
def test_days(language: str, said: str) -> None:
    """A day is written as the language writes it."""
    assert text_in(language).day(date(2026, 9, 18)) == said


@pytest.mark.parametrize(
    ("code", "language"),
    [
        (None, "zh_Hans"),
        ("", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh-SG", "zh_Hans"),
        ("zh-hans", "zh_Hans"),
        ("zh-Hans-HK", "zh_Hans"),
        ("zh-TW", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("zh-MO", "zh_Hant"),
        ("zh-hant", "zh_Hant"),
        ("zh_Hant", "zh_Hant"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("en", "en"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("rum", "en"),
    ],
)
def test_language_for(code: str | None, language: str) -> None:
    """Telegram's language code leads to the nearest language of the desk."""
    assert language_for(code) == language


def test_a_language_is_read_once() -> None:
    """The same words are shared; nobody's language is the default one."""
    assert text_in("ru") is text_in("ru")
    assert text_in(None).language == DEFAULT_LANGUAGE
    assert {text_in(language).language for language in LANGUAGES} == set(LANGUAGES)


def test_an_unknown_language_is_an_error() -> None:
    """There is no silent fallback from a language that the desk does not have."""
    with pytest.raises(ValueError, match="klingon"):
        text_in("klingon")


def test_a_key_stands_in_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files with the same key are an error, because one of them would be ignored."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    folder = tmp_path / "twice"
    folder.mkdir()
    for name in ("one.po", "two.po"):
        (folder / name).write_text(f'{header}\nmsgid "a.key"\nmsgstr "{name}"\n')
    # real files, read by the real reader: only where they lie is another folder
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="two files"):
        text_in("twice")
