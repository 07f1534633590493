"""One history and its records, and what several rules of the judge ask of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from domain.tickets import Status
from tests.crash.history import Deed, History, Records, Row, Shown

WORDS = re.compile(r"case \d+\.")
NUMBER = re.compile(r"[RCS]-\d+")
CARD = "👤"
"""Only a card has a line with the requester."""

SUMMARY = "📬"  # what a chat is told in place of much old news
_OF_MANY = ("⚠️", SUMMARY)  # "⚠️": what a team is told of presses that were thrown away
_RELAYED = "💬"


class Case:
    """One history and its records, and what several rules ask of them."""

    def __init__(self, history: History, records: Records) -> None:
        self.history = history
        self.records = records
        self.tickets: Mapping[int, Row] = {row["id"]: row for row in records.of("ticket")}
        self.numbers = {number_of(row): row for row in records.of("ticket")}
        self.events = sorted(records.of("event"), key=lambda row: row["id"])
        self.debts = sorted(records.of("outbox"), key=lambda row: row["id"])

    @cached_property
    def handled(self) -> list[Deed]:
        """Return what people did and Telegram was told to forget."""
        lost = self.history.expired | self.history.waiting
        return [deed for deed in self.history.deeds if deed.update_id not in lost]

    @cached_property
    def said(self) -> Mapping[str, Deed]:
        """Return who said which words about a ticket."""
        return {
            deed.words: deed for deed in self.history.deeds if deed.what == "say" and deed.words
        }

    @cached_property
    def copies(self) -> Mapping[tuple[int, str, str], Sequence[Shown]]:
        """Return the messages that say the same about a ticket, by chat, number and words."""
        found: dict[tuple[int, str, str], list[Shown]] = defaultdict(list)
        for shown in self.history.shown:
            number = NUMBER.search(shown.text)
            is_removed = (shown.chat_id, shown.message_id) in self.history.removed
            if number and not is_removed and not shown.text.startswith(_OF_MANY):
                words = CARD if CARD in shown.text else shown.text
                found[shown.chat_id, number[0], words].append(shown)
        return found

    @cached_property
    def told(self) -> Counter[tuple[int, str]]:
        """Return how many messages about each ticket came into each chat."""
        return Counter(key[:2] for key, copies in self.copies.items() for _ in copies)

    @cached_property
    def made(self) -> Counter[tuple[str, str]]:
        """Return how often each move of each ticket was made; words are no moves."""
        moved = (event for event in self.events if "words" not in event["facts"])
        return Counter((self.number(event), event["move"]) for event in moved)

    def number(self, row: Row) -> str:
        """Return the number of the ticket that an event or a debt is about."""
        ticket = self.tickets.get(row["ticket_id"])
        return number_of(ticket) if ticket else f"ticket {row['ticket_id']}"

    def is_called_off(self, number: str) -> bool:
        """Tell whether a ticket was cancelled, after which nothing can be done about it."""
        ticket = self.numbers.get(number)
        return ticket is not None and ticket["status"] == Status.CANCELLED

    def passed_on(self, chat_id: int) -> list[str]:
        """Return the words that were passed on to a chat, in the order in which they came."""
        mine = (shown for shown in self.history.shown if shown.chat_id == chat_id)
        relays = sorted(mine, key=lambda shown: shown.message_id)
        words = [WORDS.search(shown.text) for shown in relays if shown.text[0] == _RELAYED]
        return list(dict.fromkeys(found[0] for found in words if found))

    def owed(self, chat_id: int, number: str) -> list[Row]:
        """Return the debts to a chat about a ticket."""
        ticket = self.numbers.get(number)
        mine = (chat_id, ticket["id"] if ticket else None)
        return [debt for debt in self.debts if (debt["chat_id"], debt["ticket_id"]) == mine]


def filing_of(ticket: Row) -> tuple[int, str]:
    """Return who filed a ticket, and the first words by which it is known again."""
    words = WORDS.search(ticket["words"])
    return ticket["requester_id"], words[0] if words else ticket["words"]


def number_of(ticket: Row) -> str:
    """Return a ticket's number as people read it."""
    return f"{ticket['kind'][0].upper()}-{ticket['number']}"
