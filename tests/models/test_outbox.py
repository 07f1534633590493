"""The outbox: what is owed is merged by key, leased to one payer, paid once, in order."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from models import chats, outbox
from models.outbox import FIRM, LEASE, Debt, Owed
from models.outlooks import Outlook, outlook, outlooks
from models.unit import Unit, Units
from tests.support.clocks import StillClock
from tests.support.debts import taken

CHAT, OTHER = -(2**52), 42
CARD = Owed("card", CHAT, None, {"ticket": 1}, key="card:1")
NOTE = Owed("note", CHAT, None, {"words": "你好"})


def note(words: str, *, urgent: bool = False) -> Owed:
    """Return something to owe."""
    return replace(NOTE, facts={"words": words}, urgent=urgent)


def claimed(unit: Unit, chat_id: int = CHAT) -> Debt:
    """Claim what a chat is owed first."""
    debt = outbox.claim(unit, chat_id)
    assert debt is not None
    return debt


def test_a_debt_comes_back_as_it_was_owed(units: Units, clock: StillClock) -> None:
    """Facts survive, and the first attempt is counted when it begins."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        debt = claimed(unit)

    assert (debt.kind, debt.chat_id, debt.ticket_id) == ("note", CHAT, None)
    assert debt.facts == {"words": "你好"}
    assert (debt.attempts, debt.owed_at) == (1, clock.now())


def test_equal_keys_are_one_debt_until_it_is_claimed(units: Units) -> None:
    """Ten changes of a ticket are one edit; a change during the edit is owed anew."""
    with units.open() as unit:
        for _ in range(10):
            outbox.owe(unit, CARD)
        first = claimed(unit)
        outbox.owe(unit, CARD)
        outbox.settle(unit, first.id, "sent")
        assert len(taken(unit)) == 1


def test_debts_without_a_key_never_merge(units: Units) -> None:
    """Two equal messages are two messages."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        outbox.owe(unit, NOTE)

        assert len(taken(unit)) == 2


def test_a_claimed_debt_is_nobody_elses_until_the_lease_ends(
    units: Units, clock: StillClock
) -> None:
    """If the payer died it is paid by another, and the attempts are counted."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        debt = claimed(unit)
    with units.open() as unit:
        assert outbox.claim(unit, CHAT) is None
        expected = Outlook(CHAT, clock.now() + LEASE, urgent=False, first=debt.id)
        assert outlook(unit, CHAT) == expected
    clock.forward(seconds=int(LEASE.total_seconds()))
    with units.open() as unit:
        assert claimed(unit) == replace(debt, attempts=2)


def test_a_desk_takes_over_what_the_one_before_had_claimed(units: Units) -> None:
    """It need not wait for the lease: only one desk works at a time."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        debt = claimed(unit)
    with units.open() as unit:
        outbox.take_over(unit)
        assert claimed(unit) == replace(debt, attempts=2)


def test_what_is_given_back_was_not_tried(units: Units) -> None:
    """It is claimed again at once, and counts as a first try."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        debt = claimed(unit)
        outbox.give_back(unit, debt)
        assert claimed(unit) == debt


def test_a_settled_debt_is_never_claimed_again(units: Units, clock: StillClock) -> None:
    """Paid is paid, however much time passes."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        outbox.settle(unit, claimed(unit).id, "sent")
    clock.forward(days=1)
    with units.open() as unit:
        assert outbox.claim(unit, CHAT) is None
        assert outlook(unit, CHAT) is None
        assert outlooks(unit) == []


def test_a_debt_put_off_waits_for_its_moment(units: Units, clock: StillClock) -> None:
    """Telegram said when to come back."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        outbox.put_off(unit, claimed(unit), clock.now() + timedelta(seconds=30))
    clock.forward(seconds=29)
    with units.open() as unit:
        assert outbox.claim(unit, CHAT) is None
    clock.forward(seconds=1)
    with units.open() as unit:
        assert outbox.claim(unit, CHAT) is not None


@pytest.mark.parametrize("back", ["put off", "given back"])
def test_a_debt_that_waits_again_merges_again(back: str, units: Units, clock: StillClock) -> None:
    """What was owed anew while it was on its way is part of it: two would be sent twice."""
    keyed = replace(NOTE, key="card:1", urgent=True)
    with units.open() as unit:
        outbox.owe(unit, keyed)
        debt = claimed(unit)
        outbox.owe(unit, replace(keyed, urgent=False))
        if back == "put off":
            outbox.put_off(unit, debt, clock.now())
        else:
            outbox.give_back(unit, debt)
        outbox.owe(unit, keyed)

        assert [each.id for each in taken(unit)] == [debt.id]


@pytest.mark.parametrize("tries", [1, FIRM - 1])
def test_what_was_put_off_keeps_its_place(tries: int, units: Units, clock: StillClock) -> None:
    """What was owed later waits behind it, unless it is urgent; other chats do not."""
    with units.open() as unit:
        outbox.owe(unit, note("first"))
        for _ in range(tries - 1):
            until = clock.now() + timedelta(minutes=1)
            outbox.put_off(unit, claimed(unit), until)
            clock.forward(minutes=1)
            unit.now = clock.now()
        outbox.put_off(unit, claimed(unit), clock.now() + timedelta(minutes=1))
        outbox.owe(unit, note("second"))
        outbox.owe(unit, replace(NOTE, chat_id=OTHER))
        assert outbox.claim(unit, CHAT) is None
        assert outbox.claim(unit, OTHER) is not None
        seen = outlook(unit, CHAT)
        assert seen is not None
        assert seen.moment == clock.now() + timedelta(minutes=1)
        outbox.owe(unit, note("urgent", urgent=True))
        assert claimed(unit).facts == {"words": "urgent"}


def test_what_fails_again_and_again_lets_others_pass(units: Units, clock: StillClock) -> None:
    """A letter that Telegram never takes does not keep a chat silent."""
    with units.open() as unit:
        outbox.owe(unit, note("first"))
        for _ in range(FIRM - 1):
            outbox.put_off(unit, claimed(unit), clock.now() + timedelta(minutes=1))
            clock.forward(minutes=1)
            unit.now = clock.now()
        outbox.put_off(unit, claimed(unit), clock.now() + timedelta(minutes=1))
        outbox.owe(unit, note("second"))
        assert claimed(unit).facts == {"words": "second"}


def test_a_debt_may_be_owed_for_later(units: Units, clock: StillClock) -> None:
    """It is known at once when somebody has to wake up for it; it keeps nothing else waiting."""
    moment = clock.now() + timedelta(hours=1)
    with units.open() as unit:
        outbox.owe(unit, replace(NOTE, due_at=moment))

        assert outbox.claim(unit, CHAT) is None
        assert outlook(unit, CHAT) == Outlook(CHAT, moment, urgent=False, first=0)
        outbox.owe(unit, note("now"))
        assert claimed(unit).facts == {"words": "now"}


def test_urgent_debts_go_first_and_others_in_order(units: Units) -> None:
    """A burst pipe does not wait behind the digest."""
    with units.open() as unit:
        for words, urgent in (("a", False), ("b", False), ("c", True)):
            outbox.owe(unit, note(words, urgent=urgent))
        found = []
        for _ in range(3):
            debt = claimed(unit)
            found.append(debt.facts["words"])
            outbox.settle(unit, debt.id, "sent")

    assert found == ["c", "a", "b"]


def test_one_debt_of_a_chat_is_under_way_at_a_time(units: Units) -> None:
    """The next one is claimed when it is known what became of the first."""
    with units.open() as unit:
        outbox.owe(unit, note("a"))
        outbox.owe(unit, note("b"))
        first = claimed(unit)
        assert outbox.claim(unit, CHAT) is None
        outbox.settle(unit, first.id, "sent")
        assert claimed(unit).facts == {"words": "b"}


def test_debts_follow_a_group_that_moved(units: Units) -> None:
    """A group that became a supergroup is paid under its new id, also what is owed later."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        chats.move(unit, CHAT, OTHER)
        outbox.owe(unit, NOTE)

        assert [debt.chat_id for debt in taken(unit)] == [OTHER, OTHER]
        assert OTHER in unit.owes


def test_payers_at_work_together_share_the_debts(units: Units) -> None:
    """Every debt is claimed, and none by two."""
    with units.open() as unit:
        for _ in range(40):
            outbox.owe(unit, NOTE)

    def pay(_: int) -> list[int]:
        paid: list[int] = []
        while True:
            with units.open() as unit:
                debt = outbox.claim(unit, CHAT)
                if debt is None and outlook(unit, CHAT) is None:
                    return paid
            if debt is not None:
                paid.append(debt.id)
                with units.open() as unit:
                    outbox.settle(unit, debt.id, "sent")

    with ThreadPoolExecutor(4) as threads:
        claims = Counter(debt for paid in threads.map(pay, range(4)) for debt in paid)

    assert len(claims) == 40
    assert set(claims.values()) == {1}
