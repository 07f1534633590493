"""An edition of the school is kept as one document and comes back equal."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.school import dump, fingerprint, load, parse, restore
from domain.school import School
from domain.working_time import due

type_of_school = Callable[[str, str], School]


def test_a_school_survives_being_kept(example: Path, small: str) -> None:
    """What comes back is equal but for its number, and makes the same document again."""
    for school in (load(example), parse(small, "small.yaml")):
        kept = restore(dump(school), 7)
        assert kept.version == 7
        assert dump(kept) == dump(school)
        assert restore(dump(school), 0) == school


def test_a_restored_calendar_still_counts(example: Path) -> None:
    """Friday 18 September 2026, 17:30, and four working hours: Sunday, a make-up day, 11:30."""
    calendar = restore(dump(load(example)), 1).calendars["teaching"]
    asked = datetime(2026, 9, 18, 9, 30, tzinfo=UTC)
    assert due(calendar, asked, 240 * 60) == datetime(2026, 9, 20, 3, 30, tzinfo=UTC)


def test_comments_and_spelling_make_no_new_edition(small: str, school: type_of_school) -> None:
    """The fingerprint is of what the file means."""
    same = [
        small + "\n# 说明 / a comment\n",
        small.replace("zh:", "zh-Hans:"),
        small.replace("1: 101-103", "1: [101, 102-103]"),
        small.replace("ack: 2 h", "ack: 120 min"),
    ]
    first = fingerprint(parse(small, "small.yaml"))
    assert {fingerprint(parse(text, "small.yaml")) for text in same} == {first}
    assert fingerprint(school("ack: 2 h", "ack: 3 h")) != first


def test_the_number_of_the_edition_is_not_part_of_its_fingerprint(small: str) -> None:
    """Applying the same file again finds the same school."""
    school = parse(small, "small.yaml")
    assert fingerprint(restore(dump(school), 12)) == fingerprint(school)
    assert len(fingerprint(school)) == 64
