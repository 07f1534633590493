"""A school with a choice at every question, and people with telephones."""

from dataclasses import replace

import pytest

from domain.school import Category, PhotoRule, School
from domain.tickets import Kind, Ticket
from locales import LANGUAGES
from models.unit import ReadSchool, Units
from tests.handlers.private.lives import repair
from tests.handlers.private.phone import Phone, staff_phone
from tests.support.schools import CATEGORIES, TAP, WORKER, names, small_school

ANNA, BEN = 7001, 7002
LOCK = replace(TAP, code="DOR-01", names=names("门锁", "Lock"), photo=PhotoRule.REQUIRED)
DOORS = Category("DOR", Kind.REPAIR, names("门窗", "Doors"), (LOCK,))


def wider_school(document: str, version: int) -> School:
    """Return the small school with four languages and a second category of repairs."""
    small = small_school(document, version)
    return replace(small, languages=LANGUAGES, categories=(*CATEGORIES, DOORS))


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as this module's school."""
    return wider_school


@pytest.fixture
def anna(units: Units, school: School) -> Phone:
    """Give a teacher who reads English and is known."""
    return known(Phone(units, ANNA, "Anna"))


@pytest.fixture
def ben(units: Units, school: School) -> Phone:
    """Give somebody else who is known."""
    return known(Phone(units, BEN, "Ben"))


@pytest.fixture
def wang(units: Units, school: School) -> Phone:
    """Give a worker of the repair team in his own private chat."""
    return staff_phone(units, WORKER, "Wang")


@pytest.fixture
def ticket(anna: Phone, units: Units) -> Ticket:
    """Give a repair that Anna has just filed."""
    return repair(anna, units)


def known(phone: Phone) -> Phone:
    """Let somebody choose a language and say who they are."""
    phone.says("/start")
    phone.presses("English")
    phone.presses("Teacher")
    return phone
