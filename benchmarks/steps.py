"""What people do while it is measured: each step is one update from each of many people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.worlds import FIRST_PERSON, TEAM_CHAT, WORKER
from simulator.client.people import People
from simulator.client.person import Person, labels_of, text_of
from simulator.client.wire import NotDone

WORDS = "The tap in the washroom drips day and night."
_ACCEPT = "接单"
ANSWER = "I am on my way, please leave the door open."
Message = dict[str, Any]
Deed = Callable[[], Awaitable[object]]
Plan = Callable[[People, int], Awaitable[list[Deed]]]


@dataclass(frozen=True, slots=True)
class Step:
    """One update of each of so many people; ``name`` is empty for one that is not measured.

    What is to be done is looked up before, so that it can then be done without a pause.
    """

    name: str
    plan: Plan


def says(words: str) -> Plan:
    """Return the plan that everybody types words to the bot."""

    async def plan(people: People, count: int) -> list[Deed]:
        return [partial(each.says, words, wait=False) for each in _crowd(people, count)]

    return plan


def taps(words: str) -> Plan:
    """Return the plan that everybody presses the newest button whose label has these words."""

    async def plan(people: People, count: int) -> list[Deed]:
        return [_press(each, await each.sees(), words) for each in _crowd(people, count)]

    return plan


async def accept(people: People, count: int) -> list[Deed]:
    """Let the worker accept as many new tickets."""
    worker = people.person(WORKER, TEAM_CHAT)
    waiting = [each for each in await worker.sees() if _label(each, _ACCEPT)]
    return [_press(worker, [card], _ACCEPT) for card in waiting[-count:]]


async def reply(people: People, count: int) -> list[Deed]:
    """Let the worker reply to as many cards."""
    worker = people.person(WORKER, TEAM_CHAT)
    cards = [each for each in await worker.sees() if labels_of(each)]
    return [partial(worker.replies, card, ANSWER, wait=False) for card in cards[-count:]]


ECHO = Step("echo message", says(WORDS))
INTRODUCTION = (Step("", says("/start")), Step("", taps("English")), Step("", taps("Teacher")))
STORY = (
    Step("", says("/start")),
    Step("menu press", taps("Repair")),
    Step("form step, press", taps("Water and drains")),
    Step("", taps("Leaking tap")),
    Step("", says("A301")),
    Step("", taps("301")),
    Step("form step, words", says(WORDS)),
    Step("", taps("Skip")),
    Step("submission", taps("Submit")),
    Step("accept", accept),
    Step("relayed reply", reply),
)


def _crowd(people: People, count: int) -> list[Person]:
    return [people.person(FIRST_PERSON + number) for number in range(count)]


def _press(person: Person, messages: list[Message], words: str) -> Deed:
    for message in reversed(messages):
        label = _label(message, words)
        if label:
            return partial(person.presses, label, message=message, wait=False)
    shown = text_of(messages[-1]) if messages else "nothing"
    raise NotDone(f"no button says {words!r}; the last message is: {shown}")


def _label(message: Message, words: str) -> str | None:
    return next((label for label in labels_of(message) if words in label), None)
