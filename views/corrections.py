"""The questions that put right what was filed: category, service and place; then the team.

Each is drawn for the edition of the school that holds for the ticket.
"""

from __future__ import annotations

from datetime import datetime

from domain import catalogue
from domain.cuts import cut
from domain.facts import Card
from domain.moves import Move
from domain.places import FOUND_AT_MOST, path, position_of
from domain.school import Category, Place, School, Service
from locales import Markup, Text
from views.about import show
from views.cards import on_card, to_card
from views.layout import back, lines, page_of, rows_of, turns
from views.marks import MOVES
from views.presses import pack
from views.screens import Button, Screen
from views.words import name, place_label, place_words, team_words

_MANY = 8
_PER_ROW = 4
_PER_PAGE = 32
_LABEL = 40


def categories(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask for the category; at once for the service when there is only one."""
    offered = catalogue.categories(school, card.ticket.kind)
    if len(offered) == 1:
        return services(card, offered[0], school, now, text)
    filed = catalogue.category_of(school, card.ticket.service)
    buttons = (
        Button(
            _label(name(each.names, text.language), chosen=each == filed),
            pack("t", card.ticket.id, "among", each.code),
        )
        for each in offered
    )
    rows = (*rows_of(buttons), (to_card(card, text),))
    return on_card(card, text("card.ask_category"), rows, (school, now, text))


def services(card: Card, among: Category, school: School, now: datetime, text: Text) -> Screen:
    """Ask for a service of a category; the present one is marked and leads back to the card."""
    several = len(catalogue.categories(school, card.ticket.kind)) > 1
    way_out = back(text, "t", card.ticket.id, Move.RECLASSIFY) if several else to_card(card, text)
    buttons = (_service(card, each, text) for each in among.services)
    rows = (*rows_of(buttons), (way_out,))
    filed_here = any(each.code == card.ticket.service for each in among.services)
    question = lines(text("card.ask_service"), text("card.ticked") if filed_here else "")
    return on_card(card, question, rows, (school, now, text))


def places(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask for the campus; at once for what lies in it when there is only one."""
    if len(school.campuses) == 1:
        return inside(card, (school.campuses[0], 0), school, now, text)
    buttons = (_place(card, each, school, text) for each in school.campuses)
    rows = (*rows_of(buttons), (to_card(card, text),))
    return on_card(card, text("card.ask_place"), rows, (school, now, text))


def inside(card: Card, at: tuple[Place, int], school: School, now: datetime, text: Text) -> Screen:
    """Ask for a part of a place, or the place as a whole; ``at`` is the place and the page."""
    place, page = at
    shown, page, pages = page_of(place.children, page, _PER_PAGE)
    per_row = _PER_ROW if len(place.children) > _MANY else 2
    turned = turns(text, page, pages, _named(card, "inside", place, school))
    rows = (
        *rows_of((_place(card, each, school, text) for each in shown), per_row),
        *((turned,) if turned else ()),
        (_whole(card, place, school, text),),
        (_outwards(card, place, school, text),),
    )
    return on_card(card, _where(place, school, text), rows, (school, now, text))


def found(card: Card, rooms: tuple[Place, ...], school: School, text: Text) -> Screen:
    """Show the rooms that answer to what was typed, at most eight, below a short sentence."""
    it, full = card.ticket, len(rooms) >= FOUND_AT_MOST
    count = text.count("form.places", len(rooms))
    words = lines(
        text("card.found", number=it.public_number, count=count),
        text("form.found_more", limit=FOUND_AT_MOST) if full else "",
    )
    buttons = (
        _move_to(card, room, school, place_label(school, room.code, text.language))
        for room in rooms
    )
    rows = (*rows_of(buttons, 1), (back(text, "t", it.id, Move.RELOCATE),))
    return Screen(words, rows)


def suggestion(card: Card, team: str, school: School, text: Text) -> Screen:
    """Say which team a corrected ticket is for, and offer to hand it over; it stays until then."""
    it, called = card.ticket, team_words(school, team, text.language)
    label = cut(text.plain("card.hand_to", team=called), _LABEL)
    hand_over = Button(f"{MOVES[Move.TRANSFER]} {label}", pack("t", it.id, Move.TRANSFER, team))
    words = text("card.suited", number=it.public_number, team=called)
    return Screen(words, rows_of((hand_over, show(it, text))))


def _service(card: Card, service: Service, text: Text) -> Button:
    chosen = service.code == card.ticket.service
    label = _label(name(service.names, text.language), chosen=chosen)
    words = ("card",) if chosen else (Move.RECLASSIFY, service.code)
    return Button(label, pack("t", card.ticket.id, *words))


def _place(card: Card, place: Place, school: School, text: Text) -> Button:
    """Return the button into a place, or of a room."""
    label = name(place.names, text.language)
    if not place.children:
        return _move_to(card, place, school, label)
    chosen = f"{card.ticket.place}/".startswith(f"{place.code}/")
    press = pack(*_named(card, "inside", place, school))
    return Button(_label(label, chosen=chosen), press)


def _whole(card: Card, place: Place, school: School, text: Text) -> Button:
    label = text.plain("form.here", place=name(place.names, text.language))
    return _move_to(card, place, school, f"📍 {label}")


def _move_to(card: Card, place: Place, school: School, label: str) -> Button:
    """Return the button that says it is there; the present place leads back to the card."""
    if place.code == card.ticket.place:
        return Button(_label(label, chosen=True), pack("t", card.ticket.id, "card"))
    press = pack(*_named(card, Move.RELOCATE, place, school))
    return Button(_label(label, chosen=False), press)


def _named(card: Card, verb: str, place: Place, school: School) -> tuple[str, ...]:
    """Return what names a place on a button: codes are too long, so edition and position."""
    position = position_of(school, place.code)
    return "t", str(card.ticket.id), verb, str(school.version), str(position)


def _label(words: str, *, chosen: bool) -> str:
    return f"✓ {cut(words, _LABEL)}" if chosen else cut(words, _LABEL)


def _where(place: Place, school: School, text: Text) -> Markup:
    inner = text("card.inside", place=place_words(school, place.code, text.language))
    return lines(text("card.ask_place"), "" if _is_top(place, school) else inner)


def _outwards(card: Card, place: Place, school: School, text: Text) -> Button:
    """Return the button to the place around this one, or out of the question."""
    above = path(school, place.code)[:-1]
    if above:
        return back(text, *_named(card, "inside", above[-1], school))
    if _is_top(place, school):
        return to_card(card, text)
    return back(text, "t", card.ticket.id, Move.RELOCATE)


def _is_top(place: Place, school: School) -> bool:
    return school.campuses == (place,)
