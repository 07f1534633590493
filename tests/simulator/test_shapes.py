"""A10: shapes of updates that break handlers, and who hears what."""

import pytest

from tests.simulator.stage import ANNA, BORIS, CHEN, Stage, keyboard, picture


async def _heard(stage: Stage) -> list[str]:
    updates = await stage.updates()
    return [u["message"].get("text", "?") for u in updates if "message" in u]


async def test_press_on_a_deleted_message(stage: Stage) -> None:
    """A10: the message of a press may be inaccessible: chat, id, date 0 and nothing else."""
    await stage.opened()
    card = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    await stage.does("deleteMessage", chat_id=ANNA, message_id=card["message_id"])
    await stage.anna.forges("accept", card, wait=False)
    [update] = await stage.updates()
    message = update["callback_query"]["message"]
    assert message["date"] == 0
    assert sorted(message) == ["chat", "date", "message_id"]


@pytest.mark.parametrize("data", ["t:999:accept", "x" * 200, "a\x00b", ""])
async def test_forged_and_foreign_data(stage: Stage, data: str) -> None:
    """A10: callback data need not be among the message's buttons."""
    await stage.opened()
    card = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    await stage.anna.forges(data, card, wait=False)
    [update] = await stage.updates()
    assert update["callback_query"]["data"] == data


async def test_data_that_is_not_utf8(stage: Stage) -> None:
    """A10: bytes that are no UTF-8 stand raw in the body."""
    await stage.opened()
    card = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    data = b"a\xff\xfe".decode("utf-8", "surrogateescape")
    await stage.anna.forges(data, card, wait=False)
    async with stage.http.get(f"{stage.simulator.url}/bot42:TEST/getUpdates") as response:
        assert b'"data":"a\xff\xfe"' in await response.read()


async def test_old_button_can_be_pressed(stage: Stage) -> None:
    """A10: a screen that was not redrawn still sends the old data."""
    await stage.opened()
    card = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    number = card["message_id"]
    await stage.does("editMessageText", chat_id=ANNA, message_id=number, text="done")
    await stage.anna.forges("accept", card, wait=False)
    [update] = await stage.updates()
    assert "reply_markup" not in update["callback_query"]["message"]


async def test_repeated_press_has_a_new_update_id(stage: Stage) -> None:
    """A8: a client that reconnects sends the same press again with a new update_id."""
    await stage.opened()
    card = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    press = {"user_id": ANNA, "chat_id": 42, "message_id": card["message_id"], "button": "Accept"}
    await stage.people.post("press", **press, times=2, wait=0)
    first, second = await stage.updates()
    assert first["callback_query"]["id"] == second["callback_query"]["id"]
    assert first["update_id"] != second["update_id"]


async def test_anonymous_administrator(stage: Stage) -> None:
    """A10: messages come from GroupAnonymousBot with sender_chat, presses from the real person."""
    await stage.people.post(
        "promote",
        chat_id=stage.group.id,
        user_id=BORIS,
        status="administrator",
        is_anonymous=True,
    )
    card = await stage.does(
        "sendMessage", chat_id=stage.group.id, text="x", reply_markup=keyboard("Accept")
    )
    await stage.boris.says("hello", reply_to=card["message_id"], wait=False)
    await stage.boris.presses("Accept", wait=False)
    said, pressed = await stage.updates()
    assert said["message"]["from"]["id"] == 1087968824
    assert said["message"]["sender_chat"]["id"] == stage.group.id
    assert pressed["callback_query"]["from"]["id"] == BORIS


async def test_channel_posts_have_no_sender(stage: Stage) -> None:
    """A10: channel posts may have no `from` at all."""
    admin = {"user_id": 42, "status": "administrator"}
    channel = stage.simulator.add_group("News", [admin], type="channel")
    sent = await stage.does("sendMessage", chat_id=channel.id, text="x")
    assert "from" not in sent
    assert sent["sender_chat"]["id"] == channel.id


async def test_album(stage: Stage) -> None:
    """A10: each item of an album is an update of its own with the same media_group_id."""
    await stage.anna.sends_album([picture(), picture(200, 100), picture()], "leak", wait=False)
    messages = [update["message"] for update in await stage.updates()]
    assert len(messages) == 3
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["leak", None, None]


async def test_edits_of_people(stage: Stage) -> None:
    """A10: an edit arrives as edited_message with edit_date."""
    said = await stage.anna.says("tap leeks", wait=False)
    await stage.updates()
    stage.simulator.clock.forward(3)
    await stage.anna.edits(said, "tap leaks", wait=False)
    [update] = await stage.updates()
    assert update["edited_message"]["text"] == "tap leaks"
    assert update["edited_message"]["edit_date"] == update["edited_message"]["date"] + 3


async def test_privacy_mode(stage: Stage) -> None:
    """A10: with privacy only addressed commands, replies and service messages arrive."""
    group = stage.group.id
    stage.simulator.add_bot("43:TEST", "other_bot")
    await stage.people.post("promote", chat_id=group, user_id=43, status="member")
    card = await stage.does("sendMessage", chat_id=group, text="card")
    for text in ("hello", "@desk_bot hello", "/queue@other_bot", "/queue@Desk_Bot", "/mine"):
        await stage.boris.says(text, wait=False)
    await stage.boris.says("an answer", reply_to=card["message_id"], wait=False)
    assert await _heard(stage) == ["/queue@Desk_Bot", "/mine", "an answer"]
    await stage.call("sendMessage", token="43:TEST", chat_id=group, text="other")  # noqa: S106 - a test's
    await stage.boris.says("/mine", wait=False)
    assert await _heard(stage) == []
    await stage.anna.joins(group, wait=False)
    [update] = await stage.updates()
    assert update["message"]["new_chat_members"][0]["id"] == ANNA


@pytest.mark.parametrize("way", ["administrator", "no privacy"])
async def test_everything_is_heard(stage: Stage, way: str) -> None:
    """A10: administrators and bots without privacy mode hear everything."""
    if way == "administrator":
        await stage.people.post(
            "promote", chat_id=stage.group.id, user_id=42, status="administrator"
        )
        await stage.updates()
    else:
        stage.bot.privacy = False
    await stage.boris.says("hello", wait=False)
    assert await _heard(stage) == ["hello"]


async def test_bots_do_not_hear_bots(stage: Stage) -> None:
    """A10 and A7: no bot hears another bot, nor itself."""
    stage.bot.privacy = False
    stage.simulator.add_bot("43:TEST", "other_bot")
    await stage.people.post("promote", chat_id=stage.group.id, user_id=43, status="member")
    await stage.updates()
    where = {"chat_id": stage.group.id, "text": "x"}
    await stage.call("sendMessage", token="43:TEST", **where)  # noqa: S106 - a test's
    await stage.does("sendMessage", **where)
    assert await stage.updates() == []


async def test_own_pin_returns(stage: Stage) -> None:
    """A7: of a bot's own doing only some service messages return, a pinned message is one."""
    admin = {"user_id": 42, "status": "administrator"}
    await stage.people.post("promote", chat_id=stage.group.id, **admin)
    await stage.updates()
    card = await stage.does("sendMessage", chat_id=stage.group.id, text="card")
    where = {"chat_id": stage.group.id, "message_id": card["message_id"]}
    await stage.does("pinChatMessage", **where)
    [update] = await stage.updates()
    assert update["message"]["pinned_message"]["text"] == "card"


async def test_language_is_optional(stage: Stage) -> None:
    """A10: language_code is absent for some people."""
    chen = stage.people.person(CHEN, 42)
    await chen.says("hi", wait=False)
    [update] = await stage.updates()
    assert "language_code" not in update["message"]["from"]


async def test_reactions(stage: Stage) -> None:
    """A10: reactions come only to administrators who asked for them."""
    card = await stage.does("sendMessage", chat_id=stage.group.id, text="card")
    await stage.boris.reacts(card, "👍", wait=False)
    assert await stage.updates(allowed_updates=["message", "message_reaction"]) == []
    admin = {"user_id": 42, "status": "administrator"}
    await stage.people.post("promote", chat_id=stage.group.id, **admin)
    await stage.boris.reacts(card, "🔥", wait=False)
    [update] = await stage.updates()
    change = update["message_reaction"]
    assert change["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert change["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]


async def test_other_members_changes(stage: Stage) -> None:
    """A10: chat_member comes only to administrators who asked for it."""
    admin = {"user_id": 42, "status": "administrator"}
    await stage.people.post("promote", chat_id=stage.group.id, **admin)
    await stage.updates(allowed_updates=["chat_member"])
    await stage.anna.joins(stage.group.id, wait=False)
    [update] = await stage.updates()
    assert update["chat_member"]["new_chat_member"]["user"]["id"] == ANNA
    assert update["chat_member"]["old_chat_member"]["status"] == "left"
