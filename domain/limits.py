"""How much one person may ask of the desk, so that nobody keeps it from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.refusal import Refusal


class Spending(StrEnum):
    """What is counted of each person, in the minute or the hour of the clock."""

    MESSAGES = "messages"
    """Messages to the desk: all in private, in a group commands and replies to the desk."""

    PRESSES = "presses"
    """Presses of buttons, in any chat."""

    WORDS = "words"
    """Words to tickets that already got as many as they may in an hour."""


A_MINUTE = {Spending.MESSAGES: 60, Spending.PRESSES: 120}
"""What one person may do in a minute; whoever fills in a form sends and presses a handful."""

TIMES_IN_AN_EMERGENCY = 2
"""So many times as much may whoever is filing an emergency, which must get through in any case."""

MUTED_DAYS = (1, 7)
"""For how long a person may be kept from filing and writing; 0 lifts it."""

WORDS_AN_HOUR = 30
"""Messages of a requester to one ticket."""

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many tickets one person may file, emergencies apart: those always pass.

    In any ``hour``, on a local ``day``, and of one service on a day (``service_day``). Staff file
    for others too: ``staff_times`` as many.
    """

    hour: int = 10
    day: int = 20
    service_day: int = 5
    staff_times: int = 5

    def for_staff(self) -> Limits:
        """Return what holds for a member of the staff."""
        times = self.staff_times
        return Limits(self.hour * times, self.day * times, self.service_day * times, times)


USUAL = Limits()
"""The limits of a school that decided nothing else."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A ticket that somebody filed before: of which service, and when."""

    service: str
    at: datetime


def filed_too_many(
    limits: Limits, filed: Sequence[Filing], service: str, now: datetime
) -> Refusal | None:
    """Return why one more ticket has to wait and until when; None when it may be filed.

    ``filed`` is what the person filed since midnight or within the hour, the oldest first, without
    emergencies; ``now`` is local time. No ``service`` asks whether any may be filed. What lasts
    longest is told: ``filed-day``, then ``filed-service``, then ``filed-hour``.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = [each.service for each in filed if each.at >= midnight]
    if len(today) >= limits.day:
        return Refusal("filed-day", limit=limits.day)
    if service and today.count(service) >= limits.service_day:
        return Refusal("filed-service", limit=limits.service_day)
    latest = [each.at for each in filed if each.at > now - HOUR]
    if len(latest) < limits.hour:
        return None
    free = latest[-limits.hour] + HOUR + MINUTE  # minutes are told, rounded up
    return Refusal("filed-hour", limit=limits.hour, time=f"{free.astimezone(now.tzinfo):%H:%M}")
