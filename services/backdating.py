"""Putting right the time of a step that was pressed late, and taking that back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.access import staff_of
from domain.backdating import correctable, corrected, dated, moment_in
from domain.corrections import rejected
from domain.facts import Event, WorkStep
from domain.ladders import Recipient
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.tickets import OPEN, Ticket
from models import editions, history
from models.conversations import Conversation
from models.unit import Unit
from services import breaches, debts
from services.acts import Act, Effect, Facts, Work
from services.conversations import WHEN, question
from services.placing import await_answer, is_awaited
from services.timing import heard_at


def steps_of(unit: Unit, ticket: Ticket) -> tuple[WorkStep, ...]:
    """Return the steps whose time may be put right; Refusal ``nothing-to-backdate`` for none."""
    found = correctable(history.events_of(unit, ticket.id))
    if not found:
        raise Refusal("nothing-to-backdate")
    return found


def step_meant(unit: Unit, ticket: Ticket, ordinal: object) -> WorkStep:
    """Return the step that is meant: the only one goes without saying.

    Refusals ``step-needed``, and as :func:`steps_of`.
    """
    found = steps_of(unit, ticket)
    if ordinal is None and len(found) == 1:
        return found[0]
    for step in found:
        if step.ordinal == ordinal:
            return step
    raise Refusal("step-needed")


def expect_time(
    unit: Unit, meant: tuple[Ticket, WorkStep], who: tuple[int, int], before: Conversation | None
) -> None:
    """Take what somebody writes next for the time of a step; ``who`` as in ``expect_place``."""
    ticket, step = meant
    asked = question(*who, (WHEN, ticket.id), None)
    state = {**asked.state, "event": step.ordinal}
    await_answer(unit, ticket, replace(asked, state=state), before)


def step_awaited(unit: Unit, conversation: Conversation | None, ticket_id: int) -> int | None:
    """Return the step of a ticket of which an answer says the time, None when it says none."""
    if conversation is None or not is_awaited(unit, conversation, (WHEN, ticket_id)):
        return None
    return int(conversation.state["event"])


def tell(unit: Unit, ticket: Ticket, act: Act, event_id: int) -> None:
    """Draw the questions why a ticket was late anew; of much time put right managers hear.

    Of work that was done without a reason, because by the corrected time it needed none, the team
    is asked once the correction is rejected.
    """
    if act.move is Move.BACKDATE:
        breaches.drop_questions(unit, ticket)
        _tell_managers(unit, ticket, act, event_id)
    elif ticket.status in OPEN:
        breaches.drop_questions(unit, ticket)
    else:
        breaches.redraw_questions(unit, ticket)


def told_done_at(unit: Unit, ticket: Ticket) -> datetime | None:
    """Return when the requester was told that the work is done, None while it is not.

    That is when it was pressed: they have all of their time to answer, however long ago it was.
    """
    done = [each.at for each in history.events_of(unit, ticket.id) if each.move is Move.DONE]
    return done[-1] if ticket.done_at and done else None


def _tell_managers(unit: Unit, ticket: Ticket, act: Act, event_id: int) -> None:
    steps = corrected(history.events_of(unit, ticket.id))
    if not any(step.is_flagged for step in steps if step.ordinal == act.facts["event"]):
        return
    due_at = heard_at(unit, ticket, Recipient.MANAGER, emergency=False)
    for each in staff_of(editions.current(unit), Role.MANAGER, ticket.team):
        if each.user_id != act.actor_id:
            debts.owe_correction(unit, ticket, (each.user_id, event_id), due_at)


def _backdated(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    step = step_meant(unit, ticket, act.facts.get("event"))
    actual = _actual(unit, step, act)
    if act.actor_id in rejected(history.events_of(unit, ticket.id), step.ordinal):
        raise Refusal("backdate-rejected")
    times = {"actual": actual.isoformat(), "pressed": step.pressed.isoformat()}
    facts: Facts = {"event": step.ordinal, "step": step.move, **times, "by": act.actor_id}
    return _effect(unit, ticket, act.move, facts)


def _actual(unit: Unit, step: WorkStep, act: Act) -> datetime:
    if "actual" not in act.facts:
        raise Refusal("time-needed")
    zone = ZoneInfo(editions.current(unit).zone)
    actual = moment_in(str(act.facts["actual"]), step, zone)
    if actual is None:
        raise Refusal("time-unknown")
    if actual >= step.pressed:
        raise Refusal("time-late", time=_spoken(step.pressed, step, zone))
    if actual < step.earliest:
        raise Refusal("time-early", time=_spoken(step.earliest, step, zone))
    return actual


def _spoken(moment: datetime, step: WorkStep, zone: ZoneInfo) -> str | datetime:
    """Return the hour of a moment, the moment itself when its date is not that of the press."""
    local = moment.astimezone(zone)
    same = local.date() == step.pressed.astimezone(zone).date()
    return f"{local:%H:%M}" if same else local


def _rejected(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Let a step count as it was pressed; who put its time right does not decide about it."""
    found = corrected(history.events_of(unit, ticket.id))
    if not found:
        raise Refusal("nothing-to-reject")
    step = next((each for each in found if each.ordinal == act.facts.get("event")), None)
    if step is None:
        raise Refusal("correction-needed")
    if step.by == act.actor_id:
        raise Refusal("move-own", move=act.move)
    pressed = step.pressed.isoformat()
    facts: Facts = {"event": step.ordinal, "step": step.move, "pressed": pressed}
    return _effect(unit, ticket, act.move, facts)


def _effect(unit: Unit, ticket: Ticket, made: Move, facts: Facts) -> Effect:
    """Return the ticket as its history has it with one more event."""
    events = history.events_of(unit, ticket.id)
    event = Event(unit.now, made, Role.SYSTEM, None, facts)  # whose part it is does not matter
    return Effect(dated(ticket, (*events, event)), facts)


EFFECTS: Mapping[Move, Work] = {Move.BACKDATE: _backdated, Move.REJECT: _rejected}
