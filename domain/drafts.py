"""A form as a table of steps: which question comes next follows from what is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.catalogue import service_of
from domain.refusal import Refusal
from domain.school import PhotoRule, School
from domain.texts import is_blank
from domain.tickets import Kind

WORDS_AT_MOST = 2000
_SAID_AT_MOST = 30
PHOTOS_AT_MOST = 10  # an album holds ten (Bot API, sendMediaGroup)


class Step(StrEnum):
    """One question of the form, in the order of asking."""

    CATEGORY = "category"
    SERVICE = "service"
    PLACE = "place"
    WORDS = "words"
    PHOTOS = "photos"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been answered so far; empty means not yet.

    ``place`` grows from campus to room while ``place_done`` is False. ``documents`` are those of
    ``photos`` that were sent as files: Telegram sends each only as what it came. ``kept`` is the
    whole draft as it was before one of its answers was opened again. ``follows`` is the number of
    an earlier ticket that it comes back to. ``said`` are the numbers of the messages that it was
    made of, the latest last, and ``album`` is Telegram's name of the latest album among them.
    """

    kind: Kind
    category: str = ""
    service: str = ""
    place: str = ""
    place_done: bool = False
    words: str = ""
    photos: tuple[str, ...] = ()
    photos_done: bool = False
    documents: tuple[str, ...] = ()
    kept: Draft | None = None
    follows: str = ""
    said: tuple[int, ...] = ()
    album: str = ""


def step_of(draft: Draft, school: School) -> Step:
    """Return the first question without an answer, or the review."""
    if not (draft.category and draft.service):
        return Step.SERVICE if draft.category else Step.CATEGORY
    service = service_of(school, draft.service)
    unanswered = {
        Step.PLACE: service.needs_place and not draft.place_done,
        Step.WORDS: not draft.words,
        Step.PHOTOS: service.photo is not PhotoRule.NONE and not draft.photos_done,
    }
    return next((step for step, open_ in unanswered.items() if open_), Step.REVIEW)


def reopen_step(draft: Draft, step: Step) -> Draft:
    """Return the draft with one question open again and all other answers kept."""
    match step:
        case Step.CATEGORY:
            return replace(draft, category="", service="")
        case Step.SERVICE:
            return replace(draft, service="")
        case Step.PLACE:
            return replace(draft, place="", place_done=False)
        case Step.WORDS:
            return replace(draft, words="")
        case _:
            return replace(draft, photos=(), photos_done=False, documents=())


def with_words(draft: Draft, words: str) -> Draft:
    """Return the draft with its description; Refusal ``words-long`` above the limit."""
    cleaned = words.strip()
    if is_blank(cleaned):
        raise Refusal("words-empty")
    if len(cleaned) > WORDS_AT_MOST:
        raise Refusal("words-long", length=len(cleaned), limit=WORDS_AT_MOST)
    return replace(draft, words=cleaned)


def with_photo(draft: Draft, file_id: str, *, document: bool = False) -> Draft:
    """Return the draft with one more picture; Refusal ``photos-many`` above ten."""
    if len(draft.photos) >= PHOTOS_AT_MOST:
        raise Refusal("photos-many", limit=PHOTOS_AT_MOST)
    documents = (*draft.documents, file_id) if document else draft.documents
    return replace(draft, photos=(*draft.photos, file_id), documents=documents)


def with_message(draft: Draft, message_id: int, album: str | None) -> Draft:
    """Return the draft that knows of one more message it was made of."""
    said = (*draft.said, message_id)[-_SAID_AT_MOST:]
    return replace(draft, said=said, album=album or draft.album)


def photos_ready(draft: Draft, school: School) -> Draft:
    """Return the draft with the pictures finished; Refusal ``photo-required`` without one."""
    if service_of(school, draft.service).photo is PhotoRule.REQUIRED and not draft.photos:
        raise Refusal("photo-required")
    return replace(draft, photos_done=True)
