"""The outbox: what is owed is merged by key, leased to one payer, paid once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from models import outbox
from models.outbox import LEASE, Owed
from models.unit import Units
from tests.support.clocks import StillClock

CHAT, OTHER = -(2**52), 42
CARD = Owed("card", CHAT, None, {"ticket": 1}, key="card:1")
NOTE = Owed("note", CHAT, None, {"words": "你好"})


def anyone(_: int) -> bool:
    """Let every chat be spoken to."""
    return True


def test_a_debt_comes_back_as_it_was_owed(units: Units, clock: StillClock) -> None:
    """Facts survive, and the first attempt is counted when it begins."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        (debt,) = outbox.claim(unit, 10, anyone)

    assert (debt.kind, debt.chat_id, debt.ticket_id) == ("note", CHAT, None)
    assert debt.facts == {"words": "你好"}
    assert (debt.attempts, debt.owed_at) == (1, clock.now())


def test_equal_keys_are_one_debt_until_it_is_claimed(units: Units) -> None:
    """Ten changes of a ticket are one edit; a change during the edit is owed anew."""
    with units.open() as unit:
        for _ in range(10):
            outbox.owe(unit, CARD)
        assert len(outbox.claim(unit, 10, anyone)) == 1
    with units.open() as unit:
        outbox.owe(unit, CARD)
        assert len(outbox.claim(unit, 10, anyone)) == 1


def test_debts_without_a_key_never_merge(units: Units) -> None:
    """Two equal messages are two messages."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        outbox.owe(unit, NOTE)

        assert len(outbox.claim(unit, 10, anyone)) == 2


def test_a_claimed_debt_is_nobody_elses_until_the_lease_ends(
    units: Units, clock: StillClock
) -> None:
    """If the payer died it is paid by another, and the attempts are counted."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        (debt,) = outbox.claim(unit, 10, anyone)
    with units.open() as unit:
        assert outbox.claim(unit, 10, anyone) == []
        assert outbox.next_due(unit) == [(CHAT, clock.now() + LEASE)]
    clock.forward(seconds=int(LEASE.total_seconds()))
    with units.open() as unit:
        assert outbox.claim(unit, 10, anyone) == [replace(debt, attempts=2)]


def test_a_settled_debt_is_never_claimed_again(units: Units, clock: StillClock) -> None:
    """Paid is paid, however much time passes."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        (debt,) = outbox.claim(unit, 10, anyone)
        outbox.settle(unit, debt.id, "sent")
    clock.forward(days=1)
    with units.open() as unit:
        assert outbox.claim(unit, 10, anyone) == []
        assert outbox.next_due(unit) == []


def test_a_debt_put_off_waits_for_its_moment(units: Units, clock: StillClock) -> None:
    """Telegram said when to come back."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        (debt,) = outbox.claim(unit, 10, anyone)
        outbox.put_off(unit, debt, clock.now() + timedelta(seconds=30))
    clock.forward(seconds=29)
    with units.open() as unit:
        assert outbox.claim(unit, 10, anyone) == []
    clock.forward(seconds=1)
    with units.open() as unit:
        assert len(outbox.claim(unit, 10, anyone)) == 1


def test_a_debt_put_off_merges_again(units: Units, clock: StillClock) -> None:
    """What was owed anew while it was on its way is part of it: two would be sent twice."""
    keyed = replace(NOTE, key="card:1", urgent=True)
    with units.open() as unit:
        outbox.owe(unit, keyed)
        (debt,) = outbox.claim(unit, 10, anyone)
        outbox.owe(unit, replace(keyed, urgent=False))
        outbox.put_off(unit, debt, clock.now())
        outbox.owe(unit, keyed)

        assert [each.id for each in outbox.claim(unit, 10, anyone)] == [debt.id]


def test_a_debt_may_be_owed_for_later(units: Units, clock: StillClock) -> None:
    """It is known at once when somebody has to wake up for it."""
    moment = clock.now() + timedelta(hours=1)
    with units.open() as unit:
        outbox.owe(unit, replace(NOTE, due_at=moment))

        assert outbox.claim(unit, 10, anyone) == []
        assert outbox.next_due(unit) == [(CHAT, moment)]


def test_urgent_debts_go_first_and_others_in_order(units: Units) -> None:
    """A burst pipe does not wait behind the digest."""
    with units.open() as unit:
        for words, urgent in (("a", False), ("b", False), ("c", True)):
            outbox.owe(unit, replace(NOTE, facts={"words": words}, urgent=urgent))
        claimed = outbox.claim(unit, 10, anyone)

    assert [debt.facts["words"] for debt in claimed] == ["c", "a", "b"]


def test_a_chat_that_must_be_left_alone_keeps_its_debts(units: Units) -> None:
    """They stay free, and the other chats are not held up."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        outbox.owe(unit, replace(NOTE, chat_id=OTHER))
        (debt,) = outbox.claim(unit, 10, lambda chat_id: chat_id == OTHER)
        assert debt.chat_id == OTHER
        assert [debt.chat_id for debt in outbox.claim(unit, 10, anyone)] == [CHAT]


def test_debts_follow_a_group_that_moved(units: Units) -> None:
    """A group that became a supergroup is paid under its new id."""
    with units.open() as unit:
        outbox.owe(unit, NOTE)
        outbox.move(unit, CHAT, OTHER)

        assert [debt.chat_id for debt in outbox.claim(unit, 10, anyone)] == [OTHER]


def test_payers_at_work_together_share_the_debts(units: Units) -> None:
    """Every debt is claimed, and none by two."""
    with units.open() as unit:
        for _ in range(40):
            outbox.owe(unit, NOTE)

    def pay(_: int) -> list[int]:
        paid: list[int] = []
        while True:
            with units.open() as unit:
                claimed = outbox.claim(unit, 3, anyone)
            if not claimed:
                return paid
            paid += [debt.id for debt in claimed]

    with ThreadPoolExecutor(4) as threads:
        claims = Counter(debt for paid in threads.map(pay, range(4)) for debt in paid)

    assert len(claims) == 40
    assert set(claims.values()) == {1}
