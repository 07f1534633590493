"""A4: who may be reached, and what is said when not."""

import pytest

from simulator.world.members import Member
from tests.simulator.stage import ANNA, BORIS, CHEN, Json, Stage

KICKED = "Forbidden: bot was kicked from the supergroup chat"
GONE = "Forbidden: bot is not a member of the supergroup chat"


@pytest.mark.parametrize(
    ("chat_id", "code", "description"),
    [
        (777, 400, "Bad Request: chat not found"),
        (-777, 400, "Bad Request: chat not found"),
        ("@anna_lee", 400, "Bad Request: chat not found"),
        ("nonsense", 400, "Bad Request: chat not found"),
        (ANNA, 400, "Bad Request: chat not found"),
        (BORIS, 403, "Forbidden: bot can't initiate conversation with a user"),
        (42, 403, "Forbidden: the bot can't send messages to the bot"),
    ],
)
async def test_chats_that_cannot_be_reached(
    stage: Stage, chat_id: int | str, code: int, description: str
) -> None:
    """A4: never seen, a person's @username, never started, another bot."""
    refused = await stage.refused("sendMessage", chat_id=chat_id, text="x")
    assert refused == (code, description)


async def test_blocked_by_the_user(stage: Stage) -> None:
    """A4: a block is told once by my_chat_member and refuses every send until it ends."""
    await stage.opened()
    await stage.anna.blocks(wait=False)
    [update] = await stage.updates()
    change = update["my_chat_member"]
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    assert change["chat"]["type"] == "private"
    refused = await stage.refused("sendMessage", chat_id=ANNA, text="x")
    assert refused == (403, "Forbidden: bot was blocked by the user")
    refused = await stage.refused("sendChatAction", chat_id=ANNA, action="typing")
    assert refused[0] == 403
    await stage.anna.unblocks(wait=False)
    [update] = await stage.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"
    await stage.does("sendMessage", chat_id=ANNA, text="x")


async def test_start_sends_no_membership_update(stage: Stage) -> None:
    """A4: in a private chat my_chat_member arrives only on block and unblock."""
    await stage.anna.opens(wait=False)
    assert [sorted(update) for update in await stage.updates()] == [["message", "update_id"]]


async def test_deactivated_user(stage: Stage) -> None:
    """A4: a deleted account."""
    await stage.opened()
    stage.simulator.world.users[ANNA].deleted = True
    refused = await stage.refused("sendMessage", chat_id=ANNA, text="x")
    assert refused == (403, "Forbidden: user is deactivated")


@pytest.mark.parametrize(("status", "description"), [("kicked", KICKED), ("left", GONE)])
async def test_bot_out_of_the_group(stage: Stage, status: str, description: str) -> None:
    """A4: kicked and left groups, told by my_chat_member, refused for every method."""
    await stage.people.post("promote", chat_id=stage.group.id, user_id=42, status=status)
    [update] = await stage.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == status
    for method in ("sendMessage", "getChat", "getChatMember"):
        more: Json = {"sendMessage": {"text": "x"}, "getChatMember": {"user_id": BORIS}}
        refused = await stage.refused(method, chat_id=stage.group.id, **more.get(method, {}))
        assert refused == (403, description)


async def test_no_messages_arrive_after_leaving(stage: Stage) -> None:
    """A4: who left hears nothing."""
    stage.bot.privacy = False
    await stage.does("leaveChat", chat_id=stage.group.id)
    await stage.updates()
    await stage.boris.says("anybody?", wait=False)
    assert await stage.updates() == []


async def test_deleted_basic_group(stage: Stage) -> None:
    """A4: a deactivated basic group that was not upgraded."""
    group = stage.simulator.add_group("Old", [BORIS, 42], type="group")
    group.deleted = True
    refused = await stage.refused("sendMessage", chat_id=group.id, text="x")
    assert refused == (403, "Forbidden: the group chat was deleted")


async def test_migration(stage: Stage) -> None:
    """A4: two service messages, and the old id answers with the new one in its parameters."""
    group = stage.simulator.add_group("Team", [BORIS, 42], type="group")
    moved = await stage.people.post("migrate", chat_id=group.id)
    first, second = [update["message"] for update in await stage.updates()]
    assert (first["chat"]["id"], first["migrate_to_chat_id"]) == (group.id, moved["id"])
    assert (second["chat"]["id"], second["migrate_from_chat_id"]) == (moved["id"], group.id)
    envelope = await stage.call("sendMessage", chat_id=group.id, text="x")
    assert envelope["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert envelope["parameters"] == {"migrate_to_chat_id": moved["id"]}
    assert await stage.does("sendMessage", chat_id=moved["id"], text="x")


@pytest.mark.parametrize(
    ("method", "permission", "words"),
    [
        ("sendMessage", "can_send_messages", "text messages"),
        ("sendPhoto", "can_send_photos", "photos"),
        ("sendDocument", "can_send_documents", "documents"),
    ],
)
async def test_restricted_bot(stage: Stage, method: str, permission: str, words: str) -> None:
    """A4: each kind of message has its own refusal for a restricted member."""
    rights = dict.fromkeys(stage.group.permissions, True) | {permission: False}
    stage.group.members[42] = Member(stage.bot.user, "restricted", rights)
    content = {"sendMessage": {"text": "x"}}.get(method, {method[4:].lower(): "some file"})
    refused = await stage.refused(method, chat_id=stage.group.id, **content)
    assert refused == (400, f"Bad Request: not enough rights to send {words} to the chat")


async def test_channel_needs_an_administrator(stage: Stage) -> None:
    """A4: a plain member cannot post in a channel."""
    channel = stage.simulator.add_group("News", [CHEN, 42], type="channel")
    refused = await stage.refused("sendMessage", chat_id=channel.id, text="x")
    assert refused == (400, "Bad Request: need administrator rights in the channel chat")


async def test_public_group_by_username(stage: Stage) -> None:
    """A4: a group's @username is an address."""
    group = stage.simulator.add_group("Open", [42], username="school_repairs")
    sent = await stage.does("sendMessage", chat_id="@school_repairs", text="x")
    assert sent["chat"]["id"] == group.id


async def test_members(stage: Stage) -> None:
    """A4: getChatMember is guaranteed for other people only when the bot is an administrator."""
    chat_id = stage.group.id
    boris = await stage.does("getChatMember", chat_id=chat_id, user_id=BORIS)
    assert boris["status"] == "member"
    refused = await stage.refused("getChatMember", chat_id=chat_id, user_id=ANNA)
    assert refused == (400, "Bad Request: member not found")
    await stage.people.post("promote", chat_id=chat_id, user_id=42, status="administrator")
    anna = await stage.does("getChatMember", chat_id=chat_id, user_id=ANNA)
    assert anna["status"] == "left"
    assert await stage.does("getChatMemberCount", chat_id=chat_id) == 3
    admins = await stage.does("getChatAdministrators", chat_id=chat_id)
    assert {admin["user"]["id"] for admin in admins} == {CHEN, 42}
