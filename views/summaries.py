"""One message in place of many that came too late: how each ticket stands now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.facts import Line
from domain.school import School
from locales import Text
from views.about import line_words, show_buttons
from views.layout import paragraphs, rows_of
from views.screens import Screen

_SHOWN = 15


def summary(
    count: int, found: Sequence[Line], school: School, now: datetime, text: Text
) -> Screen:
    """Tell how many messages could not be sent in time, and how their tickets stand now.

    Tickets that are late stand first.
    """
    late_first = sorted(found, key=lambda line: not line.overdue)
    shown = late_first[:_SHOWN]
    hidden = len(found) - len(shown)
    heading = text("summary.heading", count=text.count("summary.count", count))
    listed = (line_words(line, school, now, text) for line in shown)
    more = text("list.more", count=text.count("list.count", hidden)) if hidden else ""
    return Screen(paragraphs(heading, *listed, more), rows_of(show_buttons(shown), 3))
