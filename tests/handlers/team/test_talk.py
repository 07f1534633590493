"""What is said in a team's group: to the requester, to the desk, and among people."""

from dataclasses import replace
from typing import Any

import pytest

from domain.clocks import Clock
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Status, Ticket
from handlers.filters import ANONYMOUS
from handlers.replies import NOTHING, Reply
from models import clocks, history
from models.outbox import Debt
from models.unit import Units
from services.acts import Act
from services.moving import move
from tests.handlers.team.conftest import on_card
from tests.handlers.team.group import BOT, Group, photo
from tests.support.clocks import StillClock
from tests.support.debts import taken
from tests.support.schools import BURST, COLLEAGUE, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import NEW, REQUESTER
from tests.views.reading import shown

STRANGER = 4711
UNKNOWN_GROUP = -1009999


def words(reply: Reply) -> str:
    """Return what an answer shows."""
    return shown(reply.screen.text) if reply.screen else ""


def relayed(group: Group) -> list[Debt]:
    """Return what the desk owes to the requester, news of moves apart."""
    with group.units.open() as unit:
        owed = taken(unit)
    return [debt for debt in owed if debt.kind == "relay"]


def accepted(group: Group, ticket: Ticket) -> Ticket:
    """Let the worker accept a ticket without the group."""
    with group.units.open() as unit:
        return move(unit, Act(ticket.id, Move.ACCEPT, WORKER))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("🔧 R-1001 · 已接单\ncase", 1),
        ("R-1001, R-1002", 0),
        ("R-9999", 0),
        ("?", 0),
    ],
)
def test_an_answer_to_a_card_that_the_desk_forgot(
    group: Group, ticket: Ticket, text: str, times: int
) -> None:
    """A send whose answer was lost leaves one; its heading tells which ticket it is about."""
    accepted(group, ticket)
    relayed(group)
    card = {"message_id": 999, "date": 0, "from": BOT, "text": text}
    chat = {"id": REPAIR_CHAT, "type": "supergroup", "title": "Repair"}
    group.sends(WORKER, text="At two?", reply_to_message={**card, "chat": chat})
    assert [debt.facts["words"] for debt in relayed(group)] == ["At two?"] * times


def test_an_answer_to_the_card_goes_to_the_requester(group: Group, ticket: Ticket) -> None:
    """The words are carried under the worker's name, and the group sees that they were."""
    reply = group.says(WORKER, "At two, <ok>?", to=group.card_id)

    assert (reply.quote, reply.about) == (True, ticket.id)
    assert "已转给 R-1001 的提交人" in words(reply)
    assert "At two, <ok>?" in words(reply)
    (debt,) = relayed(group)
    assert (debt.chat_id, debt.facts["words"]) == (REQUESTER, "At two, <ok>?")
    assert debt.facts["author"] == "王师傅"


def test_an_answer_to_the_confirmation_counts_too(group: Group, ticket: Ticket) -> None:
    """Every message about the ticket can be answered, not only the card."""
    group.says(WORKER, "one", to=group.card_id)
    group.says(COLLEAGUE, "two", to=group.card_id)

    assert [debt.facts["words"] for debt in relayed(group)] == ["one", "two"]


@pytest.mark.parametrize("media", ["photo", "voice", "document", "video", "audio"])
def test_files_are_carried(group: Group, ticket: Ticket, media: str) -> None:
    """A file goes along with its caption and is kept with the ticket."""
    file = {"file_id": "F", "file_unique_id": "u", "duration": 1, "width": 1, "height": 1}
    content = photo("F") if media == "photo" else {media: file}
    group.sends(WORKER, group.card_id, **content, caption="look")

    (debt,) = relayed(group)
    carried = {name: debt.facts[name] for name in ("file_id", "media", "words")}
    assert carried == {"file_id": "F", "media": media, "words": "look"}
    with group.units.open() as unit:
        assert [file.stage for file in history.files_of(unit, ticket.id)] == ["after"]


def test_what_cannot_be_carried(group: Group, ticket: Ticket) -> None:
    """A sticker is refused with what can be sent instead."""
    dice = {"emoji": "🎲", "value": 1}
    assert "cannot be used" in words(group.sends(WORKER, group.card_id, dice=dice))


def test_others_are_told_politely(group: Group, ticket: Ticket) -> None:
    """Being in the group grants nothing, also not to the requester."""
    for user_id in (STRANGER, REQUESTER):
        reply = group.says(user_id, "me too", to=group.card_id)
        assert "for the school's service staff" in words(reply)
    assert relayed(group) == []


def test_people_s_own_talk_is_theirs(group: Group, ticket: Ticket) -> None:
    """The desk is silent about chatter, unknown commands and commands for other bots."""
    for text in ("good morning", "/weather", "/queue@other_bot", "@caretaker_bot hi"):
        assert group.says(WORKER, text) == NOTHING
    assert group.says(WORKER, "ha", to=group.card_id + 100) == NOTHING
    assert group.sends(WORKER, new_chat_title="Repairs!") == NOTHING
    assert group.sends(WORKER, **photo("holiday")) == NOTHING


def test_an_anonymous_admin_is_asked_who_it_is(group: Group, ticket: Ticket) -> None:
    """Telegram hides who wrote; the sentence is in the team's language, other talk is let be."""
    sender = {**BOT, "id": ANONYMOUS, "first_name": "Group", "username": "GroupAnonymousBot"}
    hidden: dict[str, Any] = {
        "from": sender,
        "sender_chat": {"id": group.chat_id, "type": "supergroup"},
    }
    for text, to in (("/queue", None), ("at two", group.card_id)):
        assert "匿名" in words(group.sends(0, to, text=text, **hidden))
    assert group.sends(0, text="good morning", **hidden) == NOTHING
    assert relayed(group) == []


def test_a_complaint_is_answered_before_it_is_done(group: Group, complaint: Ticket) -> None:
    """Done without a word is refused with how to answer; after an answer it is done."""
    accepted(group, complaint)
    done = f"t:{complaint.id}:done"
    card = group.card_id

    refused = group.presses(WORKER, done)
    assert "Reply to the card with the answer" in refused.toast
    assert refused.alert
    group.says(WORKER, "We changed the cook.", to=card)

    reply = group.presses(WORKER, done, on=card)
    assert reply.toast.startswith("Done")
    assert reply.screen is None, "no photo is asked for"


def test_an_answer_serves_one_round(group: Group, complaint: Ticket) -> None:
    """Who says that it is not solved is owed another answer."""
    accepted(group, complaint)
    done, card = f"t:{complaint.id}:done", group.card_id
    group.says(WORKER, "We changed the cook.", to=card)
    group.presses(WORKER, done, on=card)
    with group.units.open() as unit:
        move(unit, Act(complaint.id, Move.NOT_FIXED, REQUESTER))

    assert group.presses(WORKER, done, on=card).alert
    group.says(WORKER, "And the menu.", to=card)
    assert group.presses(WORKER, done, on=card).toast.startswith("Done")


def finished(group: Group, ticket: Ticket) -> Reply:
    """Let the worker accept and finish a ticket on its card."""
    accepted(group, ticket)
    return group.presses(WORKER, f"t:{ticket.id}:done")


def test_done_asks_for_a_photo(group: Group, ticket: Ticket) -> None:
    """The next photo of that worker is the result; what comes after it is people's own."""
    reply = finished(group, ticket)
    assert reply.toast.startswith("Done")
    assert "完工照片" in words(reply)

    assert group.sends(COLLEAGUE, **photo("other")) == NOTHING
    assert group.says(WORKER, "phew") == NOTHING
    assert "已转给 R-1001" in words(group.sends(WORKER, **photo("result")))
    assert group.sends(WORKER, **photo("lunch")) == NOTHING
    assert [debt.facts["file_id"] for debt in relayed(group)] == ["result"]


def test_an_album_is_one_result(group: Group, ticket: Ticket) -> None:
    """All pictures that were sent together belong to the result."""
    finished(group, ticket)
    for file_id, album in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "1")):
        group.sends(WORKER, **photo(file_id, album))

    assert [debt.facts["file_id"] for debt in relayed(group)] == ["a", "b"]


def test_a_photo_that_answers_the_question(group: Group, ticket: Ticket) -> None:
    """Where the desk sees only answers to itself, the answer is the result."""
    finished(group, ticket)
    group.sends(WORKER, group.card_id, **photo("result"))

    assert group.sends(WORKER, **photo("lunch")) == NOTHING
    assert [debt.facts["file_id"] for debt in relayed(group)] == ["result"]


def test_a_late_photo_is_no_result(group: Group, ticket: Ticket, clock: StillClock) -> None:
    """After ten minutes nobody means the ticket any more."""
    finished(group, ticket)
    clock.forward(minutes=11)

    assert group.sends(WORKER, **photo("lunch")) == NOTHING
    assert relayed(group) == []


def test_no_photo_is_asked_where_none_is_wanted(group: Group, school: School) -> None:
    """The catalogue says which services have no use for a photo."""
    burst = on_card(group, school, replace(NEW, service=BURST.code))

    assert finished(group, burst).screen is None


def test_queue_and_mine(group: Group, ticket: Ticket) -> None:
    """The team's open tickets, and those that the caller accepted for this team."""
    accepted(group, ticket)

    assert "R-1001" in words(group.says(WORKER, "/queue@caretaker_bot"))
    assert "R-1001" in words(group.says(WORKER, "/mine"))
    assert "R-1001" not in words(group.says(COLLEAGUE, "/mine"))
    assert "service staff" in words(group.says(STRANGER, "/queue"))
    assert "service staff" in words(group.says(STRANGER, "/mine"))


def test_a_ticket_by_its_number(units: Units, group: Group, ticket: Ticket) -> None:
    """Written as people write it, in the group of its team only."""
    for number in ("R-1001", "r1001", "#R-1001"):
        reply = group.says(WORKER, f"/ticket {number}")
        assert reply.about == ticket.id
    assert "no such ticket" in words(group.says(WORKER, "/ticket R-1002"))
    assert "no such ticket" in words(group.says(STRANGER, "/ticket R-1001"))
    assert "is not a ticket number" in words(group.says(WORKER, "/ticket tap"))
    assert "is not a ticket number" in words(group.says(WORKER, "/ticket"))
    elsewhere = Group(units, -1001000000003)
    assert "no such ticket" in words(elsewhere.says(MANAGER, "/ticket R-1001"))


def test_help_and_what_is_not_for_groups(group: Group) -> None:
    """A team reads how its chat works; filing is sent to the private chat."""
    assert "/queue" in words(group.says(STRANGER, "/help"))
    for command in ("/repair", "/tickets", "/digest"):
        assert "private chat with me" in words(group.says(WORKER, command))


def test_a_group_that_no_team_uses(units: Units, school: School) -> None:
    """It learns its number when the desk comes or is asked; otherwise the desk is silent."""
    unknown = Group(units, UNKNOWN_GROUP)

    assert str(UNKNOWN_GROUP) in words(unknown.changes("left", "member", MANAGER))
    assert str(UNKNOWN_GROUP) in words(unknown.says(MANAGER, "/help"))
    assert unknown.says(MANAGER, "hello") == NOTHING
    assert unknown.changes("member", "kicked", MANAGER) == NOTHING


def test_the_desk_is_removed_from_a_team_s_group(group: Group, ticket: Ticket) -> None:
    """Dispatcher and manager are alarmed; until it comes back, the lead has the card, too."""
    with group.units.open() as unit:
        taken(unit)

    assert group.changes("member", "kicked", WORKER) == NOTHING
    with group.units.open() as unit:
        lost = taken(unit)
    alarms, cards = [("chat_lost", 14), ("chat_lost", 15)], [("card", 13), ("card", 14)]
    assert [(debt.kind, debt.chat_id) for debt in lost] == alarms + cards
    assert lost[0].facts["team"] == "repair"

    assert group.changes("kicked", "member", WORKER) == NOTHING
    with group.units.open() as unit:
        owed = taken(unit)
    assert [(debt.kind, debt.ticket_id) for debt in owed] == [("card", ticket.id)]


@pytest.mark.parametrize("told_by", ["old", "new"])
def test_the_group_becomes_a_supergroup(units: Units, ticket: Ticket, told_by: str) -> None:
    """Under its new number it is still the team's chat, and leaving the old one alarms nobody."""
    old, new = Group(units), Group(units, -1002000000001)
    if told_by == "old":
        old.sends(WORKER, migrate_to_chat_id=new.chat_id)
    else:
        new.sends(WORKER, migrate_from_chat_id=old.chat_id)
    with units.open() as unit:
        taken(unit)

    assert "R-1001" in words(new.says(WORKER, "/queue"))
    old.changes("member", "left", WORKER)
    with units.open() as unit:
        assert taken(unit) == []


def test_words_do_not_stop_the_clocks(group: Group, ticket: Ticket) -> None:
    """Talking is not accepting: the ticket stands as it did."""
    before = _clocks(group, ticket)
    group.says(WORKER, "Which tap?", to=group.card_id)

    assert _clocks(group, ticket) == before
    with group.units.open() as unit:
        said = history.events_of(unit, ticket.id)
    assert [(event.move, event.role) for event in said] == [(Move.SAY, Role.WORKER)]
    assert ticket.status is Status.NEW


def _clocks(group: Group, ticket: Ticket) -> tuple[Clock, ...]:
    with group.units.open() as unit:
        return clocks.of_ticket(unit, ticket.id)
