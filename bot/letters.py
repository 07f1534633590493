"""What a debt says: written when it is paid, in the language of whoever reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.breaches import unexplained
from domain.clocks import Clock
from domain.facts import Card, DigestFigures, Event
from domain.ladders import Recipient
from domain.moves import Move
from domain.school import School, Team
from domain.tickets import Ticket
from locales import Text, text_in
from models import chats, editions, history, people, posts, tickets
from models.outbox import Debt
from models.posts import CARD, Post
from models.unit import Unit
from services import debts
from services.calendars import lacking
from services.digests import figures_for
from services.gate import card_of
from services.lists import team_in
from views import alarms, breaches, cards, digest, notices, staff
from views.cuts import CAPTION, MESSAGE
from views.screens import Screen


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart is drawn from, and for a reader of which language."""

    figures: DigestFigures
    school: School
    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that is ready to go.

    ``edit`` is the message to redraw instead of sending, ``quote_id`` the one to put it under,
    ``file`` a (media, file id) and ``chart`` a picture to carry along. ``purpose`` is remembered
    with the message.
    """

    debt: Debt
    chat_id: int
    screen: Screen
    thread_id: int | None = None
    quote_id: int | None = None
    edit: Post | None = None
    file: tuple[str, str] | None = None
    chart: Chart | None = None
    purpose: str = "notice"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every writer needs: the unit, the debt, the school, and who will read it.

    ``cards`` are the facts of tickets by id that letters of the same unit have needed before.
    """

    unit: Unit
    debt: Debt
    cards: dict[int, Card]
    school: School
    chat_id: int
    team: Team | None
    text: Text

    def card(self) -> Card:
        """Return the facts of the debt's ticket."""
        ticket_id = self.debt.ticket_id or 0
        if ticket_id not in self.cards:
            self.cards[ticket_id] = card_of(self.unit, self._ticket(ticket_id))
        return self.cards[ticket_id]

    def event(self) -> Event:
        """Return the event that the debt tells of."""
        return history.event(self.unit, int(self.debt.facts["event"]))

    def figures(self) -> DigestFigures:
        """Return the figures of the span that the debt is about."""
        since, until = (datetime.fromisoformat(self.debt.facts[end]) for end in ("since", "until"))
        return figures_for(self.unit, since, until)

    def letter(self, screen: Screen) -> Letter:
        """Return a message of its own."""
        thread_id = self.team.topic_id if self.team else None
        return Letter(self.debt, self.chat_id, screen, thread_id=thread_id)

    def under_card(self, screen: Screen) -> Letter:
        """Return a message under the ticket's card."""
        card = posts.card_of(self.unit, self.debt.ticket_id or 0, self.chat_id)
        return replace(self.letter(screen), quote_id=card.message_id if card else None)

    def _ticket(self, ticket_id: int) -> Ticket:
        ticket = tickets.find(self.unit, ticket_id)
        if ticket is None:
            raise LookupError(f"debt {self.debt.id} is about no ticket")
        return ticket


def letter_for(unit: Unit, debt: Debt, cards: dict[int, Card]) -> Letter | None:
    """Return what to send for a debt, None when there is nothing to say any more.

    ``cards`` is filled with what the unit reads, for the letters after this one.
    """
    chat_id = chats.address(unit, debt.chat_id) if debt.chat_id < 0 else debt.chat_id
    team = team_in(unit, chat_id) if chat_id < 0 else None
    person = people.find(unit, chat_id) if chat_id > 0 else None
    language = team.language if team else person.language if person else None
    desk = Desk(unit, debt, cards, editions.current(unit), chat_id, team, text_in(language))
    return _WRITERS[debt.kind](desk)


def _card(desk: Desk) -> Letter:
    facts = desk.card()
    screen = cards.card(facts, desk.school, desk.unit.now, desk.text)
    if desk.team is None or desk.team.code != facts.ticket.team:
        screen = replace(screen, rows=())
    post = posts.card_of(desk.unit, facts.ticket.id, desk.chat_id)
    return replace(desk.letter(screen), edit=post, purpose=CARD)


def _notice(desk: Desk) -> Letter:
    screen = notices.notice(desk.card(), desk.event(), desk.school, desk.unit.now, desk.text)
    return desk.letter(screen)


def _team_notice(desk: Desk) -> Letter:
    return desk.under_card(notices.team_notice(desk.card(), desk.event(), desk.text))


def _relay(desk: Desk) -> Letter:
    facts = desk.debt.facts
    screen = notices.relay_to_requester(
        desk.card(), str(facts["author"]), str(facts["words"]), desk.text, limit=_room(desk.debt)
    )
    return replace(desk.letter(screen), file=_file(desk.debt))


def _team_relay(desk: Desk) -> Letter:
    words = str(desk.debt.facts["words"])
    screen = notices.relay_to_team(desk.card(), words, desk.text, limit=_room(desk.debt))
    return replace(desk.under_card(screen), file=_file(desk.debt))


def _alarm(desk: Desk) -> Letter | None:
    """Sound an alarm, unless what it warned of has happened since."""
    card, facts = desk.card(), desk.debt.facts
    clock = next((each for each in card.clocks if _is(each, facts)), None)
    elsewhere = desk.team is not None and desk.team.code != card.ticket.team
    if clock is None or clock.due_at is None or elsewhere:
        return None
    alarm = alarms.Alarm(card, clock, Recipient(facts["recipient"]))
    return desk.under_card(alarms.alarm(alarm, desk.school, desk.unit.now, desk.text))


def _unrouted(desk: Desk) -> Letter:
    return desk.under_card(notices.unrouted(desk.card(), desk.school, desk.text))


def _digest(desk: Desk) -> Letter:
    figures = desk.figures()
    return desk.letter(Screen(digest.digest(figures, desk.school, figures.until, desk.text)))


def _digest_chart(desk: Desk) -> Letter:
    figures = desk.figures()
    words = digest.headline(figures, desk.school, figures.until, desk.text)
    chart = Chart(figures, desk.school, desk.text.language)
    return replace(desk.letter(Screen(words)), chart=chart)


def _contact(desk: Desk) -> Letter | None:
    """Remind of the day that was named, unless the work goes on or another was named since."""
    card = desk.card()
    if str(card.ticket.contact_on) != desk.debt.facts["on"]:
        return None
    return desk.under_card(notices.contact_due(card, desk.school, desk.text))


def _chat_lost(desk: Desk) -> Letter:
    return desk.letter(staff.chat_lost(str(desk.debt.facts["team"]), desk.school, desk.text))


def _year_missing(desk: Desk) -> Letter | None:
    """Sound the alarm of a missing year, unless it has been put in since."""
    year = int(desk.debt.facts["year"])
    calendars = lacking(desk.school, year)
    return desk.letter(staff.year_missing(year, calendars, desk.text)) if calendars else None


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
    events = reversed(history.events_of(desk.unit, card.ticket.id))
    told = next((each for each in events if each.move is Move.EXPLAIN), None)
    return breaches.answered(card, told, desk.text) if told and post else None


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
    debts.CARD: _card,
    debts.NOTICE: _notice,
    debts.TEAM_NOTICE: _team_notice,
    debts.RELAY: _relay,
    debts.TEAM_RELAY: _team_relay,
    debts.ALARM: _alarm,
    debts.UNROUTED: _unrouted,
    debts.DIGEST: _digest,
    debts.DIGEST_CHART: _digest_chart,
    debts.CONTACT: _contact,
    debts.CHAT_LOST: _chat_lost,
    debts.YEAR_MISSING: _year_missing,
    debts.BREACH: _breach,
}
