"""The table of moves, written down a second time from the side of the people."""

import pytest

from domain.moves import Ask, Move, Role
from domain.refusal import Refusal
from domain.rules import RULES, after, moves, rule_of
from domain.tickets import OPEN, Status

MANAGES = {
    Status.NEW: "transfer cancel",
    Status.ACCEPTED: "transfer cancel",
    Status.ON_SITE: "transfer cancel",
    Status.ON_HOLD: "transfer cancel",
    Status.DONE: "close",
    Status.CONFIRMED: "reopen close",
    Status.CLOSED: "reopen",
}

# What each role can do in each status, as a school would tell it.
MAY: dict[Role, dict[Status, str]] = {
    Role.REQUESTER: {
        Status.NEW: "cancel",
        Status.ACCEPTED: "cancel",
        Status.ON_SITE: "cancel",
        Status.ON_HOLD: "cancel",
        Status.DONE: "confirm not_fixed rate",
        Status.CONFIRMED: "rate reopen",
        Status.CLOSED: "rate reopen",
    },
    Role.WORKER: {
        Status.NEW: "accept transfer",
        Status.ACCEPTED: "transfer",
        Status.ON_SITE: "transfer",
        Status.ON_HOLD: "transfer",
    },
    Role.ASSIGNEE: {
        Status.NEW: "transfer",
        Status.ACCEPTED: "arrive done hold release transfer",
        Status.ON_SITE: "done hold release transfer",
        Status.ON_HOLD: "hold resume release transfer",
    },
    Role.LEAD: {
        Status.NEW: "accept transfer cancel",
        Status.ACCEPTED: "arrive done hold release transfer cancel",
        Status.ON_SITE: "done hold release transfer cancel",
        Status.ON_HOLD: "hold resume release transfer cancel",
    },
    Role.DISPATCHER: {
        Status.NEW: "accept transfer cancel",
        Status.ACCEPTED: "arrive done hold release transfer cancel",
        Status.ON_SITE: "done hold release transfer cancel",
        Status.ON_HOLD: "hold resume release transfer cancel",
        Status.DONE: "close",
        Status.CONFIRMED: "close",
    },
    Role.MANAGER: MANAGES,
    Role.SYSTEM: {Status.ON_HOLD: "resume", Status.DONE: "close", Status.CONFIRMED: "close"},
    Role.HEAD: MANAGES,
}

# Where each move leads; rating leaves the ticket where it is.
LEADS_TO = {
    Move.ACCEPT: Status.ACCEPTED,
    Move.ARRIVE: Status.ON_SITE,
    Move.DONE: Status.DONE,
    Move.HOLD: Status.ON_HOLD,
    Move.RESUME: Status.ACCEPTED,
    Move.RELEASE: Status.NEW,
    Move.TRANSFER: Status.NEW,
    Move.CONFIRM: Status.CONFIRMED,
    Move.NOT_FIXED: Status.ACCEPTED,
    Move.CANCEL: Status.CANCELLED,
    Move.REOPEN: Status.NEW,
    Move.CLOSE: Status.CLOSED,
}
# Where those lead that are made aside; the others change no status.
ASIDE_LEADS_TO = {Move.MERGE: Status.MERGED, Move.ASSIGN: Status.ACCEPTED}
STAY = {(Status.NEW, Move.ASSIGN)}  # whoever is named has still to accept
MADE = [rule.move for rule in RULES]

BEFORE_WORK = (Status.NEW, Status.ACCEPTED, Status.ON_HOLD)
CHANGES = "prioritise reclassify relocate merge"
# What is offered behind a button of its own, to those who act for a ticket or run the office.
ASIDE: dict[Role, dict[Status, str]] = (
    {role: dict.fromkeys(OPEN, CHANGES) for role in (Role.ASSIGNEE, Role.MANAGER, Role.HEAD)}
    | {role: dict.fromkeys(OPEN, f"{CHANGES} assign") for role in (Role.LEAD, Role.DISPATCHER)}
    | {Role.SYSTEM: dict.fromkeys(OPEN, "recompute")}
    | {Role.REQUESTER: dict.fromkeys(BEFORE_WORK, "")}
)
for _role in (Role.LEAD, Role.DISPATCHER, Role.MANAGER, Role.HEAD):
    ASIDE[_role][Status.ON_HOLD] += " extend"
for _role in (Role.MANAGER, Role.HEAD):
    ASIDE[_role] = {status: f"{told} annul" for status, told in ASIDE[_role].items()}
for _role in (Role.REQUESTER, Role.ASSIGNEE, Role.LEAD, Role.DISPATCHER):
    ASIDE[_role] |= {status: f"{ASIDE[_role][status]} appoint" for status in BEFORE_WORK}
for _role in (Role.LEAD, Role.DISPATCHER, Role.MANAGER, Role.HEAD):
    ASIDE[_role] = {status: f"{told} agree" for status, told in ASIDE[_role].items()}
for _role in (Role.ASSIGNEE, Role.LEAD, Role.DISPATCHER):
    for _status in (Status.ACCEPTED, Status.ON_SITE, Status.ON_HOLD, Status.DONE):
        ASIDE[_role][_status] = f"{ASIDE[_role].get(_status, '')} backdate"
# Of a broken promise or a corrected time, whatever has become of the ticket since.
JUDGES = {
    Role.WORKER: "explain",
    Role.ASSIGNEE: "explain",
    Role.LEAD: "explain mute",
    Role.DISPATCHER: "explain mute",
    Role.MANAGER: "reject explain excuse retract mute",
    Role.HEAD: "reject explain excuse retract mute",
}


def allowed(status: Status, role: Role) -> list[str]:
    """Return the names of the moves that a role has in a status every day."""
    return MAY[role].get(status, "").split()


def allowed_aside(status: Status, role: Role) -> list[str]:
    """Return the names of those that it has besides."""
    return f"{ASIDE.get(role, {}).get(status, '')} {JUDGES.get(role, '')}".split()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
def test_screens_offer_what_a_role_may_do(status: Status, role: Role) -> None:
    """The buttons of each role in each status are those written down here, in this order."""
    held = frozenset({role})
    assert [str(move) for move in moves(status, held)] == allowed(status, role)
    assert [str(move) for move in moves(status, held, aside=True)] == allowed_aside(status, role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", MADE)
def test_each_move_leads_on_or_is_refused(move: Move, status: Status, role: Role) -> None:
    """Each cell of the table: the next status, or the reason why not."""
    if move in allowed(status, role) + allowed_aside(status, role):
        leads_to = (LEADS_TO | ASIDE_LEADS_TO).get(move, status)
        leads_to = status if (status, move) in STAY else leads_to
        assert after(status, move, frozenset({role})) is leads_to
        return
    table = (*MAY[role].values(), *ASIDE.get(role, {}).values(), JUDGES.get(role, ""))
    ever = any(move in told.split() for told in table)
    with pytest.raises(Refusal) as refused:
        after(status, move, frozenset({role}))
    assert refused.value.reason == ("move-now" if ever else "move-role")
    assert refused.value.facts["move"] == move


def test_the_refusal_of_a_late_move_names_the_status() -> None:
    """Whoever presses an old button is told where the ticket stands now."""
    with pytest.raises(Refusal) as refused:
        after(Status.CANCELLED, Move.ACCEPT, frozenset({Role.WORKER}))
    assert refused.value.facts == {"move": Move.ACCEPT, "status": Status.CANCELLED}


def test_strangers_can_do_nothing() -> None:
    """Without a part in the ticket every move is refused and no button is shown."""
    for status in Status:
        assert moves(status, frozenset()) == ()
        for move in MADE:
            with pytest.raises(Refusal, match="move-role"):
                after(status, move, frozenset())


def test_roles_add_up() -> None:
    """Who files a repair for the own team may take it back and may accept it."""
    both = frozenset({Role.REQUESTER, Role.WORKER})
    assert moves(Status.NEW, both) == (Move.ACCEPT, Move.TRANSFER, Move.CANCEL)


@pytest.mark.parametrize("status", [Status.DONE, Status.CONFIRMED, Status.CLOSED])
def test_nobody_rates_their_own_work(status: Status) -> None:
    """A worker may fix and confirm what he filed himself, but not rate it."""
    both = frozenset({Role.REQUESTER, Role.WORKER, Role.ASSIGNEE})
    assert Move.RATE not in moves(status, both)
    with pytest.raises(Refusal, match="move-own"):
        after(status, Move.RATE, both)
    assert after(Status.DONE, Move.CONFIRM, both) is Status.CONFIRMED


def test_nobody_excuses_their_own_delay() -> None:
    """A manager who did the work says why it was late; another one decides about it."""
    both = frozenset({Role.MANAGER, Role.LEAD, Role.ASSIGNEE})
    assert Move.EXCUSE not in moves(Status.DONE, both, aside=True)
    with pytest.raises(Refusal, match="move-own"):
        after(Status.DONE, Move.EXCUSE, both)
    assert after(Status.DONE, Move.EXPLAIN, both) is Status.DONE


def test_what_a_move_asks_for() -> None:
    """Only these moves want words or a choice with them."""
    asked = {move: rule_of(move).ask for move in MADE if rule_of(move).ask is not Ask.NOTHING}
    assert asked == {
        Move.DONE: Ask.PROOF,
        Move.HOLD: Ask.REASON,
        Move.TRANSFER: Ask.TEAM,
        Move.RATE: Ask.STARS,
        Move.PRIORITISE: Ask.PRIORITY,
        Move.RECLASSIFY: Ask.SERVICE,
        Move.RELOCATE: Ask.PLACE,
        Move.EXPLAIN: Ask.REASON,
        Move.ANNUL: Ask.PAUSE,
        Move.MERGE: Ask.TICKET,
        Move.ASSIGN: Ask.ASSIGNEE,
        Move.APPOINT: Ask.SLOT,
        Move.AGREE: Ask.DATE,
        Move.BACKDATE: Ask.TIME,
        Move.REJECT: Ask.CORRECTION,
        Move.MUTE: Ask.DAYS,
    }


def test_every_move_has_one_row() -> None:
    """A move stands in the table once; what is only told changes no status."""
    assert len(MADE) == len(set(MADE))
    assert set(Move) - set(MADE) == {Move.SUBMIT, Move.SAY, Move.ABSORB, Move.FOLLOW}


def test_every_status_but_the_first_is_reached_and_none_is_a_trap() -> None:
    """Each status can be entered, and left unless the ticket is cancelled or merged."""
    entered = {rule.to for rule in RULES if rule.to}
    left = {status for rule in RULES if rule.to for status in rule.sources}
    assert entered == set(Status)
    assert set(Status) - left == {Status.CANCELLED, Status.MERGED}
