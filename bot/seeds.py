"""What happened before a demo begins: tickets filed and moved like any others.

The demo lives in the last days before the National Day of 2026, which `examples/school.yaml`
knows, so that it is the same whenever it is watched.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.school import dump, fingerprint
from domain.drafts import Draft
from domain.facts import Person, Who
from domain.moves import Move
from domain.tickets import HoldReason, Kind, Ticket
from models import editions, tickets
from models.unit import Unit, Units
from services.acts import Act
from services.debts import owe_card
from services.filing import submit
from services.gate import ticket_for
from services.moving import move
from services.pausing import contact_days
from services.people import choose_language, introduce, person_for
from services.schools import apply
from services.talk import Words, answer

STUDENT, COLLEAGUE = 3002, 3003
WANG, LI, SUN = 2011, 2012, 2003
_ZONE = ZoneInfo("Asia/Shanghai")

Step = tuple[datetime, Callable[[Unit], object]]
Reach = Callable[[datetime], Awaitable[None]]


def _monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, 28, hour, minute, tzinfo=_ZONE)


def _tuesday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, 29, hour, minute, tzinfo=_ZONE)


BEGINNING, OPENING = _monday(7, 40), _tuesday(9, 5)
"""When the desk of the demo opens, after that day's digest, and when the visitor comes."""


async def sow(units: Units, script: dict[str, Any], reach: Reach) -> None:
    """Let happen what happened before the opening; ``reach`` lets time pass until a moment."""
    await units.run(lambda unit: _welcome(unit, script))
    for moment, step in _story():
        await reach(moment)
        await units.run(step)
    await reach(OPENING)


def speak(unit: Unit, script: dict[str, Any], language: str) -> None:
    """Let everybody on the phones, and every team, go on in a language."""
    for user_id in _on_phones(script):
        choose_language(unit, _person(unit, user_id), language)
    school = editions.current(unit)
    teams = {code: replace(team, language=language) for code, team in school.teams.items()}
    spoken = replace(school, teams=teams)
    now = apply(unit, spoken, (dump(spoken), fingerprint(spoken)), {})
    for ticket in tickets.all_open(unit):
        owe_card(unit, ticket, now)


def _on_phones(script: dict[str, Any]) -> list[int]:
    phones = script["phones"]
    return [
        user_id for phone in phones for user_id in phone.get("user_ids", [phone.get("user_id")])
    ]


def _welcome(unit: Unit, script: dict[str, Any]) -> None:
    """Let everybody on the phones have spoken with the desk before."""
    for person in script["people"]:
        known = person_for(unit, person["id"], person["first_name"])
        introduce(unit, known, Who(person["who"]))
    for user_id in _on_phones(script):
        choose_language(unit, _person(unit, user_id), "zh_Hans")


def _story() -> tuple[Step, ...]:
    """Return what happened, the oldest first."""
    return (
        (_monday(7, 50), _filed(COLLEAGUE, _CHAIR)),
        (_monday(8, 5), _moved(1, WANG, Move.ACCEPT)),
        (_monday(9, 5), _moved(1, WANG, Move.DONE)),
        (_monday(11, 5), _moved(1, COLLEAGUE, Move.CONFIRM)),
        (_monday(11, 5), _moved(1, COLLEAGUE, Move.RATE, stars=5)),
        (_monday(12, 40), _filed(STUDENT, _COOLING)),
        (_monday(13, 0), _moved(2, LI, Move.ACCEPT)),
        (_monday(15, 10), _waits(2, LI, HoldReason.REQUESTER)),
        (_monday(15, 10), _told(2, LI, "下午去过寝室，没有人。您什么时候在？回复这条消息就行。")),
        (_monday(16, 5), _filed(COLLEAGUE, _MEALS)),
        (_monday(16, 20), _moved(3, SUN, Move.ACCEPT)),
        (_monday(16, 50), _told(3, SUN, "已和食堂核实，二号窗口今天起换用保温餐台。")),
        (_monday(16, 50), _moved(3, SUN, Move.DONE)),
        (_monday(17, 30), _moved(3, COLLEAGUE, Move.CONFIRM)),
        (_tuesday(7, 55), _filed(COLLEAGUE, _SOCKET)),
        (_tuesday(8, 5), _moved(4, WANG, Move.ACCEPT)),
        (_tuesday(8, 20), _moved(4, WANG, Move.ARRIVE)),
        (_tuesday(8, 50), _moved(4, WANG, Move.DONE)),
        (_tuesday(9, 0), _filed(STUDENT, _TAP)),
    )


def _draft(kind: Kind, service: str, place: str, words: str) -> Draft:
    return Draft(
        kind, "", service, place, place_done=True, words=words, photos=(), photos_done=True
    )


_CHAIR = _draft(Kind.REPAIR, "FUR-03", "main/a/2/203", "第三排有两把椅子的靠背松了。")
_COOLING = _draft(Kind.REPAIR, "HVA-01", "main/dorm-2/3/305", "空调开了半小时还是不制冷。")
_MEALS = _draft(Kind.COMPLAINT, "CAN-02", "main/canteen/1/hall-1", "今天中午二号窗口的菜是凉的。")
_SOCKET = _draft(Kind.REPAIR, "ELE-02", "main/a/3/302", "讲台旁边的插座没有电，投影仪用不了。")
_TAP = _draft(Kind.REPAIR, "WTR-01", "main/dorm-2/3/305", "洗手池的水龙头关不紧，一直滴水。")


def _person(unit: Unit, user_id: int) -> Person:
    return person_for(unit, user_id, str(user_id))


def _filed(user_id: int, draft: Draft) -> Callable[[Unit], Ticket]:
    return lambda unit: submit(unit, _person(unit, user_id), draft)


def _moved(
    ticket_id: int, user_id: int, made: Move, **facts: str | int
) -> Callable[[Unit], Ticket]:
    return lambda unit: move(unit, Act(ticket_id, made, user_id, facts))


def _waits(ticket_id: int, user_id: int, reason: HoldReason) -> Callable[[Unit], Ticket]:
    """Put work on hold; the requester hears of it by the last of the days that are offered."""

    def hold(unit: Unit) -> Ticket:
        ticket = ticket_for(unit, ticket_id, user_id)
        *_, day = contact_days(unit, ticket, reason, user_id)
        facts = {"reason": reason, "contact": day.isoformat()}
        return move(unit, Act(ticket_id, Move.HOLD, user_id, facts))

    return hold


def _told(ticket_id: int, user_id: int, words: str) -> Callable[[Unit], Ticket]:
    return lambda unit: answer(unit, Words(ticket_id, user_id, _person(unit, user_id).name, words))
