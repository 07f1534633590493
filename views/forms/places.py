"""The question where: down from campus to room by buttons, or by typing part of a name."""

from __future__ import annotations

from collections.abc import Iterable

from domain.cuts import cut
from domain.drafts import Draft
from domain.facts import Person
from domain.places import FOUND_AT_MOST, is_known, path
from domain.school import Place, School
from locales import Text
from views.forms.frame import Form, ask
from views.layout import lines, page_of, rows_of, turns
from views.presses import pack
from views.screens import Button, Rows, Screen
from views.words import name, place_label

_MANY = 8
_PER_ROW = 4
_PER_PAGE = 32
_LABEL = 40


def where(form: Form, person: Person, page: int) -> Screen:
    """Ask for the next part of the place; ``page`` counts from 0 when there are many rooms."""
    inside = _inside(form)
    choices = inside[-1].children if inside else form.school.campuses
    shown, page, pages = page_of(choices, page, _PER_PAGE)
    per_row = _PER_ROW if len(choices) > _MANY else 2
    at = inside[-1].code if inside else ""
    rows = (
        *_last_place(form, person),
        *rows_of((_choice(place, form.text) for place in shown), per_row),
        *_row(turns(form.text, page, pages, ("f", "page", at))),
        *_enough(form, inside),
    )
    return ask(form, form.text("form.ask.place"), rows, _back(form, inside))


def found(draft: Draft, rooms: tuple[Place, ...], school: School, text: Text) -> Screen:
    """Show the rooms that answer to what was typed, at most eight."""
    form = Form(draft, school, text)
    full = len(rooms) >= FOUND_AT_MOST
    question = lines(
        text("form.found", count=text.count("form.places", len(rooms))),
        text("form.found_more", limit=FOUND_AT_MOST) if full else "",
    )
    buttons = (
        Button(cut(place_label(school, room.code, text.language), _LABEL), _press("room", room))
        for room in rooms
    )
    back_to = pack("f", "place", draft.place) if draft.place else pack("f", "back", "place")
    return ask(form, question, rows_of(buttons, 1), back_to)


def _inside(form: Form) -> tuple[Place, ...]:
    """Return the places chosen so far; the only campus is chosen by itself."""
    code = form.draft.place
    if code and is_known(form.school, code):
        return path(form.school, code)
    campuses = form.school.campuses
    return campuses if len(campuses) == 1 else ()


def _choice(place: Place, text: Text) -> Button:
    label = cut(name(place.names, text.language), _LABEL)
    return Button(label, _press("place" if place.children else "room", place))


def _press(word: str, place: Place) -> str:
    return pack("f", word, place.code)


def _last_place(form: Form, person: Person) -> Rows:
    last = person.last_place
    if form.draft.place or not last or not is_known(form.school, last):
        return ()
    place = place_label(form.school, last, form.text.language)
    label = cut(form.text.plain("form.last_place", place=place), _LABEL)
    return ((Button(f"🕘 {label}", pack("f", "room", last)),),)


def _enough(form: Form, inside: tuple[Place, ...]) -> Rows:
    if not inside:
        return ()
    place = name(inside[-1].names, form.text.language)
    label = cut(form.text.plain("form.here", place=place), _LABEL)
    return ((Button(f"📍 {label}", _press("here", inside[-1])),),)


def _back(form: Form, inside: tuple[Place, ...]) -> str:
    """Return the press to the place around this one, or to the question before."""
    if not form.draft.place:
        return pack("f", "back", "service")
    above = inside[:-1]
    if not above or (len(above) == 1 and len(form.school.campuses) == 1):
        return pack("f", "back", "place")
    return _press("place", above[-1])


def _row(buttons: Iterable[Button]) -> Rows:
    row = tuple(buttons)
    return (row,) if row else ()
