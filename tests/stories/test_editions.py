"""The school changes while people wait for their tickets."""

from dataclasses import replace
from functools import partial

from bot.school import load
from bot.school.editions import dump, fingerprint
from domain.calendars import around_the_clock
from domain.school import School
from services.schools import apply
from tests.stories.desk import DESK_CHAT, REPAIR, SCHOOL, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def test_who_complained_in_confidence_stays_unknown(desk: Desk, ben: Telephone) -> None:
    """The form promised it, so an edition without that promise changes nothing for old tickets."""
    await ben.says("/complaint")
    await ben.taps("Canteen")
    await ben.taps("Quality, price")
    await ben.says("The rice was cold today.")
    await ben.taps("Submit")
    await puts_in_force(desk, without_confidence(load(SCHOOL)))
    sun = Telephone(desk.person(2003), DESK_CHAT)
    await sun.taps("接单")
    assert "Ben" not in (await sun.finds("👤"))["text"]


async def test_a_finished_ticket_outlives_its_team(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """What a team that goes had finished is the dispatchers'; they hear what is still wrong."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("完成")
    await puts_in_force(desk, without_repair(load(SCHOOL)))
    await anna.taps("Not fixed")
    sun = Telephone(desk.person(2003), DESK_CHAT)
    assert await sun.sees("R-1001")
    await sun.taps("完成", about="R-1001")
    await anna.taps("Solved")
    assert "已确认解决" in (await sun.finds("📍"))["text"]


async def test_a_ticket_keeps_its_hours(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Hours that change while somebody works on it neither make it late nor give it time."""
    await files_a_repair(anna)
    await puts_in_force(desk, never_closing(load(SCHOOL)))
    await desk.forward(hours=14)  # 23:00; it was promised until 22:00 of the next day
    await wang.taps("接单")
    card = (await wang.finds("📍"))["text"]
    assert "完成时限：11月24日 周二 22:00（11月24日 周二 07:00 开始计时）" in card


async def puts_in_force(desk: Desk, school: School) -> None:
    """Apply an edition beside the running desk."""
    document = (dump(school), fingerprint(school))
    change = partial(apply, new=school, document=document, handed_over={})
    await desk.program.units.run(change)


def without_confidence(school: School) -> School:
    """Return the school in which the teams see who complained."""
    categories = (
        replace(each, services=tuple(replace(one, anonymous=False) for one in each.services))
        for each in school.categories
    )
    return replace(school, categories=tuple(categories))


def without_repair(school: School) -> School:
    """Return the school that has given up its repair team."""
    teams = {code: team for code, team in school.teams.items() if team.chat_id != REPAIR}
    return replace(school, teams=teams)


def never_closing(school: School) -> School:
    """Return the school whose every calendar is open day and night."""
    always = around_the_clock(school.zone)
    return replace(school, calendars=dict.fromkeys(school.calendars, always))
