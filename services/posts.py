"""Which ticket a message of the desk is about."""

from domain.moves import Move
from domain.tickets import Ticket, parse_public_number, public_numbers_in
from models import posts, tickets
from models.posts import Post
from models.unit import Unit
from services import debts
from services.gate import ticket_called, ticket_for


def ticket_of_message(unit: Unit, chat_id: int, message_id: int) -> int | None:
    """Return the ticket that a message of the desk belongs to, None when it is about none."""
    post = posts.about(unit, chat_id, message_id)
    return post.ticket_id if post and post.purpose != posts.SAID else None


def ticket_shown(unit: Unit, chat_id: int, message_id: int, shown: str) -> int | None:
    """Return the ticket that a message of the desk belongs to, also one that the desk forgot.

    A send whose answer was lost leaves a message of which nothing is known; it is about the
    ticket whose number stands in its heading.
    """
    if posts.about(unit, chat_id, message_id) is not None:
        return ticket_of_message(unit, chat_id, message_id)
    numbers = [parse_public_number(each) for each in public_numbers_in(shown.partition("\n")[0])]
    if len(numbers) != 1 or numbers[0] is None:
        return None
    ticket = tickets.numbered(unit, *numbers[0])
    return ticket.id if ticket else None


def ticket_said(unit: Unit, chat_id: int, message_id: int) -> int | None:
    """Return the ticket that a person's own message became a part of."""
    post = posts.about(unit, chat_id, message_id)
    return post.ticket_id if post and post.purpose == posts.SAID else None


def is_copy(unit: Unit, chat_id: int, message_id: int | None) -> bool:
    """Return whether a message shows a ticket that delivery does not keep up to date."""
    return _purpose(unit, chat_id, message_id) == posts.SCREEN


def shows_ticket(unit: Unit, chat_id: int, message_id: int | None) -> bool:
    """Return whether a message shows a ticket, live or not; an alarm or a notice does not."""
    return _purpose(unit, chat_id, message_id) in {posts.CARD, posts.SCREEN}


def settle_card(unit: Unit, pressed: Post) -> bool:
    """Return whether a pressed card is not the live one of its ticket; then it loses its buttons.

    A send whose answer was lost leaves a card of which the desk knows nothing. When no other is
    known it becomes the live one; else there are two, and only one may go on.
    """
    known = _purpose(unit, pressed.chat_id, pressed.message_id)
    if known not in {None, posts.CARD}:
        return False
    live = posts.card_of(unit, pressed.ticket_id, pressed.chat_id)
    if live is None:
        posts.add(unit, pressed)
    elif live.message_id != pressed.message_id:
        debts.retire(unit, pressed, debts.NEWER)
        return True
    return False


def owe_pressed(unit: Unit, chat_id: int, message_id: int) -> None:
    """Owe a card once more that was pressed and could not answer: it shows what came of it."""
    post = posts.about(unit, chat_id, message_id)
    ticket = tickets.find(unit, post.ticket_id) if post and post.purpose == posts.CARD else None
    if ticket is not None:
        debts.owe_card_to(unit, ticket, chat_id)


def ticket_meant(unit: Unit, person_id: int, place: tuple[int, int], shown: str) -> Ticket | None:
    """Return the ticket that a message of the desk is about for whoever answers it.

    ``place`` is its chat and number. What it shows decides when it shows one number, in its
    heading or else anywhere: a message is drawn anew in its place. Refusal ``ticket-unknown`` when
    it is not this person's to see.
    """
    heading = shown.partition("\n")[0]
    numbers = public_numbers_in(heading) or public_numbers_in(shown)
    if len(numbers) == 1:
        return ticket_called(unit, next(iter(numbers)), person_id)
    ticket_id = ticket_of_message(unit, *place)
    return ticket_for(unit, ticket_id, person_id) if ticket_id else None


def reason_awaited(unit: Unit, chat_id: int, message_id: int) -> tuple[int, Move] | None:
    """Return the ticket and the move for which an answer to a message gives a reason in words."""
    post = posts.about(unit, chat_id, message_id)
    purpose, _, rest = post.purpose.partition(":") if post else ("", "", "")
    if post is None or purpose not in {posts.BREACH, posts.REASON}:
        return None
    return post.ticket_id, Move(rest) if purpose == posts.REASON else Move.EXPLAIN


def _purpose(unit: Unit, chat_id: int, message_id: int | None) -> str | None:
    post = posts.about(unit, chat_id, message_id) if message_id is not None else None
    return post.purpose if post else None
