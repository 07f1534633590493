"""Why promises were broken: said by those at work, accepted by those who manage."""

from collections.abc import Mapping

from domain.breaches import decided, undecided, unexplained
from domain.moves import Move
from domain.refusal import Refusal
from domain.tickets import BreachReason, Ticket
from models import editions, posts
from models.posts import Post
from models.unit import Unit
from services.acts import Act, Effect, Facts, Work
from services.debts import owe_question
from services.talk import fit
from services.timing import clocks_now


def is_unexplained(unit: Unit, ticket: Ticket) -> bool:
    """Return whether a promise of the ticket is broken by now and nobody has said why."""
    return bool(unexplained(clocks_now(unit, ticket)))


def require_reason(unit: Unit, ticket: Ticket) -> None:
    """Raise Refusal ``breach-unexplained`` while a broken promise has no reason."""
    if is_unexplained(unit, ticket):
        raise Refusal("breach-unexplained", number=ticket.public_number)


def redraw_questions(unit: Unit, ticket: Ticket) -> None:
    """Owe every chat that is asked why a ticket is late, or will be, the answer in its place."""
    team = editions.current(unit).teams[ticket.team]
    for chat_id in dict.fromkeys(
        (team.chat_id, *(post.chat_id for post in _questions(unit, ticket)))
    ):
        owe_question(unit, ticket, chat_id)


def drop_questions(unit: Unit, ticket: Ticket) -> None:
    """Owe every chat that is asked why a ticket is late, that this matters no more, if so."""
    for post in _questions(unit, ticket):
        owe_question(unit, ticket, post.chat_id)


def _questions(unit: Unit, ticket: Ticket) -> list[Post]:
    return posts.of_purpose(unit, ticket.id, f"{posts.BREACH}:{ticket.cycle}")


def _explained(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Keep the reason, and the words of one that is on no button."""
    if not is_unexplained(unit, ticket):
        raise Refusal("nothing-to-explain", number=ticket.public_number)
    reason = _reason(act)
    facts: Facts = {"reason": reason}
    if reason is BreachReason.OTHER:
        if "words" not in act.facts:
            raise Refusal("breach-words", number=ticket.public_number)
        facts = {**facts, "words": fit(str(act.facts["words"]))}
    return Effect(ticket, facts)


def _reason(act: Act) -> BreachReason:
    try:
        return BreachReason(str(act.facts.get("reason")))
    except ValueError:
        raise Refusal("button-unknown") from None


def _excused(unit: Unit, ticket: Ticket, _: Act) -> Effect:
    if not undecided(clocks_now(unit, ticket)):
        raise Refusal("nothing-to-excuse", number=ticket.public_number)
    return Effect(ticket, {})


def _retracted(unit: Unit, ticket: Ticket, _: Act) -> Effect:
    if not decided(clocks_now(unit, ticket)):
        raise Refusal("nothing-to-retract", number=ticket.public_number)
    return Effect(ticket, {})


EFFECTS: Mapping[Move, Work] = {
    Move.EXPLAIN: _explained,
    Move.EXCUSE: _excused,
    Move.RETRACT: _retracted,
}
