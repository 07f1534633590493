"""python-telegram-bot as a second, independent client and parser of everything that is emitted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonDefault,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    TelegramObject,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from simulator.methods.registry import HANDLERS
from tests.simulator.stage import ANNA, BORIS, CHEN, Json, Stage, picture

NEWER = {"can_send_welcome_messages"}
"""Fields of a Bot API that is newer than the second client; aiogram requires them."""
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="t:1:accept")]])


def unknown_fields(thing: object) -> Iterator[str]:
    """Go through a parsed object and tell every field that the parser did not know."""
    if isinstance(thing, TelegramObject):
        yield from (
            f"{type(thing).__name__}.{name}" for name in thing.api_kwargs if name not in NEWER
        )
        for name in thing.to_dict(recursive=False):
            attribute = "from_user" if name == "from" else name
            yield from unknown_fields(getattr(thing, attribute, None))
    elif isinstance(thing, (list, tuple)):
        for item in thing:
            yield from unknown_fields(item)


@pytest.fixture(autouse=True)
def new_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the second client show durations as it will in future, without a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def ptb(stage: Stage, second_client: telegram.Bot) -> telegram.Bot:
    """Make the bot an administrator of the group and a friend of Anna's."""
    everything = {"user_id": 42, "status": "administrator"}
    await stage.people.post("promote", chat_id=stage.group.id, **everything)
    stage.group.is_forum = True
    await stage.opened()
    return second_client


def known(*things: object) -> None:
    """Check that the second parser understood everything."""
    assert [name for thing in things for name in unknown_fields(thing)] == []


async def test_messages(stage: Stage, ptb: telegram.Bot) -> None:
    """Texts: send, edit, copy, forward, delete, act, react."""
    sent = await ptb.send_message(
        ANNA, "<b>你好</b> <a href='tg://user?id=1001'>A</a>", "HTML", reply_markup=KEYS
    )
    known(sent, await ptb.edit_message_text("新", ANNA, sent.message_id, reply_markup=KEYS))
    known(await ptb.edit_message_reply_markup(ANNA, sent.message_id))
    known(await ptb.forward_message(stage.group.id, ANNA, sent.message_id))
    known(await ptb.forward_messages(stage.group.id, ANNA, [sent.message_id]))
    known(await ptb.copy_message(stage.group.id, ANNA, sent.message_id))
    known(await ptb.copy_messages(stage.group.id, ANNA, [sent.message_id]))
    known(await ptb.send_message(ANNA, "re", reply_to_message_id=sent.message_id))
    known(await ptb.send_message(ANNA, "menu", reply_markup=ReplyKeyboardMarkup([["报修"]])))
    assert await ptb.send_chat_action(ANNA, "typing")
    assert await ptb.set_message_reaction(ANNA, sent.message_id, ReactionTypeEmoji("👍"))
    assert await ptb.delete_message(ANNA, sent.message_id)
    assert await ptb.delete_messages(ANNA, [sent.message_id])
    known(
        await ptb.send_contact(ANNA, "+861380000", "Lee"),
        await ptb.send_location(ANNA, 31.2, 121.5),
    )


async def test_media(stage: Stage, ptb: telegram.Bot) -> None:
    """Files of every kind, albums, changing them, fetching them."""
    data = picture(1000, 500)
    photo = await ptb.send_photo(ANNA, data, "leak", has_spoiler=True)
    known(photo, await ptb.send_document(ANNA, data, filename="a.png"))
    known(await ptb.send_video(ANNA, b"v", width=64, height=48, duration=3))
    known(
        await ptb.send_voice(ANNA, b"v", duration=2), await ptb.send_audio(ANNA, b"a", title="t")
    )
    known(await ptb.send_animation(ANNA, b"g"), await ptb.send_video_note(ANNA, b"n"))
    known(await ptb.edit_message_caption(ANNA, photo.message_id, caption="gone"))
    media = InputMediaPhoto(picture(), "new")
    known(await ptb.edit_message_media(media, ANNA, photo.message_id, reply_markup=KEYS))
    album = [InputMediaPhoto(picture(), "a"), InputMediaPhoto(photo.photo[-1].file_id)]
    known(await ptb.send_media_group(stage.group.id, album))
    file = await ptb.get_file(photo.photo[-1].file_id)
    known(file)
    assert len(await file.download_as_bytearray()) == file.file_size


async def test_chats(stage: Stage, ptb: telegram.Bot) -> None:
    """Chats, members, pins, titles, links."""
    group = stage.group.id
    known(await ptb.get_me(), await ptb.get_chat(group), await ptb.get_chat(ANNA))
    known(await ptb.get_chat_member(group, BORIS), await ptb.get_chat_administrators(group))
    assert await ptb.get_chat_member_count(group) == 3
    card = await ptb.send_message(group, "card")
    assert await ptb.pin_chat_message(group, card.message_id)
    known(await ptb.get_chat(group))
    assert await ptb.unpin_chat_message(group, card.message_id)
    assert await ptb.unpin_all_chat_messages(group)
    assert await ptb.set_chat_title(group, "Repair team")
    assert await ptb.set_chat_description(group, "Who repairs")
    assert (await ptb.export_chat_invite_link(group)).startswith("https://")
    known(await ptb.create_chat_invite_link(group, name="teachers"))


async def test_members(stage: Stage, ptb: telegram.Bot) -> None:
    """Restricting, promoting, banning, and leaving."""
    group = stage.group.id
    assert await ptb.restrict_chat_member(group, BORIS, ChatPermissions(can_send_messages=False))
    known(await ptb.get_chat_member(group, BORIS))
    assert await ptb.promote_chat_member(group, BORIS, can_pin_messages=True)
    known(await ptb.get_chat_member(group, BORIS), await ptb.get_chat_member(group, CHEN))
    assert await ptb.ban_chat_member(group, BORIS)
    known(await ptb.get_chat_member(group, BORIS))
    assert await ptb.unban_chat_member(group, BORIS)
    known(await ptb.get_chat_member(group, BORIS))
    known(await ptb.get_updates(allowed_updates=["message", "chat_member", "my_chat_member"]))
    assert await ptb.leave_chat(group)


async def test_topics(stage: Stage, ptb: telegram.Bot) -> None:
    """Forum topics."""
    group = stage.group.id
    topic = await ptb.create_forum_topic(group, "3号楼")
    thread = topic.message_thread_id
    known(topic, await ptb.send_message(group, "x", message_thread_id=thread))
    assert await ptb.edit_forum_topic(group, thread, "4号楼")
    assert await ptb.close_forum_topic(group, thread)
    assert await ptb.reopen_forum_topic(group, thread)
    assert await ptb.close_general_forum_topic(group)
    assert await ptb.reopen_general_forum_topic(group)
    await stage.boris.says("in the topic", thread=thread, wait=False)
    known(await ptb.get_updates())
    assert await ptb.delete_forum_topic(group, thread)


async def test_settings(ptb: telegram.Bot) -> None:
    """Commands, names, menu button, rights, webhook."""
    commands = [BotCommand("start", "开始")]
    assert await ptb.set_my_commands(commands, BotCommandScopeAllGroupChats(), "zh")
    assert await ptb.get_my_commands(BotCommandScopeAllGroupChats(), "zh") == tuple(commands)
    assert await ptb.delete_my_commands()
    assert await ptb.set_my_name("后勤", language_code="zh")
    assert (await ptb.get_my_name("zh")).name == "后勤"
    assert await ptb.set_my_description("d")
    assert (await ptb.get_my_description()).description == "d"
    assert await ptb.set_my_short_description("s")
    assert (await ptb.get_my_short_description()).short_description == "s"
    assert await ptb.set_chat_menu_button(ANNA, MenuButtonDefault())
    known(await ptb.get_chat_menu_button(ANNA))
    assert await ptb.set_my_default_administrator_rights()
    known(await ptb.get_my_default_administrator_rights())
    assert await ptb.set_webhook("http://127.0.0.1:9/hook", secret_token="x")  # noqa: S106 - a test's
    known(await ptb.get_webhook_info())
    assert await ptb.delete_webhook(drop_pending_updates=True)


async def test_updates(stage: Stage, ptb: telegram.Bot) -> None:
    """Every kind of update that people cause is parsed whole."""
    card = await ptb.send_message(ANNA, "card", reply_markup=KEYS)
    anna = stage.anna
    said = await anna.says("/start@desk_bot https://a.cn #x", wait=False)
    await anna.edits(said, "other", wait=False)
    await anna.says("re", reply_to=card.message_id, wait=False)
    await anna.sends_album([picture(), picture()], "leak", wait=False)
    for kind in ("document", "voice", "video", "audio"):
        await anna.sends_file(kind, b"data", wait=False)
    await anna.presses("接单", wait=False)
    await ptb.delete_message(ANNA, card.message_id)
    await anna.forges("t:1:accept", card.to_dict(), wait=False)
    await anna.joins(stage.group.id, wait=False)
    await anna.leaves(stage.group.id, wait=False)
    await anna.blocks(wait=False)
    updates = await ptb.get_updates()
    known(updates)
    assert len(updates) == 14
    query = next(update.callback_query for update in updates if update.callback_query)
    assert await ptb.answer_callback_query(query.id, "好", show_alert=True)


async def test_migration_and_reactions(stage: Stage, ptb: telegram.Bot) -> None:
    """Migration, reactions and channel posts are parsed whole."""
    await stage.updates(allowed_updates=["message", "message_reaction", "channel_post"])
    group = stage.simulator.add_group("Old", [BORIS, 42], type="group")
    card = await ptb.send_message(stage.group.id, "card")
    await stage.boris.reacts(card.to_dict(), "👍", wait=False)
    await stage.people.post("migrate", chat_id=group.id)
    admins = [{"user_id": user, "status": "administrator"} for user in (42, CHEN)]
    channel = stage.simulator.add_group("News", admins, type="channel")
    await stage.people.person(CHEN, channel.id).says("news", wait=False)
    updates = await ptb.get_updates()
    known(updates)
    assert len(updates) == 4
    with pytest.raises(ChatMigrated):
        await ptb.send_message(group.id, "x")


async def test_errors_are_recognised(stage: Stage, ptb: telegram.Bot) -> None:
    """The second client maps the refusals to its own exceptions."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(5, "x")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await ptb.send_message(BORIS, "x")
    await stage.people.fails("flood", retry_after=7)
    with pytest.raises(RetryAfter):
        await ptb.send_message(ANNA, "x")
    await stage.does("setWebhook", url="http://127.0.0.1:9/hook")
    with pytest.raises(Conflict):
        await ptb.get_updates()
    stage.simulator.world.tokens.clear()
    with pytest.raises(InvalidToken):
        await ptb.get_me()


def test_planted_faults_are_found() -> None:
    """The check for unknown fields finds one at any depth."""
    chat: Json = {"id": 1, "type": "private", "colour": "red"}
    update = telegram.Update.de_json(
        {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": chat, "txet": "x"}}
    )
    assert sorted(unknown_fields(update)) == ["Chat.colour", "Message.txet"]


def test_every_method_is_driven() -> None:
    """Every implemented method is driven by the tests of this file."""
    source = Path(__file__).read_text(encoding="utf-8").replace("_", "")
    missing = {name for name in HANDLERS if f"ptb.{name}(" not in source}
    assert missing == {"sendsticker"}
