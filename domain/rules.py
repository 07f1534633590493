"""The life of a ticket, as one table.

The table answers four questions: what a move leads to, who may make it, which words it asks for,
and which clocks it starts or stops. The check, the buttons, the diagram in ``docs/`` and the tests
all read it.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.moves import Ask, Move, Role
from domain.refusal import Refusal
from domain.tickets import OPEN, Status


@dataclass(frozen=True, slots=True)
class Rule:
    """From where to where a move leads, who may make it and what it asks for.

    ``to`` is None when the move leaves every status as it is, ``keeps`` are those that it leaves
    so otherwise; ``barred`` roles may not make the move whatever other part they play. A move that
    is ``aside`` is made now and then, and offered behind a button of its own.
    """

    move: Move
    sources: frozenset[Status]
    to: Status | None
    roles: frozenset[Role]
    ask: Ask = Ask.NOTHING
    barred: frozenset[Role] = frozenset()
    aside: bool = False
    keeps: frozenset[Status] = frozenset()

    def leads(self, status: Status) -> Status:
        """Return where the move leads from a status."""
        return status if self.to is None or status in self.keeps else self.to


_HANDS = frozenset({Role.ASSIGNEE, Role.LEAD, Role.DISPATCHER})
_OFFICE = frozenset({Role.DISPATCHER, Role.MANAGER, Role.HEAD})
_MANAGE = frozenset({Role.MANAGER, Role.HEAD})
_ENDED = frozenset({Status.DONE, Status.CONFIRMED, Status.CLOSED})

RULES: tuple[Rule, ...] = (
    Rule(
        Move.ACCEPT,
        frozenset({Status.NEW}),
        Status.ACCEPTED,
        frozenset({Role.WORKER, Role.LEAD, Role.DISPATCHER}),
    ),
    Rule(Move.ARRIVE, frozenset({Status.ACCEPTED}), Status.ON_SITE, _HANDS),
    Rule(
        Move.DONE,
        frozenset({Status.ACCEPTED, Status.ON_SITE}),
        Status.DONE,
        _HANDS,
        Ask.PROOF,
    ),
    Rule(
        Move.HOLD,
        frozenset({Status.ACCEPTED, Status.ON_SITE, Status.ON_HOLD}),
        Status.ON_HOLD,
        _HANDS,
        Ask.REASON,
    ),
    Rule(Move.RESUME, frozenset({Status.ON_HOLD}), Status.ACCEPTED, _HANDS | {Role.SYSTEM}),
    Rule(
        Move.RELEASE,
        frozenset({Status.ACCEPTED, Status.ON_SITE, Status.ON_HOLD}),
        Status.NEW,
        _HANDS,
    ),
    Rule(
        Move.TRANSFER,
        OPEN,
        Status.NEW,
        _HANDS | _OFFICE | {Role.WORKER},
        Ask.TEAM,
    ),
    Rule(Move.CONFIRM, frozenset({Status.DONE}), Status.CONFIRMED, frozenset({Role.REQUESTER})),
    Rule(Move.NOT_FIXED, frozenset({Status.DONE}), Status.ACCEPTED, frozenset({Role.REQUESTER})),
    Rule(
        Move.RATE,
        _ENDED,
        None,
        frozenset({Role.REQUESTER}),
        Ask.STARS,
        barred=frozenset({Role.ASSIGNEE}),  # nobody rates their own work
    ),
    Rule(Move.CANCEL, OPEN, Status.CANCELLED, _OFFICE | {Role.LEAD, Role.REQUESTER}),
    Rule(
        Move.REOPEN,
        frozenset({Status.CONFIRMED, Status.CLOSED}),
        Status.NEW,
        frozenset({Role.REQUESTER, Role.MANAGER, Role.HEAD}),
    ),
    Rule(
        Move.CLOSE,
        frozenset({Status.DONE, Status.CONFIRMED}),
        Status.CLOSED,
        _OFFICE | {Role.SYSTEM},
    ),
    Rule(Move.PRIORITISE, OPEN, None, _HANDS | _OFFICE, Ask.PRIORITY, aside=True),
    Rule(Move.RECLASSIFY, OPEN, None, _HANDS | _OFFICE, Ask.SERVICE, aside=True),
    Rule(Move.RELOCATE, OPEN, None, _HANDS | _OFFICE, Ask.PLACE, aside=True),
    Rule(Move.RECOMPUTE, OPEN, None, frozenset({Role.SYSTEM}), aside=True),
    Rule(Move.MERGE, OPEN, Status.MERGED, _HANDS | _OFFICE, Ask.TICKET, aside=True),
    Rule(
        Move.ASSIGN,
        OPEN,
        Status.ACCEPTED,
        frozenset({Role.LEAD, Role.DISPATCHER}),
        Ask.ASSIGNEE,
        aside=True,
        keeps=frozenset({Status.NEW}),  # to be named is not to accept
    ),
    Rule(Move.EXTEND, frozenset({Status.ON_HOLD}), None, _OFFICE | {Role.LEAD}, aside=True),
    Rule(Move.ANNUL, OPEN, None, _MANAGE, Ask.PAUSE, aside=True),
    Rule(
        Move.APPOINT,
        frozenset({Status.NEW, Status.ACCEPTED, Status.ON_HOLD}),
        None,
        _HANDS | {Role.REQUESTER},
        Ask.SLOT,
        aside=True,
    ),
    Rule(Move.AGREE, OPEN, None, _OFFICE | {Role.LEAD}, Ask.DATE, aside=True),
    Rule(
        Move.BACKDATE,
        frozenset({Status.ACCEPTED, Status.ON_SITE, Status.ON_HOLD, Status.DONE}),
        None,
        _HANDS,
        Ask.TIME,
        aside=True,
    ),
    Rule(
        Move.REJECT,
        frozenset(Status),
        None,
        _MANAGE,
        Ask.CORRECTION,
        barred=frozenset({Role.ASSIGNEE}),  # nobody decides about their own times
        aside=True,
    ),
    Rule(
        Move.EXPLAIN,
        frozenset(Status),
        None,
        _HANDS | _OFFICE | {Role.WORKER},
        Ask.REASON,
        aside=True,
    ),
    Rule(
        Move.EXCUSE,
        frozenset(Status),
        None,
        _MANAGE,
        barred=frozenset({Role.ASSIGNEE}),  # nobody excuses their own delay
        aside=True,
    ),
    Rule(Move.RETRACT, frozenset(Status), None, _MANAGE, aside=True),
    Rule(Move.MUTE, frozenset(Status), None, _OFFICE | {Role.LEAD}, Ask.DAYS, aside=True),
)

_BY_MOVE = {rule.move: rule for rule in RULES}


def rule_of(move: Move) -> Rule:
    """Return the row of the table; ``submit`` has none, because no ticket exists before it."""
    return _BY_MOVE[move]


def after(status: Status, move: Move, roles: frozenset[Role]) -> Status:
    """Return the status a move leads to.

    Raises Refusal ``move-role`` when none of the person's roles allows the move, ``move-own``
    when one forbids it, and ``move-now`` when the ticket's status does not allow it.
    """
    rule = _BY_MOVE[move]
    if not rule.roles & roles:
        raise Refusal("move-role", move=move)
    if rule.barred & roles:
        raise Refusal("move-own", move=move)
    if status not in rule.sources:
        raise Refusal("move-now", move=move, status=status)
    return rule.leads(status)


def led_to(status: Status, move: Move, role: Role) -> Status:
    """Return where a move that was made left a ticket; no question whether it may be made.

    When the desk itself hands a ticket to another team, what waits goes on waiting.
    """
    if move is Move.SUBMIT:
        return Status.NEW
    rule = _BY_MOVE.get(move)
    by_itself = move is Move.TRANSFER and role is Role.SYSTEM
    return status if rule is None or by_itself else rule.leads(status)


def moves(status: Status, roles: frozenset[Role], *, aside: bool = False) -> tuple[Move, ...]:
    """Return what these roles can do now, in the table's order; screens draw buttons from it.

    Either what is done every day or what is done aside.
    """
    return tuple(
        rule.move
        for rule in RULES
        if rule.aside is aside
        and status in rule.sources
        and rule.roles & roles
        and not rule.barred & roles
    )
