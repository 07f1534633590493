"""How many tickets one person may file, and from when it goes again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.limits import Filing, Limits, filed_too_many
from domain.refusal import type_of_fact

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 0, 30, tzinfo=ZONE)
LIMITS = Limits(hour=3, day=5, service_day=2)


def filed(*minutes_ago: int, service: str = "TAP") -> list[Filing]:
    """Return what was filed so many minutes ago, as the database has it."""
    return [
        Filing(service, (NOW - timedelta(minutes=each)).astimezone(UTC)) for each in minutes_ago
    ]


@pytest.mark.parametrize(
    ("before", "service", "reason", "facts"),
    [
        ([], "TAP", "", {}),
        (filed(30), "TAP", "", {}),
        (filed(300, 30), "TAP", "filed-service", {"limit": 2}),
        (filed(300, 30), "DOOR", "", {}),
        (filed(300, 30), "", "", {}),
        (filed(600, 550, 30), "TAP", "", {}),
        (filed(59, 30, 20), "", "filed-hour", {"limit": 3, "time": "09:02"}),
        (filed(59, 30, 20, 10), "DOOR", "filed-hour", {"limit": 3, "time": "09:31"}),
        (filed(60, 30, 20), "", "", {}),
        (filed(500, 400, 300, 200, 100), "DOOR", "filed-day", {"limit": 5}),
        (filed(541, 400, 300, 200, 100), "DOOR", "", {}),
    ],
)
def test_what_is_spent(
    before: list[Filing], service: str, reason: str, facts: dict[str, type_of_fact]
) -> None:
    """An hour is any sixty minutes, a day begins at midnight; what lasts longest is told."""
    refusal = filed_too_many(LIMITS, before, service, NOW)
    assert (refusal.reason if refusal else "", refusal.facts if refusal else {}) == (reason, facts)


def test_an_hour_reaches_back_over_midnight() -> None:
    """What was filed before it counts in the hour and no more in the day."""
    just_after = NOW.replace(hour=0, minute=10)
    late = [Filing("TAP", just_after - timedelta(minutes=each)) for each in (40, 30, 20)]
    refusal = filed_too_many(LIMITS, late, "TAP", just_after)
    assert refusal is not None
    assert refusal.facts["time"] == "00:31"


def test_staff_file_for_others() -> None:
    """All three are multiplied."""
    assert Limits(3, 5, 2, 4).for_staff() == Limits(12, 20, 8, 4)
