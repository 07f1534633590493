"""What operators are told of the desk's own troubles, and what they can do."""

from __future__ import annotations

from datetime import datetime

from domain.alerts import Alert
from domain.school import School
from locales import Text
from views.screens import Screen
from views.words import dated


def alert(kind: Alert, count: int, since: datetime, school: School, text: Text) -> Screen:
    """Tell what happened how often since when, and which command helps."""
    return Screen(text(f"alert.{kind}", count=count, since=dated(since, school, text)))
