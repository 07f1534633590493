"""Moments, durations, places and promises in plain words."""

from dataclasses import replace

import pytest

from domain.cuts import cut
from domain.ladders import Recipient
from domain.targets import Unit
from locales import LANGUAGES, text_in
from tests.views.samples import COMPLAINT, NEW, NIGHT, NOW, WAITING, WITH_BORIS, clocks
from tests.views.school import LIGHT, SCHOOL, SECOND_CAMPUS, at
from views.alarms import Alarm, alarm
from views.words import (
    category_of_service,
    duration,
    length,
    name,
    place_words,
    promise,
    provisional,
    service_words,
    team_words,
    when,
)

HANS = text_in("zh_Hans")
EN = text_in("en")
RU = text_in("ru")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-09-16 16:30", "今天 16:30"),
        ("2026-09-16 00:00", "今天 00:00"),
        ("2026-09-17 08:10", "明天 08:10"),
        ("2026-09-15 23:59", "昨天 23:59"),
        ("2026-09-18 17:30", "9月18日 周五 17:30"),
        ("2027-01-04 08:00", "1月4日 周一 08:00"),
    ],
)
def test_when(moment: str, said: str) -> None:
    """A moment is said by the school's own clock, near days by their name."""
    assert when(at(moment), NOW, SCHOOL, HANS) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (61 * 60, "1 hour 1 minute"),
        (2 * 3600, "2 hours"),
        (9 * 3600 + 59 * 60, "9 hours 59 minutes"),
        (30 * 3600 + 59 * 60, "30 hours"),
    ],
)
def test_duration(seconds: int, said: str) -> None:
    """A length of time has hours at most: working time has no days of 24 hours."""
    assert duration(seconds, EN) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "1 hour"),
        (23.99, "23 hours"),
        (24, "1 day"),
        (49.5, "2 days 1 hour"),
        (10 * 24 + 5, "10 days"),
    ],
)
def test_length(hours: float, said: str) -> None:
    """Waiting is told in days of the wall clock, from ten days on in nothing but days."""
    assert length(int(hours * 3600), EN) == said


def test_name_falls_back() -> None:
    """A name that a language lacks is taken from the nearest one that has it."""
    assert name({"zh_Hans": "报修"}, "zh_Hant") == "报修"
    assert name({"zh_Hans": "报修", "en": "Repair"}, "ru") == "Repair"
    assert name({"zh_Hans": "报修"}, "en") == "报修"
    assert name({"ru": "Ремонт"}, "en") == "Ремонт"
    assert name({}, "en") == ""


def test_place_words() -> None:
    """The only campus goes without saying, one of several does not."""
    two = replace(SCHOOL, campuses=(*SCHOOL.campuses, SECOND_CAMPUS))
    assert place_words(SCHOOL, "main/a/3/301", "zh_Hans") == "教学楼A · 3 层 · 301"
    assert place_words(SCHOOL, "main", "zh_Hans") == "主校区"
    assert place_words(two, "main/a/3/301", "zh_Hans") == "主校区 · 教学楼A · 3 层 · 301"
    assert place_words(SCHOOL, "", "zh_Hans") == ""


def test_what_is_gone_is_shown_by_its_code() -> None:
    """A ticket outlives its place, service and team; the card still says something."""
    assert place_words(SCHOOL, "old/hall", "en") == "old/hall"
    assert service_words(SCHOOL, "OLD-01", "en") == "OLD-01"
    assert category_of_service(SCHOOL, "OLD-01", "en") == "OLD-01"
    assert team_words(SCHOOL, "old", "en") == "old"


def test_promise_while_the_clock_runs() -> None:
    """The requester reads by when, in the words of the kind."""
    assert promise(NEW, NOW, SCHOOL, HANS) == "预计明天 09:12 前修好"
    assert promise(COMPLAINT, NOW, SCHOOL, EN) == "Expected answer by Mon 21 Sep 18:00"
    settled = replace(COMPLAINT, clocks=clocks(LIGHT))
    assert promise(settled, NOW, SCHOOL, HANS) == "预计明天 09:12 前办结"


def test_promise_outside_hours() -> None:
    """What is filed at night counts from the next opening, and says so."""
    said = promise(NIGHT, at("2026-09-16 22:10"), SCHOOL, HANS)
    assert said == "预计明天 18:00 前修好（现在是非工作时间，明天 08:00 开始计时）"


def test_promise_in_clock_minutes_never_waits() -> None:
    """A promise around the clock has no opening to wait for."""
    always = replace(NIGHT.clocks[-1], unit=Unit.CLOCK_MINUTES)
    card = replace(NIGHT, clocks=(always,))
    assert "08:00" not in promise(card, at("2026-09-16 22:10"), SCHOOL, HANS)


def test_promise_on_hold() -> None:
    """A paused promise has no due moment, only what is left, and when the pause ends at last."""
    frozen = "已暂停计时，剩余 7 小时 32 分钟"
    said = promise(WAITING, NOW, SCHOOL, HANS)
    assert said == f"{frozen}，最迟9月30日 周三 18:00 恢复计时"
    endless = replace(WAITING, clocks=(replace(WAITING.clocks[0], resumes_at=None),))
    assert promise(endless, NOW, SCHOOL, HANS) == frozen


def test_promise_that_was_broken() -> None:
    """A broken promise says how late it is, in the time that it counts."""
    assert promise(WITH_BORIS, at("2026-09-17 09:12"), SCHOOL, HANS).startswith("预计")
    said = promise(WITH_BORIS, at("2026-09-17 11:12"), SCHOOL, HANS)
    assert said == "已超时 2 小时，正在催办"


def test_no_promise() -> None:
    """Without a clock nothing is promised; a clock of an earlier attempt does not count."""
    assert promise(replace(NEW, clocks=()), NOW, SCHOOL, EN) == ""
    earlier = replace(NEW, ticket=replace(NEW.ticket, cycle=2))
    assert promise(earlier, NOW, SCHOOL, EN) == ""


def test_promise_of_a_calendar_that_is_gone() -> None:
    """A clock outlives its calendar in the school; the due moment stands."""
    school = replace(SCHOOL, calendars={})
    assert promise(NEW, NOW, school, HANS) == "预计明天 09:12 前修好"


@pytest.mark.parametrize("language", LANGUAGES)
def test_promises_differ(language: str) -> None:
    """Running, paused, late and night promises read differently in every language."""
    text = text_in(language)
    late = at("2026-09-18 09:00")
    said = {
        promise(NEW, NOW, SCHOOL, text),
        promise(WAITING, NOW, SCHOOL, text),
        promise(WITH_BORIS, late, SCHOOL, text),
        promise(NIGHT, at("2026-09-16 22:10"), SCHOOL, text),
    }
    assert len(said) == 4


@pytest.mark.parametrize(
    ("words", "limit", "said"),
    [
        ("short", 5, "short"),
        ("longer words", 7, "longer…"),
        ("ab👩‍👧‍👦cd", 5, "ab…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("🇨🇳🇷🇺🇩🇪", 4, "🇨🇳…"),
        ("caf\u0065\u0301s", 5, "caf…"),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 4, "…"),
        ("教学楼三层", 4, "教学楼…"),
        ("words", 0, "…"),
    ],
)
def test_cut(words: str, limit: int, said: str) -> None:
    """Words are cut between graphemes: no half family, flag, skin or accent remains."""
    assert cut(words, limit) == said


def test_russian_keeps_its_cases() -> None:
    """Durations in Russian are written so that no case can be wrong."""
    said = promise(WAITING, NOW, SCHOOL, RU)
    assert said.startswith("Отсчёт приостановлен, осталось 7 ч 32 мин; снова пойдёт")


def test_a_time_in_a_year_without_national_days() -> None:
    """It is remarked once, by the year in which the time is due."""
    running = clocks(LIGHT, at("2026-12-31 17:30"))
    assert (
        provisional(running, SCHOOL.calendars, HANS)
        == "（提交时尚无 2027 年放假安排，按平日推算）"
    )
    assert provisional(clocks(LIGHT, at("2026-12-30 09:00")), SCHOOL.calendars, HANS) == ""


def test_an_alarm_remarks_it_too() -> None:
    """Whoever is called hears that the time may turn out wrong."""
    running = clocks(LIGHT, at("2026-12-31 17:30"))
    told = Alarm(replace(NEW, clocks=running), running[0], Recipient.GROUP)
    now = at("2027-01-04 08:30")
    assert "尚无 2027 年放假安排" in alarm(told, SCHOOL, now, HANS).text
    usual = Alarm(NEW, NEW.clocks[0], Recipient.GROUP)
    assert "尚无" not in alarm(usual, SCHOOL, NOW, HANS).text


def test_a_time_that_no_holiday_moves() -> None:
    """Minutes of the clock, hours that do not follow the nation and pauses have no remark."""
    clock = clocks(LIGHT, at("2026-12-31 17:30"))[0]
    around = replace(clock, unit=Unit.CLOCK_MINUTES)
    always = replace(clock, calendar="always")
    paused = replace(clock, running_since=None, due_at=None)
    assert provisional((around, always, paused), SCHOOL.calendars, HANS) == ""
