"""What is owed, for tests in which nobody delivers."""

from datetime import datetime

from models import outbox
from models.outbox import Debt
from models.outlooks import outlooks
from models.unit import Unit, Units


def owed(units: Units) -> list[Debt]:
    """Return what may be sent now, and take it as sent."""
    with units.open() as unit:
        return taken(unit)


def taken(unit: Unit) -> list[Debt]:
    """Return what may be sent now in this unit, urgent debts first, and take it as sent."""
    debts: list[Debt] = []
    for chat in outlooks(unit):
        while debt := outbox.claim(unit, chat.chat_id):
            outbox.settle(unit, debt.id, "sent")
            debts.append(debt)
    return sorted(debts, key=lambda debt: (not debt.urgent, debt.id))


def waiting(unit: Unit) -> dict[int, datetime]:
    """Return each chat that is owed something, and when its next debt is due."""
    return {each.chat_id: each.moment for each in outlooks(unit)}
