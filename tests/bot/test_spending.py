"""What one person may do in a minute: a script slows nobody, an emergency is always accepted."""

from collections.abc import AsyncIterator

import pytest

from bot.program import root
from domain.auditing import Incident
from domain.facts import Who
from domain.limits import A_MINUTE, WORDS_AN_HOUR, Spending
from domain.school import School
from domain.tickets import Status, Ticket
from models import audit, people, tickets
from models.unit import Units
from tests.bot.lines import Way, way
from tests.bot.presses import pressed
from tests.bot.shapes import ANNA, BOT, GROUP, PRIVATE, message, update
from tests.services.people import draft, files
from tests.support.clocks import StillClock
from tests.support.schools import COLLEAGUE, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER

PRESSES, MESSAGES = A_MINUTE[Spending.PRESSES], A_MINUTE[Spending.MESSAGES]
TOO_OFTEN = "more than 120 taps in a minute"
TOO_MANY = "more than 60 messages in a minute"
STRANGER = 4711
FORGED = "nothing:of:ours"


@pytest.fixture
async def desk(units: Units, clock: StillClock, school: School) -> AsyncIterator[Way]:
    """Give an intake of the small school, in which time stands still unless it is told."""
    async with way(units, root()) as opened:
        yield opened


async def press(desk: Way, data: str, times: int, *, user_id: int, chat_id: int) -> None:
    """Let somebody press a button so often."""
    for _ in range(times):
        await desk.intake.take(pressed(data, user_id, chat_id))
    await desk.quiet()


def toasts(desk: Way) -> list[str]:
    """Return what presses were answered."""
    calls = desk.line.calls
    return [params["text"] or "" for name, params in calls if name == "answerCallbackQuery"]


def status(units: Units, ticket: Ticket) -> Status | None:
    """Return where a ticket stands."""
    with units.open() as unit:
        found = tickets.find(unit, ticket.id)
    return found.status if found else None


async def test_a_script_that_presses_is_told_once(
    desk: Way, units: Units, clock: StillClock
) -> None:
    """The rest is not even answered, is one line of the audit, and ends with the minute."""
    await press(desk, FORGED, PRESSES + 300, user_id=STRANGER, chat_id=STRANGER)
    said = toasts(desk)
    assert len(said) == PRESSES + 1
    assert [text for text in said if TOO_OFTEN in text] == said[-1:]
    with units.open() as unit:
        lines = {each.incident: each.times for each in audit.listed(unit, None, STRANGER)}
    assert lines == {Incident.FORGED: PRESSES, Incident.FLOOD: 300}
    clock.forward(minutes=1)
    await press(desk, FORGED, 1, user_id=STRANGER, chat_id=STRANGER)
    assert TOO_OFTEN not in toasts(desk)[-1]


async def test_what_is_refused_counts_as_well(desk: Way, units: Units) -> None:
    """A refusal takes its unit back, and not the count."""
    files(units)
    data, where = "t:1:accept", {"user_id": REQUESTER, "chat_id": REQUESTER}
    await press(desk, data, PRESSES + 20, **where)
    assert len(toasts(desk)) == PRESSES + 1


async def test_an_emergency_is_accepted_whatever_was_pressed_before(
    desk: Way, units: Units
) -> None:
    """By whoever may; others, and other tickets, wait like everybody."""
    emergency, usual = files(units, draft("EMG-01")), files(units)
    for user_id in (WORKER, STRANGER):
        await press(desk, FORGED, PRESSES + 1, user_id=user_id, chat_id=REPAIR_CHAT)
    for user_id, ticket in ((WORKER, usual), (STRANGER, emergency), (WORKER, emergency)):
        await press(desk, f"t:{ticket.id}:accept", 1, user_id=user_id, chat_id=REPAIR_CHAT)
    assert (status(units, usual), status(units, emergency)) == (Status.NEW, Status.ACCEPTED)
    before = len(toasts(desk))
    await press(desk, f"t:{emergency.id}:accept", 50, user_id=WORKER, chat_id=REPAIR_CHAT)
    assert len(toasts(desk)) == before


async def test_a_colleague_does_not_wait(desk: Way, units: Units) -> None:
    """Each person is counted alone."""
    ticket = files(units)
    await press(desk, FORGED, PRESSES + 50, user_id=WORKER, chat_id=REPAIR_CHAT)
    await press(desk, f"t:{ticket.id}:accept", 1, user_id=COLLEAGUE, chat_id=REPAIR_CHAT)
    assert status(units, ticket) is Status.ACCEPTED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"text": "Who has the key of 301?"}, 0),
        ({"text": "/id"}, 1),
        ({"text": "On my way.", "reply_to_message": message(GROUP, BOT, text="R-1001")}, 1),
        ({"text": "On my way.", "reply_to_message": message(GROUP, ANNA, text="when?")}, 0),
        ({"text": "/id@another_bot"}, 0),
    ],
)
async def test_in_a_group_only_what_is_for_the_desk(
    desk: Way, units: Units, content: dict[str, object], told: int
) -> None:
    """Commands and replies to it; people may talk to each other as much as they like."""
    for _ in range(MESSAGES + 10):
        said = message(GROUP, {**ANNA, "id": WORKER}, **content)
        await desk.intake.take(update(message=said))
    await desk.quiet()
    floods = [text for text in desk.line.said(REPAIR_CHAT) if TOO_MANY in text]
    assert len(floods) == told
    with units.open() as unit:
        lines = [each.times for each in audit.listed(unit, None, WORKER)]
    assert lines == [10] * told


async def test_an_edit_counts_when_it_is_made(desk: Way, clock: StillClock) -> None:
    """Whenever the message was written, and whatever number stands where a moment should."""
    now = int(clock.now().timestamp())
    for minutes in range(MESSAGES + 2, 0, -1):
        edited = message(text="word") | {"date": now - 60 * minutes, "edit_date": now}
        await desk.intake.take(update(edited_message=edited))
    edited = message(text="word") | {"edit_date": 10**18}
    await desk.takes(update(edited_message=edited))
    assert sum(TOO_MANY in text for text in desk.line.said(ANNA["id"])) == 1


async def test_that_a_ticket_has_words_enough_is_told_once_in_an_hour(
    desk: Way, units: Units, clock: StillClock
) -> None:
    """A press is answered in any case, or its button would go on spinning."""
    ticket = files(units)
    with units.open() as unit:
        people.change(unit, REQUESTER, language="en", who=Who.TEACHER)
    await talks(desk, ticket, WORDS_AN_HOUR + 5, clock)
    refused = [text for text in desk.line.said(REQUESTER) if "30 messages an hour" in text]
    assert len(refused) == 1
    await press(desk, f"t:{ticket.id}:add", 2, user_id=REQUESTER, chat_id=REQUESTER)
    assert all("30 messages an hour" in text for text in toasts(desk)[-2:])
    clock.forward(hours=1)
    await talks(desk, ticket, WORDS_AN_HOUR + 5, clock)
    refused = [text for text in desk.line.said(REQUESTER) if "30 messages an hour" in text]
    assert len(refused) == 2


async def talks(desk: Way, ticket: Ticket, times: int, clock: StillClock) -> None:
    """Let the requester write to a ticket so often, within a few minutes."""
    chat, anna = {**PRIVATE, "id": REQUESTER}, {**ANNA, "id": REQUESTER}
    shown = message(chat, BOT, text=ticket.public_number)
    for number in range(times):
        said = message(chat, anna, text=f"word {number}", reply_to_message=shown)
        said["date"] = int(clock.now().timestamp())
        await desk.takes(update(message=said))
        if number % 15 == 14:
            clock.forward(minutes=1)
