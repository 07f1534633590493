"""What happens to the chats themselves: groups move, and the desk is removed and comes back."""

from domain.school import Team
from models import chats, editions, tickets
from models.unit import Unit
from services import debts

_CARDS = 100


def move(unit: Unit, old_id: int, new_id: int) -> None:
    """Follow a group that became a supergroup."""
    chats.move(unit, old_id, new_id)


def lose(unit: Unit, team: Team, chat_id: int, why: str = "removed") -> None:
    """Write down that the desk cannot speak in a team's chat, and tell once who must act.

    A group that became a supergroup is left behind on purpose: nobody is told.
    """
    if chats.address(unit, chat_id) != chat_id or not chats.is_reachable(unit, chat_id):
        return
    chats.note(unit, chat_id, unreachable=why)
    debts.owe_chat_lost(unit, team, editions.current(unit))


def regain(unit: Unit, team: Team, chat_id: int) -> None:
    """Write down that the desk is in a team's chat again, and owe it the cards it missed."""
    chats.note(unit, chat_id, unreachable=None)
    school = editions.current(unit)
    for ticket in tickets.open_of_team(unit, team.code, _CARDS):
        debts.owe_card(unit, ticket, school)
