"""What happens to the chats themselves: groups move, and the desk is removed and comes back."""

from collections.abc import Iterable

from domain.access import staff_of
from domain.moves import Role
from domain.school import School, Staff, Team
from domain.tickets import OPEN, Status, Ticket
from models import chats, editions, outbox, people, posts, tickets
from models.occasions import first_to, give_back, was_taken
from models.outbox import Debt, Owed
from models.unit import Unit
from services import debts
from services.lists import team_about, team_in, teams_in
from services.people import reach

_CARDS = 100
_FOR_STAND_INS = frozenset(
    {
        debts.CARD,
        debts.TEAM_NOTICE,
        debts.TEAM_RELAY,
        debts.ALARM,
        debts.CONTACT,
        debts.SLOT,
        debts.UNROUTED,
    }
)


def move(unit: Unit, old_id: int, new_id: int) -> None:
    """Follow a group that became a supergroup, and owe it what its new chat does not show.

    Telegram tells of it up to three times: in the old chat, in the new one, and by a refusal.
    """
    if chats.address(unit, old_id) == new_id:
        return
    waiting, asked = _waiting(unit, old_id), posts.asked_in(unit, old_id)
    chats.move(unit, old_id, new_id)
    school = editions.current(unit)
    for ticket in waiting:
        debts.owe_card(unit, ticket, school)
        if ticket.id in asked:
            debts.owe_question(unit, ticket, school.teams[ticket.team].chat_id)


def lose(unit: Unit, chat_id: int, why: str = "removed") -> None:
    """Write down that the desk cannot speak in a chat of teams, and tell once who must act.

    What nobody has accepted yet is owed to the stand-ins at once; the rest as soon as something
    happens to it. A group that became a supergroup is left behind on purpose: nobody is told.
    """
    if chats.address(unit, chat_id) != chat_id or not chats.is_reachable(unit, chat_id):
        return
    chats.note(unit, chat_id, unreachable=why)
    school = editions.current(unit)
    for team in teams_in(unit, chat_id):
        debts.owe_chat_lost(unit, team, school)
    for ticket in _waiting(unit, chat_id):
        if ticket.status is Status.NEW:
            for user_id in stand_ins(unit, school, school.teams[ticket.team]):
                debts.owe_card_to(unit, ticket, user_id)


def regain(unit: Unit, chat_id: int) -> None:
    """Write down that the desk is in a chat of teams again, and owe it the cards it missed.

    The cards that its stand-ins had meanwhile lose their buttons: one card is the live one.
    """
    chats.note(unit, chat_id, unreachable=None)
    school = editions.current(unit)
    for ticket in _waiting(unit, chat_id):
        debts.owe_card(unit, ticket, school)
        for post in posts.of_purpose(unit, ticket.id, posts.CARD):
            if post.chat_id > 0:
                debts.retire(unit, post, debts.IN_GROUP)


def lose_topic(unit: Unit, chat_id: int, topic_id: int) -> None:
    """Write down that a team's topic was closed or deleted, and tell once who can mend it.

    Its messages go to the main chat from now, until the topic is reopened or the school names
    another.
    """
    team = team_in(unit, chat_id, topic_id)
    if team and first_to(unit, _topic_gone(chat_id, topic_id)):
        debts.owe_topic_lost(unit, team, editions.current(unit))


def regain_topic(unit: Unit, chat_id: int, topic_id: int) -> None:
    """Write down that a topic was reopened."""
    give_back(unit, _topic_gone(chat_id, topic_id))


def topic_of(unit: Unit, team: Team, chat_id: int) -> int | None:
    """Return the topic in which a team is spoken to, None for the main chat."""
    topic_id = team.topic_id
    if topic_id is None or was_taken(unit, _topic_gone(chat_id, topic_id)):
        return None
    return topic_id


def arrived(unit: Unit, chat_id: int) -> None:
    """Write down that a message arrived: whoever was given up is there again."""
    if chat_id > 0:
        reach(unit, chat_id, reachable=True)
    elif not chats.is_reachable(unit, chat_id):
        regain(unit, chat_id)


def failed(unit: Unit, debt: Debt, chat_id: int, why: str) -> None:
    """Write down that nothing can be said in a chat, and owe a team's news to its stand-ins."""
    if chat_id > 0:
        reach(unit, chat_id, reachable=False)
    elif team := team_about(unit, chat_id, debt.ticket_id):
        lose(unit, chat_id, why)
        _divert(unit, team, debt)


def stand_ins(unit: Unit, school: School, team: Team) -> tuple[int, ...]:
    """Return who hears in private what a team's chat cannot: its leads and the dispatchers.

    Without any that can be reached, its managers.
    """
    leads = staff_of(school, Role.LEAD, team.code)
    able = _able(unit, [*leads, *staff_of(school, Role.DISPATCHER, team.code)])
    return able or _able(unit, staff_of(school, Role.MANAGER, team.code))


def _able(unit: Unit, staff: Iterable[Staff]) -> tuple[int, ...]:
    """Return the ids of those who are not known to be out of reach, each once."""
    known = {each.user_id: people.find(unit, each.user_id) for each in staff}
    return tuple(user_id for user_id, one in known.items() if one is None or one.reachable)


def _waiting(unit: Unit, chat_id: int) -> list[Ticket]:
    """Return what the teams of a chat still have to do, the oldest first of each."""
    return [
        ticket
        for team in teams_in(unit, chat_id)
        for ticket in tickets.open_of_team(unit, team.code, _CARDS)
    ]


def _divert(unit: Unit, team: Team, debt: Debt) -> None:
    ticket = tickets.find(unit, debt.ticket_id) if debt.ticket_id else None
    if ticket is None or debt.kind not in _FOR_STAND_INS:
        return
    for user_id in stand_ins(unit, editions.current(unit), team):
        known = posts.card_of(unit, ticket.id, user_id) is not None
        if debt.kind == debts.CARD and (known or ticket.status in OPEN):
            debts.owe_card_to(unit, ticket, user_id)
        elif debt.kind != debts.CARD and ticket.status in OPEN:
            same = (ticket.id, debt.facts, debt.urgent)
            since = debt.owed_at
            outbox.owe(unit, Owed(debt.kind, user_id, *same, due_at=since, owed_at=since))


def _topic_gone(chat_id: int, topic_id: int) -> str:
    return f"topic gone:{chat_id}:{topic_id}"
