"""Telling operators of the desk's own troubles: at most once in a while for each kind."""

from collections.abc import Collection
from datetime import timedelta

from domain.access import staff_of
from domain.alerts import Alert
from domain.moves import Role
from models import alerts, editions
from models.outbox import Debt, Owed, owe, settle
from models.unit import Unit
from services.debts import ALERT

PAUSE = timedelta(minutes=10)
"""How long a kind that was told is not told again; what happens meanwhile is counted."""


def owe_alerts(unit: Unit, operators: Collection[int]) -> None:
    """Owe operators what they have not heard of; without any, the managers of the whole school.

    The first of a kind is owed at once, what follows together.
    """
    for new in alerts.untold(unit):
        last = alerts.told_at(unit, new.kind)
        if last is not None and last <= unit.now < last + PAUSE:
            continue
        facts = {"kind": new.kind, "since": new.since.isoformat()}
        for user_id in operators or _managers(unit):
            key = f"{ALERT}:{new.kind}:{user_id}"
            owe(unit, Owed(ALERT, user_id, None, facts, urgent=True, key=key))
        alerts.tell(unit, new.kind)


def give_up(unit: Unit, debt: Debt, outcome: str) -> None:
    """Write down why a debt will never be paid, for a reason that nobody in the chats knows.

    Operators hear of it, unless it was itself to tell an operator: that would go on for ever.
    """
    settle(unit, debt.id, outcome)
    if debt.kind != ALERT:
        alerts.note(unit, Alert.GIVEN_UP)


def _managers(unit: Unit) -> list[int]:
    school = editions.current(unit)
    return [staff.user_id for staff in staff_of(school, Role.MANAGER, None)]
