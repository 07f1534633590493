"""Why a ticket is due when it is, in plain words: the same for everybody who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.clocks import Clock, ClockKind, Outcome
from domain.cuts import cut
from domain.departures import Departure
from domain.explaining import Account, Segment, State
from domain.facts import Card
from domain.school import School
from domain.targets import Unit, counted
from domain.tickets import Kind, Ticket
from domain.working_time import next_open
from locales import Markup, Text, literal
from views.layout import back, lines, paragraphs
from views.screens import Screen
from views.stamps import corrected_lines
from views.words import duration, held, name, provisional, resumption, team_words, when

_LENGTH = 3400  # an explanation is shorter than 3,500 characters with its title, markup included
_MOST = 60
_NAME = 40
_MINUTE = 60
_HOUR = 60 * _MINUTE

_Told = tuple[School, datetime, Text]


def why(
    card: Card, accounts: Sequence[Account], school: School, now: datetime, text: Text
) -> Screen:
    """Tell of each clock what was promised, what counted, and what is left or late.

    What is oldest is left out when there is no room for it, and a line says so.
    """
    told = (school, now, text)
    title = text("why.title", number=card.ticket.public_number)
    if not accounts:
        return Screen(paragraphs(title, text("why.nothing")))
    most = _MOST
    words = _all(accounts, card, most, told)
    while len(words) >= _LENGTH and most > 1:
        most -= 1
        words = _all(accounts, card, most, told)
    return Screen(paragraphs(title, words, _corrected(card, told)))


def in_place(explained: Screen, ticket: Ticket, text: Text) -> Screen:
    """Return an explanation with a button back to the ticket in whose place it is drawn."""
    return replace(explained, rows=((back(text, "t", ticket.id, "show"),),))


def _corrected(card: Card, told: _Told) -> Markup:
    """Return which steps count at another time than they were pressed."""
    return lines(*corrected_lines(card, told[0], told[2], flags=False))


def _all(accounts: Sequence[Account], card: Card, most: int, told: _Told) -> Markup:
    return paragraphs(*(_account(account, card, most, told) for account in accounts))


def _account(account: Account, card: Card, most: int, told: _Told) -> Markup:
    text, clock = told[2], account.clock
    parts, dates = account.segments[-most:], account.departures[-most:]
    hidden = len(account.segments) - len(parts) + len(account.departures) - len(dates)
    return lines(
        text("why.promise", promise=_owed(account, card, told)),
        literal(until(account, text)),
        text("why.since", when=_moment(opening(account), told)),
        literal(text.count("why.hidden", hidden)) if hidden else "",
        *(_segment(part, told) for part in parts),
        *(departure(each, text) for each in dates),
        _standing(account, told),
        _cause(clock, text),
        _agreed(clock, told),
        literal(provisional((clock,), card.hours, text)),
    )


def _owed(account: Account, card: Card, told: _Told) -> str:
    """Return what was promised; of the house's own time which team had it."""
    school, _, text = told
    if account.clock.kind is not ClockKind.OLA:
        return promised(account, card, text)
    team = cut(team_words(school, account.team, text.language), _NAME)
    return text.plain("why.promise.ola", team=team, time=_time(account, text))


def promised(account: Account, card: Card, text: Text) -> str:
    """Return what the requester was promised and in what time, as plain text."""
    kind = account.clock.kind
    settled = kind is ClockKind.RESOLVE and card.ticket.kind is not Kind.REPAIR
    return text.plain(f"why.promise.{'settle' if settled else kind}", time=_time(account, text))


def _time(account: Account, text: Text) -> str:
    target = account.target
    if target.unit is Unit.WORKING_DAYS:
        return text.count("why.days", target.amount)
    key = "why.always" if target.unit is Unit.CLOCK_MINUTES else "why.hours"
    return text.plain(key, time=_exactly(target.amount * _MINUTE, text))


def opening(account: Account) -> datetime:
    """Return the moment from which a clock counts, which is not before its hours."""
    clock = account.clock
    return next_open(counted(clock.unit, account.hours), clock.began_at)


def until(account: Account, text: Text) -> str:
    """Return what a promise in working days means, as plain text; empty for another."""
    target = account.target
    if target.unit is not Unit.WORKING_DAYS:
        return ""
    began = account.hours.local_date(account.clock.began_at)
    return text.plain("why.until", n=target.amount, day=text.day(began))


def _segment(part: Segment, told: _Told) -> Markup:
    _, _, text = told
    span = _span(part.since, part.until, told)
    if part.state is State.PAUSED:
        return text("why.paused", span=span, reason=paused_for(part, text))
    if not part.counted:
        return text("why.uncounted", span=span)
    time = _exactly(part.counted, text)
    if part.reason is not None:
        annulled = text.plain(f"hold.{part.reason}")
        return text("why.annulled", span=span, time=time, reason=annulled)
    return text("why.counted", span=span, time=time)


def paused_for(part: Segment, text: Text, *, own: bool = False) -> str:
    """Return what a clock waited for while it was paused; ``own`` as its requester reads it."""
    return held(part.reason, text, own=own) if part.reason else text.plain("why.appointment")


def _span(since: datetime, until: datetime, told: _Told) -> str:
    """Return both moments; a second one on the same day is only a time."""
    school, now, text = told
    zone = ZoneInfo(school.zone)
    first, last = since.astimezone(zone), until.astimezone(zone)
    start = when(since, now, school, text)
    if first.date() == last.date():
        return text.plain("why.hours_of_day", since=start, until=f"{last:%H:%M}")
    return text.plain("why.span", since=start, until=when(until, now, school, text))


def departure(each: Departure, text: Text, *, brief: bool = False) -> Markup:
    """Return what dates that differ did to a clock; ``brief`` leaves out what their name says."""
    cause = text.plain(f"why.layer.{each.layer.name.lower()}")
    called = cut(name(each.day.names, text.language), _NAME)
    if called:
        cause = called if brief else text.plain("why.named", name=called, layer=cause)
    state = "open" if each.day.windows else "closed"
    return text(f"why.{state}", days=_days(each.first, each.last, text), cause=cause)


def _days(first: date, last: date, text: Text) -> str:
    if first == last:
        return text.day(first)
    return text.plain("why.span", since=text.day(first), until=text.day(last))


def _standing(account: Account, told: _Told) -> Markup:
    """Return how the clock ended, or what is left or late now."""
    text, clock = told[2], account.clock
    if clock.outcome is Outcome.CANCELLED:
        return text("why.cancelled", when=_moment(clock.stopped_at, told))
    if clock.outcome is Outcome.MERGED:
        return text("why.merged", when=_moment(clock.stopped_at, told))
    if account.left < 0:
        due = _moment(clock.breached_at or clock.due_at, told)
        return text("why.late", when=due, late=_exactly(-account.left, text))
    if clock.outcome is not None:
        ended = _moment(clock.stopped_at, told)
        return text("why.met", when=ended, time=_exactly(account.spent, text))
    return _open(clock, account.left, told)


def _cause(clock: Clock, text: Text) -> str:
    """Return why a promise was broken, as everybody may read it; empty while nobody said so."""
    if clock.reason is None:
        return ""
    key = "why.excused" if clock.excused else "why.cause"
    return text(key, cause=text.plain(f"delay.{clock.reason}"))


def _agreed(clock: Clock, told: _Told) -> Markup:
    if clock.agreed_at is None:
        return Markup()
    return told[2]("why.agreed", when=_moment(clock.agreed_at, told))


def _open(clock: Clock, left: int, told: _Told) -> Markup:
    school, now, text = told
    rest = _exactly(left, text)
    if clock.due_at is None:
        frozen = text("why.frozen", left=rest)
        return Markup(f"{frozen}{literal(resumption(clock, school, text))}")
    return text("why.due", when=when(clock.due_at, now, school, text), left=rest)


def _moment(moment: datetime | None, told: _Told) -> str:
    school, now, text = told
    return when(moment or now, now, school, text)


def _exactly(seconds: int, text: Text) -> str:
    """Return a length of time to the minute, so that the lines add up before the reader."""
    minutes = seconds % _HOUR
    if seconds < _HOUR or minutes < _MINUTE:
        return duration(seconds, text)
    hours = duration(seconds - minutes, text)
    return text.plain("duration.both", hours=hours, minutes=duration(minutes, text))
