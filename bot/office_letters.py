"""Letters that are about no single ticket: digests, warnings to the office, how things stand."""

from dataclasses import replace
from datetime import datetime

from bot.desk import Chart, Desk, Letter
from bot.summaries import has_told
from domain.alerts import Alert
from locales import text_in
from models import alerts
from services.calendars import lacking
from services.lists import of_requester, queue_of
from views import offers, queues, staff, tickets
from views.alerts import alert as alert_screen
from views.digest import digest as in_words
from views.digest import headline
from views.screens import Screen


def digest(desk: Desk) -> Letter:
    """Tell managers how a span of time was."""
    figures = desk.figures()
    return desk.letter(Screen(in_words(figures, desk.school, figures.until, desk.text)))


def digest_chart(desk: Desk) -> Letter:
    """Show the same as a chart."""
    figures = desk.figures()
    words = headline(figures, desk.school, figures.until, desk.text)
    chart = Chart(figures, desk.school, desk.text.language)
    return replace(desk.letter(Screen(words)), chart=chart)


def chat_lost(desk: Desk) -> Letter:
    """Alarm the office that a team's chat cannot be reached."""
    return desk.letter(staff.chat_lost(str(desk.debt.facts["team"]), desk.school, desk.text))


def topic_lost(desk: Desk) -> Letter:
    """Warn the office that a team's topic is gone."""
    return desk.letter(staff.topic_lost(str(desk.debt.facts["team"]), desk.school, desk.text))


def interrupted(desk: Desk) -> Letter | None:
    """Tell a team since when its presses were lost, and what it still has to do.

    After an outage a summary may have said so already: one message is enough.
    """
    team = desk.school.teams.get(str(desk.debt.facts["team"]))
    since, until = (datetime.fromisoformat(desk.debt.facts[end]) for end in ("since", "until"))
    if team is None or has_told(desk, team, until):
        return None
    waiting = queue_of(desk.unit, team)
    reader = (desk.school, desk.unit.now, text_in(team.language))
    screen = queues.interrupted(waiting, team, (since, until), reader)
    return replace(desk, team=team).letter(screen)  # the chat may be that of several teams


def year_missing(desk: Desk) -> Letter | None:
    """Sound the alarm of a missing year, unless it has been put in since."""
    year = int(desk.debt.facts["year"])
    calendars = lacking(desk.school, year)
    return desk.letter(staff.year_missing(year, calendars, desk.text)) if calendars else None


def standing(desk: Desk) -> Letter:
    """Tell somebody who is back how all their tickets stand."""
    mine = of_requester(desk.unit, desk.chat_id)
    listed = tickets.my_tickets(mine, 0, desk.school, desk.unit.now, desk.text)
    return desk.letter(offers.remarked(listed, desk.text("mine.back")))


def alert(desk: Desk) -> Letter:
    """Tell an operator of a trouble of the desk itself, with all that happened until now."""
    kind = Alert(desk.debt.facts["kind"])
    since = datetime.fromisoformat(desk.debt.facts["since"])
    times = alerts.count(desk.unit, kind, since)
    return desk.letter(alert_screen(kind, times, since, desk.school, desk.text))
