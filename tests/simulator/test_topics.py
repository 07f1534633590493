"""A5: forum topics."""

from tests.simulator.stage import BORIS, Json, Stage


async def _forum(stage: Stage, status: str = "administrator") -> int:
    members: list[int | Json] = [BORIS, {"user_id": 42, "status": status}]
    return stage.simulator.add_group("Forum", members, is_forum=True).id


async def test_general_is_addressed_by_omission(stage: Stage) -> None:
    """A5: message_thread_id 1 is refused, no thread id means General."""
    chat_id = await _forum(stage)
    refused = await stage.refused("sendMessage", chat_id=chat_id, text="x", message_thread_id=1)
    assert refused == (400, "Bad Request: message thread not found")
    sent = await stage.does("sendMessage", chat_id=chat_id, text="x")
    assert "message_thread_id" not in sent


async def test_topic_of_a_message(stage: Stage) -> None:
    """A5: a topic's messages carry its id and is_topic_message."""
    chat_id = await _forum(stage)
    topic = await stage.does("createForumTopic", chat_id=chat_id, name="3号楼")
    thread = {"message_thread_id": topic["message_thread_id"]}
    sent = await stage.does("sendMessage", chat_id=chat_id, text="x", **thread)
    assert sent["is_topic_message"]
    assert sent["message_thread_id"] == topic["message_thread_id"]
    assert sent["reply_to_message"]["forum_topic_created"]["name"] == "3号楼"


async def test_reply_in_general_has_a_thread_that_is_no_topic(stage: Stage) -> None:
    """A5: trust message_thread_id only together with is_topic_message."""
    chat_id = await _forum(stage)
    first = await stage.does("sendMessage", chat_id=chat_id, text="x")
    boris = stage.people.person(BORIS, chat_id)
    await boris.says("re", reply_to=first["message_id"], wait=False)
    [update] = await stage.updates()
    message = update["message"]
    assert message["message_thread_id"] == first["message_id"]
    assert "is_topic_message" not in message


async def test_deleted_topic(stage: Stage) -> None:
    """A5: a deleted topic is not found."""
    chat_id = await _forum(stage)
    topic = await stage.does("createForumTopic", chat_id=chat_id, name="x")
    thread = {"message_thread_id": topic["message_thread_id"]}
    await stage.does("deleteForumTopic", chat_id=chat_id, **thread)
    refused = await stage.refused("sendMessage", chat_id=chat_id, text="x", **thread)
    assert refused == (400, "Bad Request: message thread not found")


async def test_closed_topic(stage: Stage) -> None:
    """A5: a closed topic, General too, is TOPIC_CLOSED for who may not manage topics."""
    chat_id = await _forum(stage)
    topic = await stage.does("createForumTopic", chat_id=chat_id, name="x")
    thread = {"message_thread_id": topic["message_thread_id"]}
    await stage.does("closeForumTopic", chat_id=chat_id, **thread)
    await stage.does("closeGeneralForumTopic", chat_id=chat_id)
    await stage.does("sendMessage", chat_id=chat_id, text="an administrator may", **thread)
    await stage.people.post("promote", chat_id=chat_id, user_id=42, status="member")
    for where in (thread, {}):
        refused = await stage.refused("sendMessage", chat_id=chat_id, text="x", **where)
        assert refused == (400, "Bad Request: TOPIC_CLOSED")


async def test_topics_need_a_forum_and_a_right(stage: Stage) -> None:
    """A5: a plain supergroup has no topics, a plain member may not make any."""
    refused = await stage.refused("createForumTopic", chat_id=stage.group.id, name="x")
    assert refused == (400, "Bad Request: the chat is not a forum")
    chat_id = await _forum(stage, "member")
    code, _ = await stage.refused("createForumTopic", chat_id=chat_id, name="x")
    assert code == 400


async def test_thread_is_ignored_outside_forums(stage: Stage) -> None:
    """A5: in a supergroup that is not a forum the message lands in the main chat."""
    sent = await stage.does(
        "sendMessage", chat_id=stage.group.id, text="x", message_thread_id=12345
    )
    assert "message_thread_id" not in sent


async def test_people_speak_in_topics(stage: Stage) -> None:
    """A5: what people say in a topic carries the topic."""
    chat_id = await _forum(stage)
    made = await stage.people.post("topics", chat_id=chat_id, user_id=BORIS, name="Lab")
    boris = stage.people.person(BORIS, chat_id)
    await boris.says("leak", thread=made["message_thread_id"], wait=False)
    created, said = [update["message"] for update in await stage.updates()]
    assert created["forum_topic_created"]["name"] == "Lab"
    assert (said["message_thread_id"], said["is_topic_message"]) == (created["message_id"], True)
