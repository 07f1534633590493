"""What screens say of a ticket's time after the school has changed its hours."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.clocks import ClockKind
from domain.facts import Card
from domain.ladders import Recipient
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Ticket
from locales import text_in
from models import editions
from models.unit import ReadSchool, Unit, Units
from services.gate import card_of, events_of
from services.schools import apply
from services.timing import accounts_of
from tests.services.people import files, moves
from tests.support.clocks import StillClock
from tests.support.schools import CALENDARS, WORKER, small_school
from tests.views.reading import shown
from views import alarms, cards, notices, records, tickets
from views.records import Record
from views.screens import Screen

EN = text_in("en")
ALWAYS, EAST = "never closes", "an hour further east"


def edition(document: str, version: int) -> School:
    """Return the small school; or as it never closes; or that, moved to another zone."""
    school = small_school(document, version)
    if document not in {ALWAYS, EAST}:
        return school
    moved = replace(school, zone="Asia/Tokyo" if document == EAST else school.zone)
    return replace(moved, calendars=CALENDARS | {"teaching": CALENDARS["emergency"]})


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as this module's school."""
    return edition


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair on Monday at nine, due on Tuesday at nine; then the hours change."""
    filed = moves(units, files(units), WORKER, Move.ACCEPT)
    applies(units, ALWAYS)
    return filed


def applies(units: Units, document: str) -> None:
    """Put an edition in force."""
    with units.open() as unit:
        version = editions.current(unit).version + 1
        apply(unit, edition(document, version), (document, document), {})


def _alarm(unit: Unit, card: Card, school: School) -> Screen:
    (work,) = (each for each in card.clocks if each.kind is ClockKind.RESOLVE)
    return alarms.alarm(alarms.Alarm(card, work, Recipient.ASSIGNEE), school, unit.now, EN)


def _notice(unit: Unit, card: Card, school: School) -> Screen:
    accepted = events_of(unit, card.ticket)[-1]
    return notices.notice(card, accepted, school, unit.now, EN)


def _record(unit: Unit, card: Card, school: School) -> Screen:
    record = Record(card, events_of(unit, card.ticket), frozenset({Role.LEAD}))
    return records.record(record, school, unit.now, EN)


def _ticket(unit: Unit, card: Card, school: School) -> Screen:
    story = tickets.Story(card, events_of(unit, card.ticket), accounts_of(unit, card.ticket))
    return tickets.ticket(story, school, unit.now, EN)


TOMORROW = "(tomorrow|Tue 24 Nov)"
"""What is read later is told by its day."""
SCREENS: dict[str, Callable[[Unit, Card, School], Screen]] = {
    "card": lambda unit, card, school: cards.card(card, school, unit.now, EN),
    "record": _record,
    "alarm": _alarm,
    "notice": _notice,
    "ticket": _ticket,
}


def said(units: Units, ticket: Ticket, screen: str) -> str:
    """Return what a screen says of the ticket, by the school as it is in force."""
    with units.open() as unit:
        drawn = SCREENS[screen](unit, card_of(unit, ticket), editions.current(unit))
    return shown(drawn.text)


def test_a_card_keeps_the_hours_of_the_ticket(units: Units, ticket: Ticket) -> None:
    """They are those of its own edition, whatever the present one says."""
    with units.open() as unit:
        card = card_of(unit, ticket)
        assert card.hours == editions.at(unit, 1).calendars
        assert card.hours != editions.current(unit).calendars


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_not_due_yet_is_not_late(
    units: Units, ticket: Ticket, clock: StillClock, screen: str
) -> None:
    """At seven in the evening ten hours have passed, of which seven count."""
    clock.forward(hours=10)
    assert re.search(f"{TOMORROW} 09:00", said(units, ticket, screen))
    assert "late" not in said(units, ticket, screen)
    assert "verdue" not in said(units, ticket, screen)


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_late_is_as_late_as_its_hours_say(
    units: Units, ticket: Ticket, clock: StillClock, screen: str
) -> None:
    """At ten the next morning it is late by one hour, not by seventeen."""
    clock.forward(days=1, hours=1)
    assert "1 hour" in said(units, ticket, screen)
    assert "17 hours" not in said(units, ticket, screen)


@pytest.mark.parametrize("screen", ["card", "record", "ticket", "notice"])
def test_times_are_read_in_the_zone_of_the_school(
    units: Units, ticket: Ticket, clock: StillClock, screen: str
) -> None:
    """Hours are counted where they were promised, and told by the clocks that people have now."""
    applies(units, EAST)
    clock.forward(hours=10)
    assert re.search(f"{TOMORROW} 10:00", said(units, ticket, screen))
    assert re.search(f"{TOMORROW} 09:00", said(units, ticket, screen))
