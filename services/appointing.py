"""Choosing when somebody comes: a slot of the hours in which a ticket is dealt with."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from domain.appointments import (
    OFF,
    Slot,
    appointed,
    day_of,
    facts_of,
    is_appointable,
    served_in,
    slot_of,
    slots,
)
from domain.clocks import Clock
from domain.moves import Move
from domain.refusal import Refusal
from domain.tickets import Ticket
from models import clocks, editions
from models.unit import Unit
from services.acts import Act, Effect, Facts, Work
from services.gate import is_emergency
from services.pausing import waits_now


def beginning(unit: Unit, ticket: Ticket) -> Slot | None:
    """Return the slot for which a ticket's work waited until now, None when it waited for else."""
    kept = clocks.of_ticket(unit, ticket.id)
    standing = appointed(kept)
    if standing is None or all(each.resumes_at != standing.began_at for each in kept):
        return None
    return slot_of(standing)


def _appointed(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Choose a slot, or another; of one that is called off the event keeps what work waits for."""
    if not is_appointable(ticket, emergency=is_emergency(unit, ticket)):
        raise Refusal("no-appointment")
    standing = appointed(clocks.of_ticket(unit, ticket.id))
    if standing and act.actor_id != ticket.requester_id and _is_now(unit, standing):
        raise Refusal("slot-begun")  # whoever is late cannot make it a later appointment
    if act.facts.get("day") != OFF:
        return Effect(ticket, facts_of(_slot(unit, ticket, act)))
    if standing is None:
        raise Refusal("nothing-appointed")
    return Effect(ticket, _waits_for(unit, ticket))


def _waits_for(unit: Unit, ticket: Ticket) -> Facts:
    """Return what work on hold waits for besides the visit, and until when at most."""
    if ticket.hold_reason is None:
        return {}
    limits = (wait.limit for wait in waits_now(unit, ticket) if wait.until is None)
    until = next((limit for limit in limits if limit), None)
    reason: Facts = {"reason": ticket.hold_reason}
    return {**reason, "until": until.isoformat()} if until else reason


def _is_now(unit: Unit, clock: Clock) -> bool:
    return clock.began_at <= unit.now and (clock.due_at is None or unit.now <= clock.due_at)


def _slot(unit: Unit, ticket: Ticket, act: Act) -> Slot:
    school, day = editions.current(unit), day_of(act.facts.get("day"))
    if day is None:
        raise Refusal("button-unknown")
    if "slot" not in act.facts:
        raise Refusal("slot-needed")
    zone = ZoneInfo(school.zone)
    for slot in slots(served_in(school, ticket), day, unit.now):
        if f"{slot.start.astimezone(zone):%H%M}" == act.facts["slot"]:
            return slot
    raise Refusal("slot-gone")


EFFECTS: Mapping[Move, Work] = {Move.APPOINT: _appointed}
