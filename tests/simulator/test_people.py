"""The people's side over HTTP, the Python client, and being quiet."""

import asyncio
from urllib.parse import parse_qs

import pytest
from aiogram.utils.web_app import check_webapp_signature, safe_parse_webapp_init_data

from simulator.client import NotDone
from tests.simulator.stage import ANNA, BORIS, CHEN, START, TOKEN, Stage, keyboard


async def test_world(stage: Stage) -> None:
    """The world lists users, bots and groups with their members."""
    world = await stage.people.get("world")
    assert [user["id"] for user in world["users"]] == [ANNA, BORIS, CHEN]
    assert world["bots"][0]["username"] == "desk_bot"
    [group] = world["chats"]
    assert {member["user_id"] for member in group["members"]} == {BORIS, CHEN, 42}


async def test_screen(stage: Stage) -> None:
    """A private chat has the bot's id for the person; texts come as safe HTML too."""
    await stage.opened()
    await stage.does("sendMessage", chat_id=ANNA, text="<b>a&lt;b</b>", parse_mode="HTML")
    screen = await stage.anna.screen()
    assert screen["chat"]["id"] == 42
    assert (screen["started"], screen["blocked"], screen["typing"]) == (True, False, False)
    assert [message["html"] for message in screen["messages"]][-1] == "<b>a&lt;b</b>"


async def test_typing_lasts_five_seconds(stage: Stage) -> None:
    """A chat action is shown for five seconds or until the bot speaks."""
    await stage.opened()
    await stage.does("sendChatAction", chat_id=ANNA, action="typing")
    assert (await stage.anna.screen())["typing"]
    stage.simulator.clock.forward(5)
    assert not (await stage.anna.screen())["typing"]


async def test_commands_by_scope_and_language(stage: Stage) -> None:
    """The narrowest scope wins, then the person's language."""
    await stage.opened()
    english = [{"command": "start", "description": "Start"}]
    chinese = [{"command": "start", "description": "开始"}]
    group = [{"command": "queue", "description": "Open tickets"}]
    await stage.does("setMyCommands", commands=english)
    await stage.does("setMyCommands", commands=chinese, language_code="zh-hans")
    await stage.does("setMyCommands", commands=group, scope={"type": "all_group_chats"})
    assert (await stage.anna.screen())["commands"] == english
    assert (await stage.boris.screen())["commands"] == group
    assert (await stage.boris.screen(42))["commands"] == chinese
    assert await stage.does("getMyCommands") == english
    await stage.does("deleteMyCommands")
    assert await stage.does("getMyCommands") == []


async def test_chat_list(stage: Stage) -> None:
    """A person's chats, newest first, with a short last message."""
    await stage.boris.says("in the group", wait=False)
    stage.simulator.clock.forward(60)
    await stage.boris.says("to the bot", 42, wait=False)
    rows = await stage.people.listing("chats", user_id=BORIS)
    assert [row["chat_id"] for row in rows] == [42, stage.group.id]
    assert rows[0]["last"]["text"] == "to the bot"
    await stage.does("sendMessage", chat_id=BORIS, text="answer")
    assert (await stage.people.listing("chats", user_id=BORIS))[0]["unread"] == 1
    await stage.boris.sees(42)
    assert (await stage.people.listing("chats", user_id=BORIS))[0]["unread"] == 0


async def test_changes_wake_at_once(stage: Stage) -> None:
    """The long poll for changes names the screens that changed."""
    version = (await stage.people.get("changes", after=0))["version"]
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(stage.people.get("changes", after=version, wait=30))
        await stage.anna.says("hi", wait=False)
    assert waiting.result()["screens"] == [[ANNA, 42]]


async def test_deleting_and_editing_own_messages_only(stage: Stage) -> None:
    """People change their own messages, not others'."""
    said = await stage.boris.says("oops", wait=False)
    chen = stage.people.person(CHEN, stage.group.id)
    with pytest.raises(NotDone, match="not one of Chen's own"):
        await chen.deletes(said)
    await stage.boris.deletes(said, wait=False)
    assert await stage.boris.reads() == ""


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("say", {"chat_id": 42, "text": "x"}, "the field user_id is missing"),
        ("say", {"user_id": "x", "chat_id": 42, "text": "x"}, "user_id must be an integer"),
        ("say", {"user_id": 5, "chat_id": 42, "text": "x"}, "there is no user 5"),
        ("say", {"user_id": ANNA, "chat_id": 5, "text": "x"}, "there is no chat 5"),
        ("say", {"user_id": ANNA, "chat_id": 42, "text": " "}, "needs some text"),
        ("press", {"user_id": ANNA, "chat_id": 42, "message_id": 9}, "there is no message 9"),
        ("tap", {"user_id": ANNA, "chat_id": 42, "text": "x"}, "no button 'x'"),
        ("clock", {"forward": -1}, "not negative"),
        ("clock", {"to": "2020-01-01T00:00:00+00:00"}, "only moves forward"),
        ("clock", {"to": "2030-01-01"}, "needs an offset"),
        ("migrate", {"chat_id": 5}, "there is no group 5"),
        ("users", {"id": 1}, "first_name is missing"),
        ("users", {"id": ANNA, "first_name": "A"}, "exists already"),
    ],
)
async def test_wrong_requests(
    stage: Stage, path: str, fields: dict[str, object], words: str
) -> None:
    """Every refusal of the people's side is one clear sentence."""
    with pytest.raises(NotDone, match=words):
        await stage.people.post(path, **fields)


async def test_strangers_and_blockers_cannot_speak(stage: Stage) -> None:
    """Who is not in the group, or blocks the bot, cannot write there."""
    with pytest.raises(NotDone, match="may not write in Repairs"):
        await stage.anna.says("x", stage.group.id, wait=False)
    await stage.anna.blocks(wait=False)
    with pytest.raises(NotDone, match="unblock it"):
        await stage.anna.says("x", wait=False)
    await stage.anna.opens(wait=False)
    assert (await stage.anna.screen())["blocked"] is False


async def test_newest_button_is_pressed(stage: Stage) -> None:
    """A press finds the newest visible message with such a button, or says what there is."""
    await stage.opened()
    for text in ("old", "new"):
        await stage.does("sendMessage", chat_id=ANNA, text=text, reply_markup=keyboard("Accept"))
    await stage.anna.presses("Accept", wait=False)
    [update] = await stage.updates()
    assert update["callback_query"]["message"]["text"] == "new"
    with pytest.raises(NotDone, match="no button 'Reject'"):
        await stage.anna.presses("Reject")
    assert await stage.anna.buttons() == ["Accept"]


async def test_url_button_opens_its_link(stage: Stage) -> None:
    """A button with a link sends nothing to the bot."""
    await stage.opened()
    markup = {"inline_keyboard": [[{"text": "Rules", "url": "https://school.cn/rules"}]]}
    await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    pressed = await stage.anna.presses("Rules", wait=False)
    assert pressed.url == "https://school.cn/rules"
    assert await stage.updates() == []


async def test_mini_app_is_launched_with_signed_data(stage: Stage) -> None:
    """A11: a web_app button opens its page with initData that the token verifies."""
    await stage.opened()
    app = {"text": "Dashboard", "web_app": {"url": "http://127.0.0.1:8080/app"}}
    markup = {"inline_keyboard": [[app]]}
    await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    pressed = await stage.anna.presses("Dashboard", wait=False)
    address, _, fragment = pressed.url.partition("#")
    assert address == "http://127.0.0.1:8080/app"
    data = parse_qs(fragment)["tgWebAppData"][0]
    shown = safe_parse_webapp_init_data(TOKEN, data)
    assert shown.user is not None
    assert (shown.user.id, shown.auth_date) == (ANNA, START)
    assert not check_webapp_signature("43:OTHER", data)


async def test_newcomers_and_replies(stage: Stage) -> None:
    """Somebody new comes to Telegram, and answers what they see."""
    dora = await stage.people.newcomer("Dora", language_code="ru")
    await dora.opens(wait=False)
    await stage.does("sendMessage", chat_id=dora.id, text="who are you?")
    await dora.replies((await dora.sees())[-1], "Dora", wait=False)
    said = (await stage.updates())[-1]["message"]
    assert said["reply_to_message"]["text"] == "who are you?"


async def test_quiet_waits_for_confirmation(stage: Stage) -> None:
    """The world is quiet when updates are confirmed; a waiting long poll is quiet."""
    assert await stage.simulator.quiet(1)
    await stage.updates()
    await stage.anna.says("hi", wait=False)
    assert not await stage.simulator.quiet(0.05)
    assert "desk_bot" in stage.simulator.pending()
    async with asyncio.TaskGroup() as group:
        quiet = group.create_task(stage.simulator.quiet(10))
        [update] = await stage.does("getUpdates")
        assert not quiet.done()
        polling = group.create_task(
            stage.call("getUpdates", offset=update["update_id"] + 1, timeout=50)
        )
        assert await quiet
        polling.cancel()


async def test_quiet_asks_the_bots_own_work(stage: Stage) -> None:
    """Work that goes on after the confirmation is waited for when the bot can tell."""
    asked: list[str] = []

    async def settled() -> None:
        asked.append("asked")

    stage.simulator.settled.append(settled)
    await stage.people.quiet()
    assert asked == ["asked"]


async def test_unattended_bot_is_not_waited_for(stage: Stage) -> None:
    """A bot whose poll broke off is down: nobody waits for it."""
    url = f"{stage.simulator.url}/bot42:TEST/getUpdates"
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(_poll(stage, url))
        while not stage.simulator.api.receiver(stage.bot).is_waiting:
            await stage.simulator.world.activity.bell.heard(0.01)
        polling.cancel()
    while stage.bot.attended:
        await stage.simulator.world.activity.bell.heard(0.01)
    await stage.anna.says("anybody?")


async def _poll(stage: Stage, url: str) -> None:
    async with stage.http.post(url, json={"timeout": 50}):
        pass
