"""Every move that the table does not allow is answered with its sentence, and changes nothing."""

import pytest

from domain.moves import Ask, Move, Role
from domain.refusal import Refusal
from domain.rules import RULES, after
from domain.tickets import Status
from locales import text_in
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from views.refusals import refusal

TICKET = 1
ENGLISH = text_in("en")
WORKER = frozenset({Role.WORKER, Role.ASSIGNEE})
REQUESTER = frozenset({Role.REQUESTER})
WAYS: dict[Status, tuple[tuple[str, str], ...]] = {
    Status.ACCEPTED: (("wang", "accept"),),
    Status.ON_SITE: (("wang", "accept"), ("wang", "arrive")),
    Status.ON_HOLD: (("wang", "accept"), ("wang", "hold:access")),
    Status.DONE: (("wang", "accept"), ("wang", "done")),
    Status.CONFIRMED: (("wang", "accept"), ("wang", "done"), ("anna", "confirm")),
    Status.CANCELLED: (("wang", "accept"), ("anna", "cancel")),
}
ANSWERS = {Ask.REASON: ":parts", Ask.TEAM: ":it", Ask.STARS: ":5"}


@pytest.mark.parametrize("status", WAYS)
async def test_what_a_worker_may_not_do_now_is_said(
    status: Status, anna: Telephone, wang: Telephone
) -> None:
    """Each refused press on the card gets the sentence of its reason."""
    await files_a_repair(anna)
    await walks_to(status, {"anna": anna, "wang": wang})
    for move, sentence in refused(status, WORKER):
        assert (await wang.forges(pressing(move), "📍")).text == sentence, move


@pytest.mark.parametrize("status", WAYS)
async def test_what_a_requester_may_not_do_now_is_said(
    status: Status, anna: Telephone, wang: Telephone
) -> None:
    """The requester gets the same sentences in private."""
    await files_a_repair(anna)
    await walks_to(status, {"anna": anna, "wang": wang})
    for move, sentence in refused(status, REQUESTER):
        assert (await anna.forges(pressing(move), "R-1001")).text == sentence, move


async def test_a_stranger_learns_nothing(anna: Telephone, ben: Telephone) -> None:
    """A ticket that is not yours and one that does not exist get the same answer."""
    await files_a_repair(anna)
    theirs = await ben.forges("t:1:cancel", "What can we do")
    none = await ben.forges("t:999999:cancel", "What can we do")
    assert theirs.text == none.text == refusal(Refusal("ticket-unknown"), ENGLISH)


@pytest.mark.parametrize(
    "data",
    ["t:1", "t:x:accept", "t:-1:accept", "t:1:fly", "t:1:submit", "t:1:say", "zz", ":", "t"],
)
async def test_a_forged_button_is_answered(data: str, anna: Telephone, wang: Telephone) -> None:
    """Nonsense in a button is neither an error nor silence."""
    await files_a_repair(anna)
    pressed = await wang.forges(data, "📍")
    assert pressed.answered
    assert "R-1001 · 待接单" in (await wang.finds("📍"))["text"]


async def walks_to(status: Status, people: dict[str, Telephone]) -> None:
    """Bring the ticket to a status by the moves that lead there."""
    for who, what in WAYS[status]:
        about = "📍" if who == "wang" else "R-1001"
        await people[who].forges(f"t:{TICKET}:{what}", about)


def refused(status: Status, roles: frozenset[Role]) -> list[tuple[Move, str]]:
    """Return every move that is refused now, with the sentence that the table leads to."""
    found = []
    for rule in RULES:
        try:
            after(status, rule.move, roles)
        except Refusal as reason:
            found.append((rule.move, refusal(reason, ENGLISH)))
    return [(move, words) for move, words in found if move is not Move.ACCEPT]


def pressing(move: Move) -> str:
    """Return the data of a button that makes a move, with whatever the move asks for."""
    rule = next(rule for rule in RULES if rule.move is move)
    return f"t:{TICKET}:{move}{ANSWERS.get(rule.ask, '')}"
