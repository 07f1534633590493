"""People who talk to the desk."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.facts import Person, Who
from models.engine import insert
from models.tables import PersonRow, table_of
from models.unit import Unit

_person = table_of(PersonRow)
_COLUMNS = [
    _person.c[name]
    for name in ("id", "name", "language", "who", "last_place", "reachable", "muted_until")
]
_READ = select(*_COLUMNS).where(_person.c.id == bindparam("person_id"))
_ADD = insert(_person).on_conflict_do_nothing()


def find(unit: Unit, person_id: int) -> Person | None:
    """Return a person by Telegram id, None for a stranger."""
    if person_id not in unit.people:
        unit.people[person_id] = _read(unit, person_id)
    return unit.people[person_id]


def add(unit: Unit, person_id: int, name: str) -> Person:
    """Remember a new person; harmless when another process was first."""
    unit.people.pop(person_id, None)
    values = {"id": person_id, "name": name, "last_place": "", "reachable": True}
    unknown = {"language": None, "who": None, "muted_until": None}
    unit.execute(_ADD, {**values, **unknown, "first_seen_at": unit.now})
    return Person(person_id, name, None, None, last_place="", reachable=True)


def change(unit: Unit, person_id: int, **values: str | bool | datetime | None) -> None:
    """Set columns of one person."""
    unit.people.pop(person_id, None)
    unit.execute(update(_person).where(_person.c.id == person_id).values(**values))


def _read(unit: Unit, person_id: int) -> Person | None:
    row = unit.execute(_READ, {"person_id": person_id}).one_or_none()
    if row is None:
        return None
    who = Who(row.who) if row.who else None
    known = (row.language, who, row.last_place, row.reachable, row.muted_until)
    return Person(row.id, row.name, *known)
