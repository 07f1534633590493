"""What an interruption of the desk does to others: presses of meanwhile are lost for good."""

from datetime import datetime, timedelta

from domain.school import School, Team
from domain.working_time import is_open, next_open
from models import editions, tickets
from models.occasions import first_to, give_back, latest, note
from models.outbox import Owed, owe
from models.unit import Unit
from services import debts

PRESS_LIFE = timedelta(seconds=150)
"""For how long Telegram keeps a press for a bot that does not ask for it."""
BEAT = 60
"""Seconds between two notes that the desk is at work."""
_BEATS = "at work"
_SILENCE = "silent since"
_CARDS = 30


def beat(unit: Unit) -> None:
    """Note that the desk is at work."""
    note(unit, _BEATS)


def come_back(unit: Unit) -> None:
    """Note at the start that nothing is heard since the desk was last at work, if not before."""
    worked = latest(unit, _BEATS)
    since = min(worked + timedelta(seconds=BEAT), unit.now) if worked else unit.now
    fall_silent(unit, since)
    beat(unit)


def fall_silent(unit: Unit, since: datetime) -> None:
    """Note that no update can be taken since a moment, so that no restart forgets it.

    A silence that is noted already goes on.
    """
    first_to(unit, _SILENCE, since)


def hear_again(unit: Unit, until: datetime) -> None:
    """End the silence: what was pressed in it, and asked for at ``until``, may have been lost."""
    since = latest(unit, _SILENCE)
    if since is not None:
        give_back(unit, _SILENCE)
        _interrupted(unit, since, until)


def _interrupted(unit: Unit, since: datetime, until: datetime) -> None:
    """Owe every team that has work the news that presses in between had no effect.

    Not for an interruption that Telegram bridges. The cards are owed, too: they show what is true.
    """
    if until - since <= PRESS_LIFE:
        return
    school = editions.current(unit)
    for team in school.teams.values():
        waiting = tickets.open_of_team(unit, team.code, _CARDS)
        if waiting:
            _owe_news(unit, team, school, (since, until))
        for ticket in waiting:
            debts.owe_card(unit, ticket, school)


def _owe_news(unit: Unit, team: Team, school: School, gap: tuple[datetime, datetime]) -> None:
    """Owe a team the news in its hours: at night nobody pressed anything."""
    hours = school.calendars[team.calendar]
    due_at = unit.now if is_open(hours, unit.now) else next_open(hours, unit.now)
    facts = {"team": team.code, "since": gap[0].isoformat(), "until": gap[1].isoformat()}
    key = f"{debts.INTERRUPTED}:{team.code}"
    owe(unit, Owed(debts.INTERRUPTED, team.chat_id, None, facts, key=key, due_at=due_at))
