"""What a letter is written from, and what it is once it is written."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.facts import Card, DigestFigures, Event
from domain.school import School, Team
from domain.tickets import Ticket
from locales import Text
from models import history, posts, tickets
from models.outbox import Debt
from models.posts import Post
from models.unit import Unit
from services.chats import topic_of
from services.digests import figures_for
from services.gate import card_of
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
    with the message. Without ``anew`` nothing is sent when the message to redraw is gone.
    ``merged`` are other debts to the same chat that it pays too.
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
    anew: bool = True
    merged: tuple[Debt, ...] = ()

    @property
    def debts(self) -> tuple[Debt, ...]:
        """Return all debts that it pays."""
        return self.debt, *self.merged

    @property
    def carries_file(self) -> bool:
        """Tell whether it is sent with a picture or another file above its words."""
        carried = self.screen.photo or self.file or self.chart
        return self.edit is None and carried is not None

    def only_words(self) -> "Letter":
        """Return it without what it carries."""
        return replace(self, screen=replace(self.screen, photo=None), file=None, chart=None)


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
        thread_id = topic_of(self.unit, self.team, self.chat_id) if self.team else None
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
