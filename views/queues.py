"""Lists of tickets for those who work on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.facts import Line
from domain.school import School, Team
from locales import Text
from views.about import line_words, show_buttons
from views.layout import paragraphs, rows_of
from views.screens import Screen
from views.stamps import beside
from views.words import dated, name

Reader = tuple[School, datetime, Text]
"""Under which edition, when and in which language something is read."""
_SHOWN = 15


def queue(
    waiting: Sequence[Line], team: Team, school: School, now: datetime, text: Text
) -> Screen:
    """List what a team still has to do, the most urgent first as given."""
    title = text.plain("queue.open", team=name(team.names, text.language))
    return _list(title, waiting, (school, now, text))


def interrupted(
    waiting: Sequence[Line], team: Team, gap: tuple[datetime, datetime], reader: Reader
) -> Screen:
    """Tell a team that its presses in between were lost, and list what it still has to do."""
    school, _, text = reader
    since, until = (dated(gap[0], school, text), beside(gap[1], gap[0], school, text))
    listed = queue(waiting, team, *reader)
    said = text("queue.interrupted", since=since, until=until)
    return Screen(paragraphs(said, listed.text), listed.rows)


def mine(accepted: Sequence[Line], school: School, now: datetime, text: Text) -> Screen:
    """List what a worker accepted or was named for and has not finished."""
    return _list(text.plain("queue.mine"), accepted, (school, now, text))


def _list(title: str, found: Sequence[Line], reader: Reader) -> Screen:
    school, now, text = reader
    if not found:
        return Screen(text("queue.empty", title=title))
    shown = found[:_SHOWN]
    heading = text("queue.title", title=title, count=text.count("list.count", len(found)))
    listed = (line_words(line, school, now, text) for line in shown)
    hidden = len(found) - len(shown)
    more = text("list.more", count=text.count("list.count", hidden)) if hidden else ""
    return Screen(paragraphs(heading, *listed, more), rows_of(show_buttons(shown), 3))
