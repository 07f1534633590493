"""Many at once, each on a line of their own to one database: one winner, one number, one effect.

``--races N`` asks for so many rounds on each database.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy.exc import OperationalError

from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import Grant, School, Staff
from domain.tickets import Ticket
from models import history, outbox, tickets, updates
from models.outbox import Owed
from models.outlooks import outlooks
from models.unit import ReadSchool, Unit, Units
from services.acts import Act
from services.filing import submit
from services.moving import move
from services.people import person_for
from tests.services.people import draft, files
from tests.support.clocks import StillClock
from tests.support.schools import STAFF, names, small_school
from tests.support.tickets import REQUESTER

MOST, AT_ONCE = 50, 8
FIRST_WORKER = 9001
CROWD = range(FIRST_WORKER, FIRST_WORKER + MOST)
SIZES = (2, 3, 2, 5, 2, 2, 8, 2, 3, 2, 2, 13, 2, 2, 4, 2, 2, 3, 2, 50)
"""How many press in one round, over and over: often two, now and then a whole crowd."""
T = TypeVar("T")


@pytest.fixture
def read_school() -> ReadSchool:
    """Give a school whose repair team has fifty workers."""
    crowd = {
        user_id: Staff(user_id, names(str(user_id), str(user_id)), (Grant(Role.WORKER, "repair"),))
        for user_id in CROWD
    }
    return lambda text, version: replace(small_school(text, version), staff={**STAFF, **crowd})


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """Give how many rounds there are."""
    wanted: int = request.config.getoption("--races")
    return wanted


@pytest.fixture
def lines(
    database_url: str, clock: StillClock, read_school: ReadSchool, school: School
) -> Iterator[list[Units]]:
    """Give each of fifty people what a process of their own would have."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(closing(Units.connect(database_url, clock.now, read_school)))
            for _ in CROWD
        ]


def at_once(pool: ThreadPoolExecutor, works: Sequence[Callable[[], T]]) -> list[T]:
    """Do all of it, beginning at the same moment, and return what each returned."""
    start = Barrier(len(works))

    def work(index: int) -> T:
        start.wait(60)
        return works[index]()

    return list(pool.map(work, range(len(works))))


def done(units: Units, work: Callable[[Unit], T]) -> T:
    """Do work; who waited in vain for others to finish comes again, as an update would."""
    while True:
        with suppress(OperationalError), units.open() as unit:
            return work(unit)


def press(units: Units, ticket_id: int, user_id: int) -> str:
    """Accept a ticket; return who has it now, by the name that the person reads."""
    try:
        done(units, partial(move, act=Act(ticket_id, Move.ACCEPT, user_id)))
    except Refusal as refusal:
        return f"{refusal.reason}: {refusal.facts.get('who')}"
    return f"{user_id} wins"


def judge(units: Units, ticket: Ticket, said: list[str]) -> None:
    """Hold what the people of a round were told against the ticket."""
    with units.open() as unit:
        stored = tickets.find(unit, ticket.id)
        made = [event.move for event in history.events_of(unit, ticket.id)]
    assert stored is not None
    assert made.count(Move.ACCEPT) == 1
    winner = stored.assignee_id
    assert Counter(said) == Counter({f"{winner} wins": 1}) + Counter(
        {f"taken: {winner}": len(said) - 1}
    )


@pytest.mark.timeout(1800)
def test_one_of_many_accepts(lines: list[Units], rounds: int) -> None:
    """Of two to fifty who press Accept at once one wins, and the others read who that is."""
    chance = random.Random(rounds)  # noqa: S311  the same rounds each time
    with ThreadPoolExecutor(MOST) as pool:
        for size in islice(cycle(SIZES), rounds):
            ticket = files(lines[0])
            people = chance.sample(CROWD, size)
            presses = [
                partial(press, lines[user_id - FIRST_WORKER], ticket.id, user_id)
                for user_id in people
            ]
            judge(lines[0], ticket, at_once(pool, presses))


@pytest.mark.timeout(600)
def test_no_number_is_given_twice(lines: list[Units]) -> None:
    """A thousand tickets, filed by eight at once, have a thousand numbers."""
    each = 1000 // AT_ONCE

    def file_one(unit: Unit) -> int:
        return submit(unit, person_for(unit, REQUESTER, "Anna"), draft()).number

    def file(units: Units) -> list[int]:
        return [done(units, file_one) for _ in range(each)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = at_once(pool, [partial(file, units) for units in lines[:AT_ONCE]])
    assert len({number for numbers in given for number in numbers}) == each * AT_ONCE
    assert all(numbers == sorted(numbers) for numbers in given)


def test_each_update_is_handled_by_one_of_eight(lines: list[Units]) -> None:
    """Eight who are offered the same two hundred updates handle each once."""

    def handle(units: Units) -> list[int]:
        offers = (partial(updates.first_time, update_id=number) for number in range(200))
        return [number for number, offer in enumerate(offers) if done(units, offer)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        handled = at_once(pool, [partial(handle, units) for units in lines[:AT_ONCE]])
    assert Counter(number for numbers in handled for number in numbers) == Counter(range(200))


def test_each_debt_is_claimed_by_one_of_eight(lines: list[Units]) -> None:
    """Eight who pay one outbox pay each of two hundred debts once."""
    with lines[0].open() as unit:
        for number in range(200):
            outbox.owe(unit, Owed("note", number % 10, None, {"words": "你好"}))

    def pay(units: Units) -> list[int]:
        paid: list[int] = []
        while chats := done(units, outlooks):
            for chat_id in [each.chat_id for each in chats]:
                debt = done(units, partial(outbox.claim, chat_id=chat_id))
                if debt is not None:
                    paid.append(debt.id)
                    done(units, partial(outbox.settle, debt_id=debt.id, outcome="sent"))
        return paid

    with ThreadPoolExecutor(AT_ONCE) as pool:
        paid = at_once(pool, [partial(pay, units) for units in lines[:AT_ONCE]])
    counted = Counter(debt for debts in paid for debt in debts)
    assert (len(counted), set(counted.values())) == (200, {1})
