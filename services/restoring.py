"""A desk that goes on from a copy: it repeats nothing, and gives nothing twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from models import outbox, tickets
from models.unit import Unit

RESTORED = "not sent: restored from a copy"
_AT_LEAST = 1_000
_A_NUMBER_EACH = timedelta(minutes=1)


def go_on(unit: Unit, made_at: datetime, before: Mapping[str, int]) -> int:
    """Let a desk go on from a copy that was made at a moment; return how many debts it drops.

    What is owed was perhaps sent after the copy was made, so none of it is sent again.

    Numbers and keys that were given after the copy stand in chats and on buttons and must never
    mean another ticket. Nobody knows them any more: the next ones lie above ``before``, what the
    replaced database had given, and above the copy by one for each minute since it was made and a
    thousand more. So a second return to the same copy does not meet the numbers of the first.
    """
    gone = max(unit.now - made_at, timedelta())
    gap = _AT_LEAST + gone // _A_NUMBER_EACH
    copied = tickets.given(unit)
    highest = {name: max(last, before.get(name, 0)) for name, last in copied.items()}
    tickets.go_on_after(unit, {name: last + gap for name, last in highest.items()})
    return outbox.settle_all(unit, RESTORED)
