"""After an outage a chat reads one summary of what was news, not each piece of old news."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk import Desk, Letter
from domain.facts import Line
from domain.school import Team
from models import outbox, tickets
from models.outbox import Debt
from services import debts
from services.lists import lines, team_about
from views.summaries import summary as in_one

LATE = timedelta(minutes=15)
_BEFORE = timedelta(minutes=2)  # sending may go on a little before updates are heard again
FEW = 5
NEWS = frozenset({debts.NOTICE, debts.TEAM_NOTICE, debts.ALARM, debts.CONTACT, debts.SLOT})
"""What is old news when it comes late. People's own words, questions and cards are not."""


def merged_with(desk: Desk) -> tuple[Debt, ...]:
    """Return the other late news of a chat that one letter tells too; none when it is not many.

    What is urgent is never in it, nor what another team is to read in its topic of the same chat.
    """
    unit, first = desk.unit, desk.debt
    if first.kind not in NEWS or first.urgent or first.owed_at > unit.now - LATE:
        return ()
    owed = outbox.late(unit, first.chat_id, NEWS, unit.now - LATE)
    late = [debt for debt in owed if desk.team is None or desk.team == _reader(desk, debt)]
    others = tuple(debt for debt in late if debt.id != first.id)
    return others if len(late) > FEW and len(others) < len(late) else ()


def summary(desk: Desk, others: tuple[Debt, ...]) -> Letter | None:
    """Return one letter for a debt and these others, which are claimed together with it.

    None when all their tickets went to another team since: then the others are settled.
    """
    listed = _listed(desk, (desk.debt, *others))
    if not listed:
        for debt in others:
            outbox.settle(desk.unit, debt.id, outbox.UNSAID)
        return None
    outbox.lease(desk.unit, others)
    screen = in_one(1 + len(others), listed, desk.school, desk.unit.now, desk.text)
    return replace(desk.letter(screen), merged=others)


def has_told(desk: Desk, team: Team, until: datetime) -> bool:
    """Return whether a summary has told a team of an interruption that ended at a moment."""
    told = outbox.summed_up(desk.unit, desk.chat_id, until - _BEFORE)
    return any(team_about(desk.unit, desk.chat_id, each) == team for each in told)


def _reader(desk: Desk, debt: Debt) -> Team | None:
    return team_about(desk.unit, desk.chat_id, debt.ticket_id)


def _listed(desk: Desk, merged: tuple[Debt, ...]) -> tuple[Line, ...]:
    ids = dict.fromkeys(debt.ticket_id for debt in merged if debt.ticket_id)
    found = [ticket for ticket in (tickets.find(desk.unit, each) for each in ids) if ticket]
    here = [each for each in found if desk.team is None or each.team == desk.team.code]
    return lines(desk.unit, here)
