"""Filing anew what came back too late to be reopened: two tickets that name each other."""

from dataclasses import replace

import pytest

from domain.answers import following
from domain.drafts import Draft, Step, step_of
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Kind, Status, Ticket
from models import history, tickets
from models.unit import Units
from services.filing import followable, submit
from services.gate import card_of
from services.people import person_for
from services.timing import drift
from tests.services.people import asked, draft, files, moves
from tests.support.clocks import StillClock
from tests.support.schools import CATEGORIES, FOOD, MANAGER, ROOM, TAP, WORKER
from tests.support.tickets import NEW, REQUESTER, filed

BEN = 2021


@pytest.fixture
def ended(units: Units, school: School, clock: StillClock) -> Ticket:
    """File a repair that was done and confirmed eight days ago."""
    ticket = moves(units, files(units), WORKER, Move.ACCEPT, Move.DONE)
    ticket = moves(units, ticket, REQUESTER, Move.CONFIRM)
    clock.forward(days=8)
    return ticket


def files_again(units: Units, filled: Draft, person_id: int = REQUESTER) -> Ticket:
    """Let somebody hand a form in."""
    with units.open() as unit:
        return submit(unit, person_for(unit, person_id, "Anna"), filled)


def test_the_form_knows_what_and_where(school: School, ended: Ticket) -> None:
    """Only the words and the photos are asked for."""
    begun = following(ended, school)
    assert (begun.category, begun.service, begun.place) == ("WTR", TAP.code, ROOM)
    assert begun.follows == "R-1001"
    assert step_of(begun, school) is Step.WORDS


def test_what_the_school_has_no_more_is_asked_again(school: School, ended: Ticket) -> None:
    """The form begins as any other, and still names the earlier ticket."""
    without = replace(CATEGORIES[0], services=CATEGORIES[0].services[1:])
    shrunk = replace(school, categories=(without, *CATEGORIES[1:]))
    assert following(ended, shrunk).service != TAP.code
    moved = following(replace(ended, place="main/z"), school)
    assert (moved.place, moved.place_done, moved.follows) == ("", False, "R-1001")
    assert step_of(moved, school) is Step.PLACE


def test_both_name_each_other(units: Units, school: School, ended: Ticket) -> None:
    """A new ticket with a promise of its own; nothing happens to the earlier one."""
    again = files_again(units, replace(following(ended, school), words="drips again"))
    assert (again.public_number, again.follows, again.cycle) == ("R-1002", ended.id, 1)
    with units.open() as unit:
        (first,) = history.events_of(unit, again.id)
        *_, last = history.events_of(unit, ended.id)
        assert tickets.find(unit, ended.id) == ended
        assert card_of(unit, again).follows == "R-1001"
        assert (drift(unit, ended), drift(unit, again)) == ((), ())
    assert first.facts["follows"] == "R-1001"
    assert (last.move, last.role) == (Move.FOLLOW, Role.REQUESTER)
    assert last.facts == {"ticket": "R-1002"}


def test_only_the_requester_of_what_has_ended(units: Units, ended: Ticket) -> None:
    """Staff may see it, but did not report it; what is open is not filed twice."""
    for user_id, reason in ((BEN, "ticket-unknown"), (MANAGER, "move-role")):
        with pytest.raises(Refusal, match=reason), units.open() as unit:
            followable(unit, ended.id, user_id)
    still_open = files(units)
    with pytest.raises(Refusal, match="move-now"), units.open() as unit:
        followable(unit, still_open.id, REQUESTER)
    assert asked(units, lambda unit: followable(unit, ended.id, REQUESTER)) == ended


@pytest.mark.parametrize("person_id", [BEN, MANAGER])
def test_a_forged_draft(units: Units, ended: Ticket, person_id: int) -> None:
    """Nobody links a ticket to one of somebody else, and nothing is filed."""
    with pytest.raises(Refusal, match="ticket-unknown"):
        files_again(units, replace(draft(), follows=ended.public_number), person_id)
    with units.open() as unit:
        assert tickets.of_requester(unit, person_id, 9) == []
        assert history.events_of(unit, ended.id)[-1].move is Move.CONFIRM


def complaint(units: Units, *, anonymous: bool) -> Ticket:
    """Store a complaint that was confirmed, as it was promised to its requester."""
    with units.open() as unit:
        person_for(unit, REQUESTER, "Anna")
        about = replace(NEW, kind=Kind.COMPLAINT, service=FOOD.code, place="")
        return filed(unit, replace(about, status=Status.CONFIRMED, anonymous=anonymous))


@pytest.mark.parametrize("anonymous", [True, False])
def test_an_anonymous_complaint_stays_so(units: Units, school: School, anonymous: object) -> None:
    """It names an anonymous one; one with a name would tell whose it is and is not named."""
    earlier = complaint(units, anonymous=bool(anonymous))
    again = files_again(units, replace(following(earlier, school), words="cold again"))
    assert again.anonymous
    assert again.follows == (earlier.id if anonymous else None)
    noted = asked(units, lambda unit: history.events_of(unit, earlier.id))
    assert [event.move for event in noted] == ([Move.FOLLOW] if anonymous else [])
