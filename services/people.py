"""Who speaks to the desk, in which language, and whether they can be reached."""

from domain.cuts import cut
from domain.facts import Person, Who
from domain.texts import is_blank
from domain.tickets import OPEN, Status
from models import editions, people, tickets
from models.unit import Unit
from services import debts

NAME_AT_MOST = 64
_LATEST = 30
_WAITING = OPEN | {Status.DONE}
"""Whose requester still has to hear something, or to say it."""
OFFICIAL = "zh_Hans"
"""The language in which the staff's names are shown to everybody."""


def person_for(unit: Unit, person_id: int, name: str) -> Person:
    """Return whoever speaks, remembering a person who is new.

    Staff go by the name that the school gave them, everybody else by their own, or by their
    Telegram id when nothing of that can be seen.
    """
    known = people.find(unit, person_id)
    if known is not None:
        return known
    staff = editions.current(unit).staff.get(person_id)
    own = str(person_id) if is_blank(name) else cut(name, NAME_AT_MOST)
    return people.add(unit, person_id, staff.names[OFFICIAL] if staff else own)


def choose_language(unit: Unit, person: Person, language: str) -> None:
    """Let the desk speak to a person in a language."""
    people.change(unit, person.id, language=language)


def introduce(unit: Unit, person: Person, who: Who) -> None:
    """Write down who a person is."""
    people.change(unit, person.id, who=who)


def reach(unit: Unit, person_id: int, *, reachable: bool) -> None:
    """Write down whether the desk can speak to a person; teams see it on their cards.

    Whoever comes back is owed how their tickets stand: the news of meanwhile are not kept. On an
    anonymous complaint it is not shown, because it would tell whose it is.
    """
    person = people.find(unit, person_id)
    if person is None or person.reachable is reachable:
        return
    people.change(unit, person_id, reachable=reachable)
    school = editions.current(unit)
    latest = tickets.of_requester(unit, person_id, _LATEST)
    waiting = [ticket for ticket in latest if ticket.status in _WAITING]
    for ticket in waiting:
        if not ticket.anonymous:
            debts.owe_card(unit, ticket, school)
    if waiting and reachable:
        debts.owe_standing(unit, person_id)
