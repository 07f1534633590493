"""The tickets that a demo starts with, filed and moved like any others, earlier in the day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.databases import open_units
from bot.running import ensure_school
from bot.settings import Settings
from domain.drafts import Draft
from domain.facts import Person, Who
from domain.moves import Move
from domain.tickets import Kind, Ticket
from models.unit import Unit
from services.filing import submit
from services.moving import Act, move
from services.people import choose_language, introduce, person_for
from services.talk import Words, answer

TEACHER, STUDENT, WANG, LI, MANAGER = 3001, 3002, 2011, 2012, 2001
Step = tuple[timedelta, Callable[[Unit], object]]


class PastClock:
    """A clock that stands at a moment until it is set to another."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment at which it stands."""
        return self.moment

    async def sleep_until(self, moment: datetime) -> None:
        """Go straight to a moment."""
        self.moment = moment


async def sow(settings: Settings, script: dict[str, Any], now: datetime) -> None:
    """Fill an empty database with a few tickets in different states, all before ``now``."""
    clock = PastClock(now)
    units = open_units(settings, clock)
    try:
        await units.run(lambda unit: ensure_school(unit, Path(settings.school)))
        await units.run(lambda unit: _welcome(unit, script))
        for ago, step in _story():
            clock.moment = now - ago
            await units.run(step)
    finally:
        units.close()


def _welcome(unit: Unit, script: dict[str, Any]) -> None:
    """Let everybody on the phones have spoken with the desk before."""
    for person in script["people"]:
        known = person_for(unit, person["id"], person["first_name"])
        choose_language(unit, known, "zh_Hans")
        introduce(unit, known, Who(person["who"]))
    for user_id in (WANG, LI, MANAGER):
        choose_language(unit, person_for(unit, user_id, str(user_id)), "zh_Hans")


def _story() -> tuple[Step, ...]:
    """Return what happened before the demo began, the oldest first."""
    day = timedelta(days=1)
    return (
        (day + timedelta(minutes=75), _filed(TEACHER, _CHAIR)),
        (day + timedelta(minutes=60), _moved(1, WANG, Move.ACCEPT)),
        (day, _moved(1, WANG, Move.DONE)),
        (timedelta(hours=22), _moved(1, TEACHER, Move.CONFIRM)),
        (timedelta(hours=22), _moved(1, TEACHER, Move.RATE, stars=5)),
        (timedelta(hours=20), _filed(STUDENT, _COOLING)),
        (timedelta(hours=19), _moved(2, LI, Move.ACCEPT)),
        (timedelta(hours=18), _moved(2, LI, Move.HOLD, reason="parts")),
        (timedelta(hours=18), _told(2, LI, "压缩机的配件已经订购，明天下午到货后马上来装。")),
        (timedelta(hours=17), _filed(STUDENT, _MEALS)),
        (timedelta(minutes=70), _filed(TEACHER, _SOCKET)),
        (timedelta(minutes=60), _moved(4, WANG, Move.ACCEPT)),
        (timedelta(minutes=10), _filed(STUDENT, _TAP)),
    )


def _draft(kind: Kind, service: str, place: str, words: str) -> Draft:
    return Draft(
        kind, "", service, place, place_done=True, words=words, photos=(), photos_done=True
    )


_CHAIR = _draft(Kind.REPAIR, "FUR-03", "main/a/2/203", "第三排有两把椅子的靠背松了。")
_COOLING = _draft(Kind.REPAIR, "HVA-01", "main/dorm-2/3/305", "空调开了半小时还是不制热。")
_MEALS = _draft(Kind.COMPLAINT, "CAN-02", "main/canteen/1/hall-1", "今天中午二号窗口的菜是凉的。")
_SOCKET = _draft(Kind.REPAIR, "ELE-02", "main/a/3/301", "讲台旁边的插座没有电，投影仪用不了。")
_TAP = _draft(Kind.REPAIR, "WTR-01", "main/dorm-2/3/305", "洗手池的水龙头关不紧，一直滴水。")


def _person(unit: Unit, user_id: int) -> Person:
    return person_for(unit, user_id, str(user_id))


def _filed(user_id: int, draft: Draft) -> Callable[[Unit], Ticket]:
    return lambda unit: submit(unit, _person(unit, user_id), draft)


def _moved(
    ticket_id: int, user_id: int, made: Move, **facts: str | int
) -> Callable[[Unit], Ticket]:
    return lambda unit: move(unit, Act(ticket_id, made, user_id, facts))


def _told(ticket_id: int, user_id: int, words: str) -> Callable[[Unit], Ticket]:
    return lambda unit: answer(unit, Words(ticket_id, user_id, _person(unit, user_id).name, words))
