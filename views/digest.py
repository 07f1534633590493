"""The managers' digest: a headline that fits below the chart, and the whole in one message."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from domain.cuts import cut
from domain.facts import DigestFigures, Line, Tally
from domain.school import School
from locales import Markup, Text
from views.layout import lines, paragraphs
from views.words import category_words, length, name, place_words, service_words, team_words, when

_TALLIES = 12
_REASONS = 3
_OLDEST = 10
_NAME = 30
_PLACE = 50


def headline(figures: DigestFigures, school: School, now: datetime, text: Text) -> Markup:
    """Return the span and the four counts: the caption of the chart."""
    return lines(
        text("digest.title", school=name(school.names, text.language)),
        text(
            "digest.span",
            since=when(figures.since, now, school, text),
            until=when(figures.until, now, school, text),
        ),
        text(
            "digest.headline",
            new=figures.new,
            done=figures.done,
            open=figures.open,
            overdue=figures.overdue,
        ),
    )


def digest(figures: DigestFigures, school: School, now: datetime, text: Text) -> Markup:
    """Return the whole digest as one message, with or without the chart above it."""

    def team(code: str) -> str:
        return team_words(school, code, text.language)

    def category(code: str) -> str:
        return category_words(school, code, text.language)

    return paragraphs(
        headline(figures, school, now, text),
        lines(
            _compliance(figures, text),
            _lately(figures, text),
            _reasons(figures, text),
            _overheld(figures, team, text),
            _rework(figures, text),
            _rating(figures, text),
        ),
        _tallies(text("digest.teams"), figures.teams, team, text),
        _tallies(text("digest.categories"), figures.categories, category, text),
        _oldest(figures.oldest, school, now, text),
    )


def _compliance(figures: DigestFigures, text: Text) -> Markup:
    total = figures.met + figures.missed
    if not total:
        return text("digest.compliance_none")
    percent = figures.met * 100 // total
    raw = text("digest.compliance", percent=percent, met=figures.met, total=total)
    accepted = (figures.met + figures.excused) * 100 // total
    told = text("digest.excused", percent=accepted, excused=figures.excused)
    changed = figures.reclassified
    return lines(
        Markup(raw + told) if figures.excused else raw,
        text("digest.reclassified", n=changed) if changed else "",
    )


def _lately(figures: DigestFigures, text: Text) -> Markup:
    """Return the share kept of late, and what it is with those that managers accepted."""
    met, missed, excused = figures.lately
    total = met + missed
    if not total:
        return Markup()
    percent, accepted = (kept * 100 // total for kept in (met, met + excused))
    return text("digest.lately", percent=percent, accepted=accepted)


def _reasons(figures: DigestFigures, text: Text) -> Markup:
    """Return the most frequent reasons, and where managers decide about them."""
    if not figures.missed:
        return Markup()
    named = [
        text.plain("digest.reason", reason=text.plain(f"breach.{reason}"), n=n)
        for reason, n in figures.reasons
        if reason is not None
    ][:_REASONS]
    named += [
        text.plain("digest.unexplained", n=n) for reason, n in figures.reasons if reason is None
    ]
    listed = text.plain("breach.comma").join(named)
    return lines(text("digest.reasons", reasons=listed), text("digest.missed"))


def _overheld(figures: DigestFigures, named: Callable[[str], str], text: Text) -> Markup:
    """Return which teams held tickets longer than they may; empty for none."""
    if not figures.overheld:
        return Markup()
    said = [
        text.plain("digest.held", team=cut(named(code), _NAME), n=n)
        for code, n in figures.overheld[:_TALLIES]
    ]
    return text("digest.overheld", teams=text.plain("breach.comma").join(said))


def _rework(figures: DigestFigures, text: Text) -> Markup:
    """Return how many had been reopened, and how long those took in all; empty for none."""
    if figures.fixed_in is None:
        return Markup()
    took = length(int(figures.fixed_in.total_seconds()), text)
    return text("digest.rework", n=figures.reworked, done=figures.done, time=took)


def _rating(figures: DigestFigures, text: Text) -> Markup:
    if not figures.ratings:
        return text("digest.rating_none")
    answers = text.count("digest.answers", figures.ratings)
    mean = f"{figures.rating_sum / figures.ratings:.1f}"
    return text("digest.rating", mean=mean, answers=answers)


def _tallies(
    title: Markup, tallies: Iterable[Tally], named: Callable[[str], str], text: Text
) -> Markup:
    """Return the busiest tallies; those without any ticket are left out."""
    busy = [each for each in tallies if each.new or each.done or each.open]
    busy.sort(key=lambda each: (-each.overdue, -each.open, -each.new))
    said = [
        text(
            "digest.tally",
            name=cut(named(each.code), _NAME),
            new=each.new,
            done=each.done,
            open=each.open,
            overdue=each.overdue,
        )
        for each in busy[:_TALLIES]
    ]
    return lines(title, *said) if said else Markup()


def _oldest(waiting: Iterable[Line], school: School, now: datetime, text: Text) -> Markup:
    said = [_old(line, school, now, text) for line in tuple(waiting)[:_OLDEST]]
    return lines(text("digest.oldest"), *said) if said else text("digest.quiet")


def _old(line: Line, school: School, now: datetime, text: Text) -> Markup:
    ticket = line.ticket
    service = service_words(school, ticket.service, text.language)
    place = place_words(school, ticket.place, text.language)
    return text(
        "digest.oldest_line",
        mark="⚠️" if line.overdue else "·",
        number=ticket.public_number,
        title=cut(" · ".join(part for part in (service, place) if part), _PLACE),
        since=when(ticket.submitted_at, now, school, text),
    )
