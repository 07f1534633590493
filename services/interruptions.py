"""What an interruption of the desk does to others: presses of meanwhile are lost for good."""

from datetime import datetime, timedelta

from domain.school import School, Team
from domain.working_time import is_open, next_open
from models import editions, tickets
from models.occasions import latest, note
from models.outbox import Owed, owe
from models.unit import Unit
from services import debts

PRESS_LIFE = timedelta(seconds=150)
"""For how long Telegram keeps a press for a bot that does not ask for it."""
BEAT = 60
"""Seconds between two notes that the desk is at work."""
_BEATS = "at work"
_CARDS = 30


def beat(unit: Unit) -> None:
    """Note that the desk is at work."""
    note(unit, _BEATS)


def come_back(unit: Unit) -> None:
    """Find out at the start how long nobody was at work, and owe teams what follows from it."""
    since = latest(unit, _BEATS)
    if since is not None:
        interrupted(unit, since + timedelta(seconds=BEAT), unit.now)
    beat(unit)


def interrupted(unit: Unit, since: datetime, until: datetime) -> None:
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
