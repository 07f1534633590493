"""The judge of histories: a good one passes, each way to break one is seen by its own rule."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.crash.checker import RULES, duplicates, violations
from tests.crash.history import Deed, Ending, Filed, History, Records, Shown

ANNA, WANG, LI, TEAM = 5001, 2011, 2012, -1001
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
KILLED, STOPPED = Ending("kill -9", killed=True), Ending("stopped", killed=False)
CARD = "🔧 R-1001 · 已确认解决\ncase 1.\n👤 Anna"


class Story:
    """A repair from filing to stars, with one kill on the way, in which all is as promised."""

    def __init__(self) -> None:
        self.history = History(
            deeds=[
                Deed(1, ANNA, ANNA, "say", "/repair"),
                Deed(2, ANNA, ANNA, "say", "case 1."),
                Deed(3, ANNA, ANNA, "f:submit", about="case 1."),
                Deed(4, ANNA, ANNA, "f:submit", about="case 1."),
                Deed(5, WANG, TEAM, "t:1:accept", about="R-1001"),
                Deed(6, LI, TEAM, "t:1:accept", about="R-1001"),
                Deed(7, WANG, TEAM, "say", "case 2.", "R-1001"),
                Deed(8, WANG, TEAM, "say", "case 3.", "R-1001"),
                Deed(9, ANNA, ANNA, "say", "case 4.", "R-1001"),
                Deed(10, WANG, TEAM, "t:1:done", about="R-1001"),
                Deed(11, ANNA, ANNA, "t:1:confirm", about="R-1001"),
                Deed(12, ANNA, ANNA, "t:1:rate:4", about="R-1001"),
            ],
            filed=[Filed(ANNA, "case 1.", "R-1001")],
            shown=[
                Shown(0, ANNA, 1, "Please describe it"),
                Shown(0, ANNA, 2, "✅ Submitted. The number is R-1001."),
                Shown(0, TEAM, 1, CARD),
                Shown(0, ANNA, 3, "🔧 R-1001 was accepted"),
                Shown(0, ANNA, 4, "💬 R-1001 · Wang:\ncase 2."),
                Shown(1, ANNA, 5, "💬 R-1001 · Wang:\ncase 2."),
                Shown(1, ANNA, 6, "💬 R-1001 · Wang:\ncase 3."),
                Shown(1, TEAM, 2, "💬 R-1001 · Anna:\ncase 4."),
            ],
            endings=[KILLED, STOPPED],
            poisons={13},
        )
        self.tables: dict[str, list[dict[str, Any]]] = {
            "seen_update": [{"id": number} for number in range(1, 14)],
            "parked_update": [{"update_id": 13}],
            "ticket": [ticket()],
            "event": [
                event(1, "submit", "requester", ANNA),
                event(2, "accept", "worker", WANG),
                event(3, "say", "assignee", WANG, words="case 2."),
                event(4, "say", "assignee", WANG, words="case 3."),
                event(5, "say", "requester", ANNA, words="case 4."),
                event(6, "done", "assignee", WANG),
                event(7, "confirm", "requester", ANNA),
                event(8, "rate", "requester", ANNA, stars=4),
            ],
            "outbox": [
                debt(1, "card", TEAM),
                debt(2, "notice", ANNA, event=2),
                debt(3, "relay", ANNA, words="case 2.") | {"attempts": 2},
                debt(4, "relay", ANNA, words="case 3."),
                debt(5, "team_relay", TEAM, words="case 4."),
            ],
        }

    def judged(self) -> list[str]:
        """Return the names of the rules that it breaks."""
        found = violations(self.history, Records(self.tables, NOON))
        return sorted({sentence.partition(":")[0] for sentence in found})


def ticket(number: int = 1001, words: str = "case 1.") -> dict[str, Any]:
    """Return a ticket that is done, confirmed and rated."""
    return {
        "id": number - 1000,
        "kind": "repair",
        "number": number,
        "words": words,
        "requester_id": ANNA,
        "assignee_id": WANG,
        "status": "confirmed",
        "rating": 4,
    }


def event(number: int, move: str, role: str, actor_id: int, **facts: object) -> dict[str, Any]:
    """Return something that happened to the ticket."""
    who = {"role": role, "actor_id": actor_id}
    return {"id": number, "ticket_id": 1, "move": move, "facts": facts, **who}


def debt(number: int, kind: str, chat_id: int, **facts: object) -> dict[str, Any]:
    """Return a debt that was sent at the first attempt."""
    about = {"chat_id": chat_id, "ticket_id": 1, "facts": facts, "attempts": 1}
    state = {"due_at": NOON, "settled_at": NOON, "result": "sent"}
    return {"id": number, "kind": kind, **about, **state}


@pytest.fixture
def story() -> Story:
    """Give a good history."""
    return Story()


def test_a_good_history_passes(story: Story) -> None:
    """Words that came twice around a kill are counted, and are no violation."""
    assert violations(story.history, Records(story.tables, NOON)) == []
    assert duplicates(story.history, Records(story.tables, NOON)) == 1


def changed(table: str, index: int, **values: object) -> Callable[[Story], None]:
    """Change a row."""
    return lambda story: story.tables[table][index].update(values)


def without(table: str, index: int) -> Callable[[Story], None]:
    """Lose a row."""

    def change(story: Story) -> None:
        del story.tables[table][index]

    return change


def twice(table: str, index: int, **values: object) -> Callable[[Story], None]:
    """Have a row once more, with some values changed."""

    def change(story: Story) -> None:
        story.tables[table].append(deepcopy(story.tables[table][index]) | values)

    return change


def shown(*more: Shown) -> Callable[[Story], None]:
    """Have more messages come."""
    return lambda story: story.history.shown.extend(more)


def unseen(index: int) -> Callable[[Story], None]:
    """Have a message not come."""
    return lambda story: story.history.shown.__delitem__(index)


def not_parked(story: Story) -> None:
    """Have the poison forgotten."""
    del story.tables["seen_update"][-1], story.tables["parked_update"][0]


def swapped(story: Story) -> None:
    """Have two messages come in the other order."""
    first, second = story.history.shown[5:7]
    story.history.shown[4] = replace(first, message_id=9)
    story.history.shown[5] = replace(first, message_id=10)
    story.history.shown[6] = replace(second, message_id=8)


def ended_well(story: Story) -> None:
    """Have the first desk not been killed."""
    story.history.endings[0] = STOPPED


def ended_by_itself(story: Story) -> None:
    """Have the second desk ended without being told to."""
    story.history.endings[1] = Ending("status 1", killed=False)


def said_in_another_order(story: Story) -> None:
    """Have two things that a person said stand the other way round."""
    events = story.tables["event"]
    events[2]["facts"], events[3]["facts"] = events[3]["facts"], events[2]["facts"]


BROKEN: dict[str, tuple[Callable[[Story], None], set[str]]] = {
    "a confirmed update is lost": (without("seen_update", 0), {"confirmed_is_on_disk"}),
    "poison is neither handled nor parked": (
        not_parked,
        {"confirmed_is_on_disk"},
    ),
    "a good update is parked": (twice("parked_update", 0, update_id=3), {"only_poison_is_parked"}),
    "poison is parked twice": (twice("parked_update", 0), {"only_poison_is_parked"}),
    "an acknowledged ticket is lost": (
        changed("ticket", 0, number=1002),
        {"what_was_acknowledged_exists", "messages_have_a_cause"},
    ),
    "a number is another's ticket": (
        changed("ticket", 0, requester_id=LI),
        {"what_was_acknowledged_exists", "tickets_exist_once"},
    ),
    "Submit made two tickets": (
        twice("ticket", 0, id=2, number=1002, status="new", rating=None),
        {"tickets_exist_once"},
    ),
    "Submit made none": (
        lambda story: story.history.deeds.append(Deed(3, ANNA, ANNA, "f:submit", about="case 9.")),
        {"tickets_exist_once"},
    ),
    "a ticket that nobody filed": (
        twice("ticket", 0, id=2, number=1002, words="case 7."),
        {"tickets_exist_once"},
    ),
    "a number is given twice": (twice("ticket", 0, id=2), {"numbers_are_given_once"}),
    "words are lost": (without("event", 4), {"words_are_kept_once"}),
    "words are kept twice": (twice("event", 4, id=9), {"words_are_kept_once"}),
    "words that nobody said": (
        twice("event", 4, id=9, facts={"words": "case 8."}),
        {"words_are_kept_once"},
    ),
    "a status was jumped over": (without("event", 5), {"moves_are_allowed", "presses_count"}),
    "a ticket is not where its history ends": (
        changed("ticket", 0, status="done"),
        {"moves_are_allowed"},
    ),
    "a ticket was submitted twice": (
        twice("event", 0, id=9),
        {"moves_are_allowed", "moves_are_made_once"},
    ),
    "two people accepted": (
        twice("event", 1, id=2, actor_id=LI),
        {"moves_are_allowed", "moves_are_made_once"},
    ),
    "the winner has not got the ticket": (
        changed("ticket", 0, assignee_id=LI),
        {"moves_are_made_once"},
    ),
    "stars were given twice": (twice("event", 7, id=9), {"moves_are_made_once"}),
    "a press had no effect": (without("event", 6), {"presses_count", "moves_are_allowed"}),
    "other stars are kept": (changed("ticket", 0, rating=5), {"ratings_are_kept"}),
    "a ticket was told of that is none": (
        shown(Shown(1, TEAM, 9, "🆕 R-1009")),
        {"messages_have_a_cause"},
    ),
    "words were told that nobody said": (
        shown(Shown(1, LI, 9, "case 8.")),
        {"messages_have_a_cause", "answers_have_a_question"},
    ),
    "more answers than questions": (
        shown(*(Shown(1, LI, number, "What is it?") for number in range(3))),
        {"answers_have_a_question"},
    ),
    "a chat was told of what it was not owed": (
        shown(Shown(1, LI, 9, "🔧 R-1001 was accepted")),
        {"nothing_is_told_too_often"},
    ),
    "a message came twice in one life": (
        shown(Shown(1, TEAM, 9, CARD), Shown(1, TEAM, 10, CARD)),
        {"copies_come_of_kills"},
    ),
    "a message came twice without a kill": (ended_well, {"copies_come_of_kills"}),
    "a debt is owed for ever": (
        changed("outbox", 4, settled_at=None, result=None),
        {"debts_are_paid"},
    ),
    "a debt was given up": (changed("outbox", 1, result="not sent"), {"debts_are_paid"}),
    "a notice never came": (unseen(3), {"requesters_are_told"}),
    "there is no card": (unseen(2), {"what_was_paid_was_told"}),
    "a summary never came": (
        changed("outbox", 1, result="in a summary"),
        {"merged_news_is_told"},
    ),
    "words never came": (unseen(7), {"words_are_passed_on", "what_was_paid_was_told"}),
    "words came in another order": (swapped, {"words_are_passed_on"}),
    "words stand in another order": (said_in_another_order, {"order_is_kept"}),
    "a desk ended by itself": (ended_by_itself, {"lives_end_as_they_were_ended"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_history_is_seen(story: Story, name: str) -> None:
    """At least the rules that are named see it; a break may show in more than one place."""
    change, rules = BROKEN[name]
    change(story)
    assert rules <= set(story.judged())


def test_every_rule_is_broken_once() -> None:
    """No rule is there that nothing has ever broken."""
    assert {rule.__name__ for rule in RULES} == set().union(
        *(rules for _, rules in BROKEN.values())
    )
    assert len(BROKEN) >= 20


def test_what_telegram_dropped_is_not_missed(story: Story) -> None:
    """A press that was too old when a desk came back, and one that still waits, are not lost."""
    story.history.deeds += [
        Deed(20, LI, TEAM, "t:1:accept", about="R-1001"),
        Deed(21, ANNA, ANNA, "f:submit", about="case 9."),
    ]
    story.history.expired, story.history.waiting = {20}, {21}
    assert story.judged() == []


def test_a_card_that_was_deleted_may_come_again(story: Story) -> None:
    """In the same life, and without a kill."""
    story.history.shown.append(Shown(0, TEAM, 9, CARD))
    assert "copies_come_of_kills" in story.judged()
    story.history.removed = {(TEAM, 1)}
    assert story.judged() == []


def test_old_news_may_come_in_one_summary(story: Story) -> None:
    """It is then no message of its own, and none that came twice."""
    story.tables["outbox"].append(debt(6, "notice", ANNA, event=6) | {"result": "in a summary"})
    assert story.judged() == ["merged_news_is_told"]
    told = "📬 Messages could not be sent for a while: 6 had piled up.\n✔️ R-1001 Water · Main"
    story.history.shown += [Shown(0, ANNA, 7, told), Shown(1, ANNA, 8, told)]
    assert story.judged() == []
