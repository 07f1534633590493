"""Why a promise is due when it is, in the few lines that its requester reads on the ticket."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.explaining import Account, State
from domain.facts import Card
from domain.school import School
from domain.targets import counted
from domain.working_time import elapsed
from locales import Markup, Text, literal
from views.layout import lines
from views.why import departure, opening, paused_for, promised, until
from views.words import awaited, length, when

_FEW = 3


def brief(
    card: Card, accounts: Iterable[Account], school: School, now: datetime, text: Text
) -> Markup:
    """Tell how the promise is counted that the requester reads; empty when there is none.

    After the promise only what made a difference: waiting that is over, as far as it took working
    time, and dates that differ from the week; at most three lines of that.
    """
    shown = [clock.key for clock in awaited(card)[-1:]]
    account = next((each for each in accounts if each.clock.key in shown), None)
    if account is None:
        return Markup()
    return lines(
        text("brief.promise", promise=promised(account, card, text)),
        literal(until(account, text) or _began(account, school, now, text)),
        _difference(account, card, text),
    )


def _began(account: Account, school: School, now: datetime, text: Text) -> str:
    """Return from when it counts; empty before that, because then the promise itself says so."""
    opens = opening(account)
    return text.plain("why.since", when=when(opens, now, school, text)) if opens <= now else ""


def _difference(account: Account, card: Card, text: Text) -> Markup:
    dates = (departure(each, text, brief=True) for each in account.departures)
    made = [line for line in (_waited(account, card, text), *dates) if line]
    if len(made) <= _FEW:
        return lines(*made)
    hidden = len(made) - (_FEW - 1)
    more = text.count("brief.more", hidden, button=text.plain("button.why"))
    return lines(*made[:-hidden], literal(more))


def _waited(account: Account, card: Card, text: Text) -> Markup:
    """Return how long it was on hold, and why; not for a hold that goes on or cost nothing."""
    clock = account.clock
    hours = counted(clock.unit, card.hours[clock.calendar])
    waits = [
        part
        for part in account.segments
        if part.state is State.PAUSED
        and part.since != clock.paused_since
        and elapsed(hours, part.since, part.until)
    ]
    if not waits:
        return Markup()
    reasons = dict.fromkeys(paused_for(part, text, own=True) for part in waits)
    seconds = sum(int((part.until - part.since).total_seconds()) for part in waits)
    listed = text.plain("list.comma").join(reasons)
    return text("brief.waited", reasons=listed, time=length(seconds, text))
