"""The draft of an open form: read from the conversation, kept, and drawn."""

from dataclasses import replace

from aiogram.types import Message

from domain.answers import begun, fitted, is_begun, settled, with_more_words
from domain.drafts import Draft, with_message, with_photo, with_words
from domain.refusal import Refusal
from domain.tickets import Kind
from handlers.contents import picture_in
from handlers.replies import Reply, draw
from handlers.turn import Turn
from locales import literal
from services.conversations import FORM, OFFER, draft_in, form, keep, offer, under
from services.limits import hold_back
from views import forms, offers
from views.refusals import refusal
from views.screens import Screen


def open_draft(turn: Turn) -> Draft | None:
    """Return the draft of the open form, also below a question; what the school dropped is out."""
    waiting = under(turn.conversation)
    if waiting is None or waiting.topic != FORM:
        return None
    return fitted(draft_in(waiting), turn.school)


def begun_draft(turn: Turn) -> Draft | None:
    """Return the draft of the open form when something has been answered."""
    draft = open_draft(turn)
    return draft if draft is not None and is_begun(draft, turn.school) else None


def offered_draft(turn: Turn) -> Draft | None:
    """Return the words and pictures that came before a form was open."""
    waiting = under(turn.conversation)
    return draft_in(waiting) if waiting is not None and waiting.topic == OFFER else None


def new_draft(turn: Turn, kind: Kind) -> Draft:
    """Return the draft to begin a form with: empty, or with what was sent before it."""
    return with_offered(turn, begun(kind, turn.school))


def with_offered(turn: Turn, draft: Draft) -> Draft:
    """Return a draft with what was sent before its form was open."""
    sent = offered_draft(turn)
    if sent is None:
        return draft
    return replace(
        draft,
        words=sent.words,
        photos=sent.photos,
        documents=sent.documents,
        said=sent.said,
        album=sent.album,
    )


def opened(turn: Turn, draft: Draft) -> Screen:
    """Return the question a form begins with; who may file no more reads so above it."""
    try:
        hold_back(turn.unit, turn.school, turn.person.id, draft.service)
    except Refusal as error:
        return form_screen(turn, draft, literal(refusal(error, turn.text)))
    return form_screen(turn, draft)


def form_screen(turn: Turn, draft: Draft, remark: str = "", page: int = 0) -> Screen:
    """Keep a draft and return the question it is at, with a remark above (markup)."""
    current = settled(draft, turn.school)
    keep(turn.unit, form(turn.chat_id, turn.person.id, current, turn.live_id))
    screen = forms.draw(current, turn.school, turn.person, turn.text, page)
    return offers.remarked(screen, remark) if remark else screen


def offer_screen(turn: Turn, draft: Draft) -> Screen:
    """Keep what was sent before a form was open and ask what it is about."""
    keep(turn.unit, offer(turn.chat_id, turn.person.id, draft, turn.live_id))
    return offers.offer(draft, turn.school, turn.text)


def protest(turn: Turn, draft: Draft, error: Refusal) -> Reply:
    """Draw the question again: a press is told why in an alert, a message above the form."""
    sentence = refusal(error, turn.text)
    if turn.pressed_id is not None:
        said = replace(draw(form_screen(turn, draft), sentence), refused=error.reason)
        return replace(said, alert=True)
    return draw(form_screen(turn, draft, literal(sentence)))


def with_sent(draft: Draft, message: Message) -> Draft:
    """Return the draft with a message added to it; a caption counts when there are no words."""
    heard = with_message(draft, message.message_id, message.media_group_id)
    picture = picture_in(message)
    if picture is None:
        return with_more_words(heard, message.text or "")
    pictured = with_photo(heard, picture.file_id, document=picture.document)
    return (
        with_words(pictured, picture.caption) if picture.caption and not draft.words else pictured
    )
