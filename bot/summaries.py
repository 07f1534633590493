"""After an outage a chat reads one summary of what was news, not each piece of old news."""

from dataclasses import replace
from datetime import timedelta

from bot.desk import Desk, Letter
from domain.school import Team
from models import outbox, tickets
from models.outbox import Debt
from services import debts
from services.lists import lines, team_about
from views.screens import Screen
from views.summaries import summary

LATE = timedelta(minutes=15)
FEW = 5
NEWS = frozenset({debts.NOTICE, debts.TEAM_NOTICE, debts.ALARM, debts.CONTACT, debts.SLOT})
"""What is old news when it comes late. People's own words, questions and cards are not."""


def summary_for(desk: Desk) -> Letter | None:
    """Return one letter for all the late news of a chat; None when it is not many.

    What is urgent is never in it, nor what another team is to read in its topic of the same chat.
    The debts in it are claimed together with the first.
    """
    unit, first = desk.unit, desk.debt
    if first.kind not in NEWS or first.urgent or first.owed_at > unit.now - LATE:
        return None
    owed = outbox.late(unit, first.chat_id, NEWS, unit.now - LATE)
    late = [debt for debt in owed if desk.team is None or desk.team == _reader(desk, debt)]
    others = tuple(debt for debt in late if debt.id != first.id)
    if len(late) <= FEW or len(others) == len(late):
        return None
    outbox.lease(unit, others)
    letter = desk.letter(_screen(desk, (first, *others)))
    return replace(letter, merged=others)


def _reader(desk: Desk, debt: Debt) -> Team | None:
    return team_about(desk.unit, desk.chat_id, debt.ticket_id)


def _screen(desk: Desk, merged: tuple[Debt, ...]) -> Screen:
    ids = dict.fromkeys(debt.ticket_id for debt in merged if debt.ticket_id)
    found = [ticket for ticket in (tickets.find(desk.unit, each) for each in ids) if ticket]
    here = [each for each in found if desk.team is None or each.team == desk.team.code]
    listed = lines(desk.unit, here)
    return summary(len(merged), listed, desk.school, desk.unit.now, desk.text)
