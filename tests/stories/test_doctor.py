"""The doctor beside a desk at work: all is well, and each thing that is not is named."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor import line, store
from bot.settings import Settings
from domain.alerts import Alert
from domain.findings import FINDINGS, Finding, State
from models import alerts, chats
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import TEAM_RELAY
from simulator.world.members import Member
from tests.bot.lines import LeapingClock
from tests.stories.desk import BOT_ID, REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def examined(desk: Desk, **other: object) -> dict[tuple[str, str], Finding]:
    """Return what the doctor finds, by what was looked at and what was found there."""
    settings = desk.settings.model_copy(update=other)
    stored = store.look(settings, desk.clock)
    told = await line.look(settings, desk.clock, stored.teams)
    found = [*told, *stored.findings]
    return {(each.check, each.found): each for each in found}


def ill(found: dict[tuple[str, str], Finding]) -> set[tuple[str, str]]:
    """Return what is not well."""
    return {key for key, each in found.items() if each.state is not State.GOOD}


async def test_a_desk_at_work_is_well(desk: Desk, anna: Telephone) -> None:
    """Everything is looked at while people are served; next year's days are not out yet."""
    await files_a_repair(anna)
    found = await examined(desk)
    assert ill(found) == set()
    assert ("calendar", "awaited") in found
    assert {check for check, _ in found} == FINDINGS.keys() - {"disk", "copies", "font"}
    assert found["desk", "open"].facts["holder"]
    assert await anna.sees("R-1001")


async def test_telegram_that_is_down_hides_nothing_else(desk: Desk) -> None:
    """What the database tells is told all the same."""
    found = await examined(desk, api_base="http://127.0.0.1:9")
    assert ill(found) == {("token", "unreachable")}
    assert ("database", "good") in found


@pytest.mark.parametrize(("token", "what"), [("", "missing"), ("7:wrong", "refused")])
async def test_a_token_that_is_none(desk: Desk, token: str, what: str) -> None:
    """It is named, and nothing else is asked of Telegram."""
    assert ill(await examined(desk, token=SecretStr(token))) == {("token", what)}


async def test_a_webhook_that_is_not_ours(desk: Desk) -> None:
    """Taken over, never set, or left behind."""
    hook = {"webhook_url": "https://desk.example"}
    assert ("updates", "unset") in await examined(desk, **hook)
    await desk.program.telegram.call("setWebhook", {"url": f"{desk.simulator.url}/elsewhere"})
    assert ("updates", "elsewhere") in await examined(desk, **hook)
    found = await examined(desk)
    assert {("updates", "left"), ("updates", "kinds")} >= ill(found) > set()
    await desk.program.telegram.call("deleteWebhook", {})


async def test_a_webhook_that_cannot_be_reached(desk: Desk, anna: Telephone) -> None:
    """Telegram's own words about the last push are shown while something waits."""
    url = "http://127.0.0.1:9"
    await desk.program.telegram.call("setWebhook", {"url": f"{url}/telegram"})
    assert ("updates", "pushed") in await examined(desk, webhook_url=url)
    await anna.says("is anybody there?")
    assert ("updates", "failing") in await examined(desk, webhook_url=url)
    await desk.program.telegram.call("deleteWebhook", {})


@pytest.mark.parametrize(
    ("member", "what"),
    [
        (Member, "good"),
        (partial(Member, status="kicked"), "lost"),
        (partial(Member, status="left"), "lost"),
        (partial(Member, status="restricted", rights={"can_send_messages": False}), "silent"),
    ],
)
async def test_rights_in_a_team_chat(desk: Desk, member: Callable[..., Member], what: str) -> None:
    """A bot that was removed or silenced is named with the team."""
    chat = desk.simulator.world.chats[REPAIR]
    chat.members[BOT_ID] = member(chat.members[BOT_ID].user)
    found = await examined(desk)
    assert ("chat", what) in found
    assert what == "good" or found["chat", what].facts["team"] == "repair"


async def test_a_chat_whose_members_may_not_write(desk: Desk) -> None:
    """Nor may a bot that is an ordinary member."""
    chat = desk.simulator.world.chats[REPAIR]
    chat.permissions["can_send_messages"] = False
    assert ill(await examined(desk)) == {("chat", "silent")}


async def test_a_moved_group_is_asked_for_by_its_new_number(desk: Desk) -> None:
    """School.yaml may still have the old one."""
    await desk.program.units.run(lambda unit: chats.note(unit, REPAIR, moved_to=-1009999))
    assert "chat not found" in str((await examined(desk))["chat", "lost"].facts["why"])


async def test_a_bot_that_hears_everything(desk: Desk) -> None:
    """It works, but people's talk is not the desk's business."""
    desk.simulator.world.bots[BOT_ID].privacy = False
    assert ill(await examined(desk)) == {("privacy", "off")}


async def test_a_machine_whose_clock_is_wrong(desk: Desk) -> None:
    """Held against the moment that Telegram's answers carry."""
    found = await line.look(
        desk.settings, LeapingClock(desk.clock.now() - timedelta(seconds=90)), ()
    )
    wrong = next(each for each in found if each.check == "clock")
    assert (wrong.found, wrong.facts) == ("wrong", {"seconds": 90})


async def test_what_waits_and_what_was_given_up(desk: Desk) -> None:
    """Parked updates, late debts, refused ones, and a year without its national days."""
    await desk.program.intake.take(b'{"update_id": 5')
    await desk.program.units.run(_trouble)
    desk.clock.forward(timedelta(days=14).total_seconds())  # nobody ticks: it waits
    found = await examined(desk)
    assert ill(found) == {
        ("parked", "some"),
        ("debts", "late"),
        ("debts", "given_up"),
        ("calendar", "lacking"),
    }
    assert found["debts", "late"].facts["minutes"] == 14 * 24 * 60
    assert found["calendar", "lacking"].facts["year"] == 2027


def _trouble(unit: Unit) -> None:
    alerts.note(unit, Alert.GIVEN_UP)
    owe(unit, Owed(TEAM_RELAY, REPAIR, None, {}, due_at=unit.now))
    chats.note(unit, REPAIR, quiet_until=unit.now + timedelta(days=30))


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    """It is not made by looking."""
    file = tmp_path / "desk.db"
    found = store.look(Settings(database_url=f"sqlite:///{file}"), LeapingClock()).findings
    assert [(each.check, each.found) for each in found] == [("database", "absent")]
    assert not file.exists()
