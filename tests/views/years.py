"""Screens at the end of a year whose successor's national days are not known yet."""

from collections.abc import Callable
from dataclasses import replace

from domain.moves import Move, Role
from locales import Text
from tests.views.reasons import accounts, promise
from tests.views.samples import NEW, clocks, event
from tests.views.school import HOURS, LIGHT, SCHOOL, at
from views import cards, notices, staff, tickets
from views.screens import Screen

EVE = at("2026-12-31 17:30")
NEW_YEAR = replace(NEW, clocks=clocks(LIGHT, EVE))
_PROMISED = promise(LIGHT.targets, HOURS)
_OWN = tickets.Story(NEW_YEAR, (), accounts(_PROMISED, "2026-12-31 17:30", (), "2026-12-31 17:30"))
_ACCEPTED = event(Move.ACCEPT, Role.WORKER)

YEARS: dict[str, Callable[[Text], Screen]] = {
    "card-new-year": lambda text: cards.card(NEW_YEAR, SCHOOL, EVE, text),
    "ticket-new-year": lambda text: tickets.ticket(_OWN, SCHOOL, EVE, text),
    "submitted-new-year": lambda text: tickets.submitted(NEW_YEAR, SCHOOL, EVE, text),
    "notice-new-year": lambda text: notices.notice(NEW_YEAR, _ACCEPTED, SCHOOL, EVE, text),
    "staff-year-missing": lambda text: staff.year_missing(2027, ("teaching", "office"), text),
}
