"""What the desk promises to say; :mod:`bot.delivery` keeps the promise.

Nothing here holds words: a debt names what happened, and the words are found when it is paid, in
the language of whoever reads them.
"""

from collections.abc import Mapping
from datetime import datetime

from domain.access import staff_of
from domain.moves import Role
from domain.school import School, Team
from domain.tickets import Status, Ticket
from models import posts
from models.outbox import Owed, owe
from models.posts import Post
from models.unit import Unit

CARD = "card"
NOTICE = "notice"
TEAM_NOTICE = "team_notice"
RELAY = "relay"
TEAM_RELAY = "team_relay"
ALARM = "alarm"
UNROUTED = "unrouted"
DIGEST = "digest"
DIGEST_CHART = "digest_chart"
CONTACT = "contact"
CHAT_LOST = "chat_lost"
TOPIC_LOST = "topic_lost"
YEAR_MISSING = "year_missing"
BREACH = "breach"
ASSIGNMENT = "assignment"
SLOT = "slot"
APOLOGY = "apology"
CORRECTION = "correction"
ALERT = "alert"
STANDING = "standing"
RETIRED = "retired"
INTERRUPTED = "interrupted"

NEWER, IN_GROUP = "newer", "in_group"
"""Why a card is one no more: there is a newer one, or the team has its group again."""


def owe_card(unit: Unit, ticket: Ticket, school: School, team: str | None = None) -> None:
    """Owe the team a card that shows the ticket as it stands; many changes are one debt."""
    chat_id = school.teams[team or ticket.team].chat_id
    urgent = ticket.version == 1
    key = f"card:{ticket.id}:{chat_id}"
    owe(unit, Owed(CARD, chat_id, ticket.id, {}, urgent=urgent, key=key))


def owe_card_to(unit: Unit, ticket: Ticket, chat_id: int) -> None:
    """Owe the card to one chat: of whoever stands in for a team's, or where it was pressed."""
    key = f"{CARD}:{ticket.id}:{chat_id}"
    owe(unit, Owed(CARD, chat_id, ticket.id, {}, urgent=ticket.status is Status.NEW, key=key))


def retire(unit: Unit, post: Post, why: str) -> None:
    """Forget that a message is a card, and owe it the look of one that has no buttons any more."""
    posts.forget(unit, post.chat_id, post.message_id)
    facts = {"message": post.message_id, "picture": post.picture, "why": why}
    owe(unit, Owed(RETIRED, post.chat_id, post.ticket_id, facts))


def owe_notice(unit: Unit, ticket: Ticket, event_id: int) -> None:
    """Owe the requester the news of an event."""
    owe(unit, Owed(NOTICE, ticket.requester_id, ticket.id, {"event": event_id}))


def owe_team_notice(unit: Unit, ticket: Ticket, school: School, event_id: int) -> None:
    """Owe the team a message under the card about what the requester did."""
    chat_id = school.teams[ticket.team].chat_id
    owe(unit, Owed(TEAM_NOTICE, chat_id, ticket.id, {"event": event_id}))


def owe_assignment(unit: Unit, ticket: Ticket, event_id: int) -> None:
    """Owe whoever was given the ticket a message of their own; lost if they never came here."""
    if ticket.assignee_id is not None:
        facts = {"event": event_id}
        owe(unit, Owed(ASSIGNMENT, ticket.assignee_id, ticket.id, facts, urgent=True))


def owe_relay(unit: Unit, ticket: Ticket, chat_id: int, facts: Mapping[str, str | int]) -> None:
    """Owe words or a file of one side to the other; a group gets them under the card."""
    kind = RELAY if chat_id == ticket.requester_id else TEAM_RELAY
    owe(unit, Owed(kind, chat_id, ticket.id, facts))


def owe_unrouted(unit: Unit, ticket: Ticket, school: School) -> None:
    """Owe the dispatcher's chat the alarm that no team claims a ticket."""
    chat_id = school.teams[school.dispatch_team].chat_id
    owe(unit, Owed(UNROUTED, chat_id, ticket.id, {}, urgent=True))


def owe_contact(unit: Unit, ticket: Ticket, school: School) -> None:
    """Owe the team and whoever has the ticket the reminder to tell the requester how it stands."""
    facts = {"on": str(ticket.contact_on)}
    owe(unit, Owed(CONTACT, school.teams[ticket.team].chat_id, ticket.id, facts))
    if ticket.assignee_id is not None:
        owe(unit, Owed(CONTACT, ticket.assignee_id, ticket.id, facts))


def owe_chat_lost(unit: Unit, team: Team, school: School) -> None:
    """Owe dispatchers and managers the alarm that a team's chat cannot be reached any more."""
    _owe_office(unit, CHAT_LOST, team, school)


def owe_topic_lost(unit: Unit, team: Team, school: School) -> None:
    """Owe dispatchers and managers the warning that a team's topic cannot be written in."""
    _owe_office(unit, TOPIC_LOST, team, school)


def _owe_office(unit: Unit, kind: str, team: Team, school: School) -> None:
    told = (
        *staff_of(school, Role.DISPATCHER, team.code),
        *staff_of(school, Role.MANAGER, team.code),
    )
    for user_id in dict.fromkeys(staff.user_id for staff in told):
        key = f"{kind}:{team.code}:{user_id}"
        owe(unit, Owed(kind, user_id, None, {"team": team.code}, urgent=True, key=key))


def owe_question(unit: Unit, ticket: Ticket, chat_id: int, due_at: datetime | None = None) -> None:
    """Owe a chat the question why a ticket is late, or the answer drawn over it."""
    key = f"{BREACH}:{ticket.id}:{ticket.cycle}:{chat_id}"
    facts = {"cycle": ticket.cycle}
    owe(unit, Owed(BREACH, chat_id, ticket.id, facts, key=key, due_at=due_at))


def owe_slot(unit: Unit, ticket: Ticket, school: School) -> None:
    """Owe the team the news that an appointment begins."""
    owe(unit, Owed(SLOT, school.teams[ticket.team].chat_id, ticket.id, {}))


def owe_apology(unit: Unit, ticket: Ticket, slot: Mapping[str, str | int]) -> None:
    """Owe the requester an apology for an appointment that nobody kept."""
    owe(unit, Owed(APOLOGY, ticket.requester_id, ticket.id, slot))


def owe_correction(unit: Unit, ticket: Ticket, what: tuple[int, int], due_at: datetime) -> None:
    """Owe a manager the news that a time was put right by much; ``what`` is who and the event."""
    user_id, event_id = what
    owe(unit, Owed(CORRECTION, user_id, ticket.id, {"event": event_id}, due_at=due_at))


def owe_standing(unit: Unit, person_id: int) -> None:
    """Owe somebody who could not be reached how their tickets stand now."""
    key = f"{STANDING}:{person_id}"
    owe(unit, Owed(STANDING, person_id, None, {}, key=key))
