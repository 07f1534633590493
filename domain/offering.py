"""What is offered now and then: what the table allows and the ticket gives a reason for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.appointments import is_appointable
from domain.breaches import decided, undecided, unexplained
from domain.facts import Card
from domain.moves import Move, Role
from domain.rules import moves
from domain.tickets import OPEN


def rarely(card: Card, roles: frozenset[Role]) -> tuple[Move, ...]:
    """Return what these roles may do aside; not what needs something that there never was.

    Such as a breach, a pause or a time that was put right; no visit is offered where nobody comes
    at a time of choice.
    """
    allowed = moves(card.ticket.status, roles, aside=True)
    return tuple(made for made in allowed if made not in _WANTING or _WANTING[made](card))


def on_card_rarely(card: Card, roles: frozenset[Role]) -> tuple[Move, ...]:
    """Return what of that a card offers; one that has ended asks for what is still to do only."""
    made = rarely(card, roles)
    return made if card.ticket.status in OPEN or not _AT_ANY_TIME.issuperset(made) else ()


_AT_ANY_TIME = frozenset({Move.MUTE, Move.RETRACT})


def _waited(card: Card) -> bool:
    return any(clock.waited or clock.paused_since for clock in card.clocks)


_WANTING: Mapping[Move, Callable[[Card], object]] = {
    Move.EXPLAIN: lambda card: unexplained(card.clocks),
    Move.EXCUSE: lambda card: undecided(card.clocks),
    Move.RETRACT: lambda card: decided(card.clocks),
    Move.ANNUL: _waited,
    Move.REJECT: lambda card: card.corrected,
    Move.APPOINT: lambda card: is_appointable(card.ticket, emergency=card.emergency),
}
