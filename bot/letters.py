"""What a debt says: written when it is paid, in the language of whoever reads it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import office_letters
from bot.card_letters import card, retired
from bot.desk import Desk, Letter
from bot.summaries import merged_with, summary
from domain.appointments import appointed, slot_in
from domain.breaches import broken, unexplained
from domain.clocks import Clock
from domain.cuts import CAPTION, MESSAGE
from domain.facts import Card
from domain.ladders import Recipient
from domain.moves import Move
from domain.tickets import OPEN
from locales import text_in
from models import chats, editions, history, people, posts
from models.outbox import Debt
from models.posts import Post
from models.unit import Unit
from services import debts
from services.lists import team_about
from views import (
    alarms,
    backdating,
    breaches,
    notices,
)
from views.screens import Screen


def letter_for(unit: Unit, debt: Debt, cards: dict[int, Card]) -> Letter | None:
    """Return what to send for a debt, None when there is nothing to say any more.

    The letter may be a summary that pays other debts to the same chat too.

    ``cards`` is filled with what the unit reads, for the letters after this one.
    """
    chat_id = chats.address(unit, debt.chat_id) if debt.chat_id < 0 else debt.chat_id
    team = team_about(unit, chat_id, debt.ticket_id) if chat_id < 0 else None
    person = people.find(unit, chat_id) if chat_id > 0 else None
    language = team.language if team else person.language if person else None
    desk = Desk(unit, debt, cards, editions.current(unit), chat_id, team, text_in(language))
    merged = merged_with(desk)
    return summary(desk, merged) if merged else _WRITERS[debt.kind](desk)


def _notice(desk: Desk) -> Letter:
    screen = notices.notice(desk.card(), desk.event(), desk.school, desk.unit.now, desk.text)
    return desk.letter(screen)


def _team_notice(desk: Desk) -> Letter:
    return desk.under_card(notices.team_notice(desk.card(), desk.event(), desk.school, desk.text))


def _relay(desk: Desk) -> Letter:
    who, words = (str(desk.debt.facts[name]) for name in ("author", "words"))
    author = notices.corrected_by(who, desk.text) if "edited" in desk.debt.facts else who
    screen = notices.relay_to_requester(
        desk.card(), author, words, desk.text, limit=_room(desk.debt)
    )
    return replace(desk.letter(screen), file=_file(desk.debt))


def _team_relay(desk: Desk) -> Letter:
    words, edited = str(desk.debt.facts["words"]), "edited" in desk.debt.facts
    room = _room(desk.debt)
    screen = notices.relay_to_team(desk.card(), words, desk.text, room, edited=edited)
    return replace(desk.under_card(screen), file=_file(desk.debt))


def _alarm(desk: Desk) -> Letter | None:
    """Sound an alarm, unless what it warned of has happened since."""
    card, facts = desk.card(), desk.debt.facts
    clock = next((each for each in card.clocks if _is(each, facts)), None)
    elsewhere = desk.team is not None and desk.team.code != card.ticket.team
    if clock is None or clock.due_at is None or elsewhere:
        return None
    # debts from before they were counted name no skipped ones
    skipped = int(facts.get("skipped", 0))
    alarm = alarms.Alarm(card, clock, Recipient(facts["recipient"]), skipped)
    return desk.under_card(alarms.alarm(alarm, desk.school, desk.unit.now, desk.text))


def _unrouted(desk: Desk) -> Letter:
    return desk.under_card(notices.unrouted(desk.card(), desk.school, desk.text))


def _contact(desk: Desk) -> Letter | None:
    """Remind of the day that was named, unless the work goes on or another was named since."""
    card = desk.card()
    if str(card.ticket.contact_on) != desk.debt.facts["on"]:
        return None
    return desk.under_card(notices.contact_due(card, desk.school, desk.text))


def _breach(desk: Desk) -> Letter | None:
    """Ask why a ticket is late, or draw the answer over the question."""
    card, cycle = desk.card(), int(desk.debt.facts["cycle"])
    purpose = f"{posts.BREACH}:{cycle}"
    drawn = posts.of_purpose(desk.unit, card.ticket.id, purpose)
    post = next((each for each in drawn if each.chat_id == desk.chat_id), None)
    screen = _asked(desk, card, cycle) if unexplained(card.clocks) else _answered(desk, card, post)
    return replace(desk.under_card(screen), edit=post, purpose=purpose) if screen else None


def _asked(desk: Desk, card: Card, cycle: int) -> Screen | None:
    """Ask the team that has the ticket, in the attempt that was late."""
    here = desk.team is not None and desk.team.code == card.ticket.team
    now = here and cycle == card.ticket.cycle
    return breaches.question(card, desk.school, desk.text) if now else None


def _answered(desk: Desk, card: Card, post: Post | None) -> Screen | None:
    """Draw the latest answer over the question; without a question there is nothing to draw."""
    if post and card.parent:
        return breaches.dropped(card, desk.text)
    if post and all(each.cycle != int(desk.debt.facts["cycle"]) for each in broken(card.clocks)):
        return breaches.kept(card, desk.text)
    events = reversed(history.events_of(desk.unit, card.ticket.id))
    told = next((each for each in events if each.move is Move.EXPLAIN), None)
    return breaches.answered(card, told, desk.text) if told and post else None


def _assignment(desk: Desk) -> Letter | None:
    """Tell somebody that a ticket was given to them, unless it is not theirs any more."""
    card = desk.card()
    if card.ticket.assignee_id != desk.chat_id or card.ticket.status not in OPEN:
        return None
    screen = notices.assignment(card, desk.event(), desk.school, desk.unit.now, desk.text)
    return desk.letter(screen)


def _slot(desk: Desk) -> Letter | None:
    """Tell that an appointment begins, unless somebody came or it was called off since."""
    card = desk.card()
    if appointed(card.clocks) is None:
        return None
    return desk.under_card(notices.slot_begins(card, desk.school, desk.text))


def _apology(desk: Desk) -> Letter | None:
    slot = slot_in(desk.debt.facts)
    if slot is None:
        return None
    return desk.letter(notices.apology(desk.card(), slot, desk.school, desk.text))


def _correction(desk: Desk) -> Letter | None:
    """Tell a manager that a time was put right, unless that was rejected since."""
    card, event = desk.card(), desk.event()
    step = next((each for each in card.corrected if each.ordinal == event.facts["event"]), None)
    if step is None:
        return None
    reader = (desk.school, desk.unit.now, desk.text)
    return desk.letter(backdating.told(card, step, event, reader))


def _is(clock: Clock, facts: Mapping[str, object]) -> bool:
    # debts from before clocks were counted name no serial
    return clock.key == (facts["clock"], facts["cycle"], facts.get("serial", 1))


def _room(debt: Debt) -> int:
    """Return how long the words may be: below a file they are its caption."""
    return CAPTION if "file_id" in debt.facts else MESSAGE


def _file(debt: Debt) -> tuple[str, str] | None:
    facts = debt.facts
    return (str(facts["media"]), str(facts["file_id"])) if "file_id" in facts else None


_WRITERS: dict[str, Callable[[Desk], Letter | None]] = {
    debts.CARD: card,
    debts.NOTICE: _notice,
    debts.TEAM_NOTICE: _team_notice,
    debts.RELAY: _relay,
    debts.TEAM_RELAY: _team_relay,
    debts.ALARM: _alarm,
    debts.UNROUTED: _unrouted,
    debts.DIGEST: office_letters.digest,
    debts.DIGEST_CHART: office_letters.digest_chart,
    debts.CONTACT: _contact,
    debts.CHAT_LOST: office_letters.chat_lost,
    debts.TOPIC_LOST: office_letters.topic_lost,
    debts.YEAR_MISSING: office_letters.year_missing,
    debts.BREACH: _breach,
    debts.ASSIGNMENT: _assignment,
    debts.SLOT: _slot,
    debts.APOLOGY: _apology,
    debts.CORRECTION: _correction,
    debts.STANDING: office_letters.standing,
    debts.RETIRED: retired,
    debts.ALERT: office_letters.alert,
    debts.INTERRUPTED: office_letters.interrupted,
}
