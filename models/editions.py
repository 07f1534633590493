"""The editions of ``school.yaml``."""

from datetime import datetime

from sqlalchemy import func, insert, select

from domain.school import School
from models.tables import SchoolEdition, table_of
from models.unit import Unit

_edition = table_of(SchoolEdition)
_NEWEST = select(_edition).order_by(_edition.c.version.desc()).limit(1)
_LATEST = _NEWEST.with_only_columns(_edition.c.version)
_FINGERPRINT = _NEWEST.with_only_columns(_edition.c.fingerprint)
_DOCUMENT = select(_edition)


def latest_version(unit: Unit) -> int | None:
    """Return the number of the edition in force, None before the first."""
    version: int | None = unit.execute(_LATEST).scalar()
    return version


def current(unit: Unit) -> School:
    """Return the school as it is in force, the same for a whole unit.

    Raises LookupError before the first edition.
    """
    if unit.school is None:
        version = latest_version(unit)
        if version is None:
            raise LookupError("apply a school.yaml first: `python -m bot school apply FILE`")
        unit.school = at(unit, version)
    return unit.school


def at(unit: Unit, version: int) -> School:
    """Return one edition; it is read from the database once per process."""
    if unit.school is not None and unit.school.version == version:
        return unit.school
    known = unit.editions.find(version)
    if known is not None:
        return known
    row = unit.execute(_DOCUMENT.where(_edition.c.version == version)).one()
    school = unit.editions.read(row.document, version)
    unit.editions.keep(school)
    return school


def opened_at(unit: Unit) -> datetime:
    """Return when the first edition was put in force: from then on there is a desk."""
    moment: datetime = unit.execute(select(func.min(_edition.c.applied_at))).scalar_one()
    return moment


def fingerprint(unit: Unit) -> str | None:
    """Return the fingerprint of the edition in force."""
    found: str | None = unit.execute(_FINGERPRINT).scalar()
    return found


def add(unit: Unit, document: str, fingerprint: str) -> School:
    """Put a new edition in force and return it."""
    values = {"document": document, "fingerprint": fingerprint, "applied_at": unit.now}
    version = unit.execute(insert(_edition).returning(_edition.c.version), values).scalar_one()
    # not kept: if this unit rolls back, its number will belong to another document
    unit.school = unit.editions.read(document, version)
    return unit.school
