"""Cards, as letters: the live one, the one for who stands in, and what is left of an old one."""

from dataclasses import replace

from bot.desk import Desk, Letter
from domain.access import roles
from models import posts
from models.posts import CARD, Post
from services.gate import events_of
from views import cards, offers, records, staff
from views.screens import Screen


def card(desk: Desk) -> Letter:
    """Draw the live card over the one that is there: for a team, or for who stands in."""
    facts = desk.card()
    post = posts.card_of(desk.unit, facts.ticket.id, desk.chat_id)
    screen = _stand_in(desk) if desk.chat_id > 0 else _of_group(desk)
    return replace(desk.letter(screen), edit=post, purpose=CARD)


def _of_group(desk: Desk) -> Screen:
    facts = desk.card()
    screen = cards.card(facts, desk.school, desk.unit.now, desk.text)
    here = desk.team is not None and desk.team.code == facts.ticket.team
    return screen if here else replace(screen, rows=())


def _stand_in(desk: Desk) -> Screen:
    """Show the whole ticket in private to somebody who stands in for a team's chat."""
    facts = desk.card()
    events = events_of(desk.unit, facts.ticket)
    parts = roles(desk.school, facts.ticket, desk.chat_id)
    shown = records.record(
        records.Record(facts, events, parts), desk.school, desk.unit.now, desk.text
    )
    return offers.remarked(shown, staff.instead(facts.ticket.team, desk.school, desk.text))


def retired(desk: Desk) -> Letter:
    """Take the buttons from a message that was a card; the facts say which one and why."""
    shown, facts = desk.card(), desk.debt.facts
    drawn = (desk.chat_id, int(facts["message"]), shown.ticket.id)
    post = Post(*drawn, CARD, picture=bool(facts["picture"]))
    screen = cards.retired(shown, str(facts["why"]), desk.school, desk.text)
    return replace(desk.letter(screen), edit=post, anew=False)
