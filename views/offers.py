"""What is said when somebody does something that no question asked for."""

from __future__ import annotations

from domain.cuts import cut
from domain.drafts import Draft
from domain.facts import Card
from domain.school import School
from domain.tickets import Kind, Ticket
from locales import Markup, Text
from views.about import show
from views.layout import home, lines, paragraphs, rows_of
from views.marks import KINDS
from views.presses import pack
from views.quotes import quote
from views.screens import Button, Rows, Screen
from views.welcome import kind_buttons

_WORDS = 600
_LABEL = 44


def remarked(screen: Screen, remark: str) -> Screen:
    """Return a screen with a sentence above it; ``remark`` is markup, or empty for none."""
    return Screen(paragraphs(remark, screen.text), screen.rows, screen.photo)


def offer(draft: Draft, school: School, text: Text) -> Screen:
    """Ask what words and pictures are about that came before any form was open."""
    count = text.count("form.photos", len(draft.photos)) if draft.photos else ""
    sent = lines(quote(draft.words, _WORDS), Markup(f"🖼 {count}") if count else "")
    drop = Button(f"✖️ {text.plain('offer.drop')}", pack("f", "discard"))
    rows = (*rows_of(kind_buttons(text, school), 3), (drop,))
    return Screen(paragraphs(text("offer.kept"), sent, text("offer.ask")), rows)


def unfinished(
    draft: Draft, wanted: Kind | None, text: Text, again: Ticket | None = None
) -> Screen:
    """Ask whether to go on with a form that was begun; ``wanted`` is the kind to begin instead.

    Or to come back to an ended ticket, ``again``, of that kind.
    """
    title = text.plain(f"kind.{draft.kind}")
    words = paragraphs(
        text("unfinished.title", kind=title),
        quote(draft.words, _WORDS),
        text("unfinished.ask"),
    )
    resume = Button(f"▶️ {text.plain('unfinished.resume')}", pack("f", "resume"))
    return Screen(words, ((resume,), *_instead(wanted, again, text)))


def too_late(ticket: Ticket, days: int, text: Text) -> Screen:
    """Say that a ticket cannot be reopened any more, and offer to file it anew."""
    label = cut(text.plain("again.file", number=ticket.public_number), _LABEL)
    anew = Button(f"{KINDS[ticket.kind]} {label}", pack("t", ticket.id, "again"))
    words = text("again.ask", number=ticket.public_number, days=days)
    return Screen(words, ((anew,), (show(ticket, text), home(text))))


def lost(school: School, text: Text) -> Screen:
    """Say that something was not understood, and show what can be done."""
    rows = (*rows_of(kind_buttons(text, school), 3), (home(text),))
    return Screen(text("refusal.unexpected-words"), rows)


def still_wrong(card: Card, text: Text) -> Screen:
    """Ask what is still wrong with the work that was sent back; it may stay unsaid."""
    skip = Button(f"⏭ {text.plain('wrong.skip')}", pack("t", card.ticket.id, "show"))
    return Screen(text("wrong.ask", number=card.ticket.public_number), ((skip,),))


def nothing_open(text: Text) -> Screen:
    """Say that there is nothing to cancel."""
    return Screen(text("cancel.nothing"), ((home(text),),))


def left(text: Text) -> Screen:
    """Say that no words are awaited any more."""
    return Screen(text("cancel.left"), ((home(text),),))


def _instead(wanted: Kind | None, again: Ticket | None, text: Text) -> Rows:
    drop = Button(f"✖️ {text.plain('form.discard')}", pack("f", "discard"))
    if wanted is None:
        return ((drop, home(text)),)
    kind = text.plain(f"kind.{wanted}")
    press = pack("t", again.id, "again", "anew") if again else pack("f", "new", wanted)
    anew = Button(f"{KINDS[wanted]} {text.plain('unfinished.anew', kind=kind)}", press)
    return ((anew,), (drop, home(text)))
