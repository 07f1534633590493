"""Every mistake in school.yaml is told by its line, its path and one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from bot.school import SchoolFileError, load, parse
from bot.school.entry import Entry
from bot.school.sentences import EXPECTED

type_of_found = Callable[[str], list[tuple[int, str, str]]]
type_of_text = Callable[[str, str], str]

MISTAKES = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["written"])
def test_each_mistake_has_its_line_its_path_and_its_sentence(
    otherwise: type_of_text, problems: type_of_found, mistake: dict[str, str]
) -> None:
    """One mistake gives one sentence that says what was expected, where the mistake stands."""
    text = otherwise(mistake["instead_of"], mistake["written"])
    line = text[: text.index(mistake["line_of"])].count("\n") + 1
    assert problems(text) == [(line, mistake["path"], mistake["sentence"])]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(
    otherwise: type_of_text, problems: type_of_found
) -> None:
    """Whoever mends a file sees everything that is wrong with it, from the top down."""
    text = otherwise("zone: Asia/Shanghai", "zone: Mars").replace("chat: -1002", "chat: x")
    assert [path for _, path, _ in problems(text)] == ["school.zone", "teams.repair.chat"]


def test_chinese_must_be_among_the_languages(
    otherwise: type_of_text, problems: type_of_found
) -> None:
    """Names fall back to Chinese, so a school without it is refused."""
    found = problems(otherwise("[zh, en]", "[en]"))
    sentence = "zh-Hans must be among the languages: it is what all else falls back to."
    assert (4, "school.languages", sentence) in found


def test_a_problem_reads_as_one_line_that_editors_can_open() -> None:
    """The error is printed as file, line, path and sentence."""
    with pytest.raises(SchoolFileError) as refused:
        parse("school:\n  zone: 5\n", "my.yaml")
    first = str(refused.value).splitlines()[0]
    assert first.startswith("my.yaml:1: calendars: this key is missing; expected")


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "the file is empty; start from examples/school.yaml."),
        ("# nothing\n", 1, "the file is empty; start from examples/school.yaml."),
        ("a: 1\n---\nb: 2\n", 2, "a second document starts here; remove `---`."),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be one word, not a list or a mapping."),
        ("[" * 100_000, 1, "nested more than 16 levels deep."),
        ("a" * 1_000_001, 1, "the file is larger than 1000000 characters; is it the right one?"),
        ("a: \0", 1, "the file holds characters that no text has: save it as UTF-8."),
    ],
    ids=("empty", "comment", "two", "key", "deep", "large", "control"),
)
def test_what_cannot_be_read_at_all_is_told_in_one_sentence(
    problems: type_of_found, text: str, line: int, sentence: str
) -> None:
    """What is no YAML, or more than a school can be, is refused before it costs anything."""
    assert problems(text) == [(line, "", sentence)]


@pytest.mark.parametrize(
    "text", ["school:\n\tzone: x\n", "school:\n  a: [1,\n  b: 2\n", "school:\n  a: b: c\n"]
)
def test_what_is_not_yaml_gets_a_hint(problems: type_of_found, text: str) -> None:
    """The parser's own words are kept, with what usually helps behind them."""
    ((line, path, sentence),) = problems(text)
    assert (line > 1, path) == (True, "")
    assert sentence.startswith("this is not YAML (")
    assert sentence.endswith("close every bracket, put words with special signs in quotes.")


@pytest.mark.parametrize(
    ("written", "line", "sentence"),
    [
        ("7\n  confirm_days: 8", 7, "written twice, first on line 6; keep one of them."),
        ("&week 7", 6, "anchors (&) and aliases (*) are not read; write it out."),
        ("*week", 6, "anchors (&) and aliases (*) are not read; write it out."),
        ("!!int 7", 6, "tags (!) are not read; write a plain value."),
    ],
    ids=("twice", "anchor", "alias", "tag"),
)
def test_what_yaml_allows_but_people_do_not_mean_is_refused(
    small: str, problems: type_of_found, written: str, line: int, sentence: str
) -> None:
    """Repeated keys, anchors, aliases and tags are told; none of them is silently obeyed."""
    text = small.replace("confirm_days: 7", f"confirm_days: {written}")
    assert (line, "school.confirm_days", sentence) in problems(text)


def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path: Path) -> None:
    """The reason comes as a sentence, not as a traceback of the operating system."""
    with pytest.raises(SchoolFileError, match=r"none\.yaml:1: the file cannot be read: No such"):
        load(tmp_path / "none.yaml")
    chinese = tmp_path / "gbk.yaml"
    chinese.write_bytes("梧桐中学".encode("gbk"))
    with pytest.raises(SchoolFileError, match="not UTF-8 text; save it as UTF-8"):
        load(chinese)


def keys_of(shape: type[BaseModel]) -> set[str]:
    """Return the keys that a part of the file may have."""
    return set(shape.model_fields)


def test_every_key_of_the_file_is_put_into_words() -> None:
    """A missing key is always told with what it holds; no words are left of a key that is gone."""
    keys = set().union(*(keys_of(part) for part in Entry.__subclasses__()))
    assert set(EXPECTED) == keys
