"""Forum topics (A5)."""

from simulator.errors import bad_request
from simulator.methods.registry import Call, Result, method
from simulator.methods.targets import readable_chat, require_right
from simulator.shapes import Json
from simulator.world.chats import GENERAL_TOPIC_ID, Chat, Topic
from simulator.world.hearing import announce
from simulator.world.messages import Message

MAX_NAME = 128


@method("createForumTopic")
def create_forum_topic(call: Call) -> Result:
    """Open a topic; its id is that of the service message."""
    chat = _forum(call)
    name = call.text("name")
    if not 1 <= len(name) <= MAX_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    topic = Topic(0, name, call.number("icon_color", 0x6FB9F0), call.text("icon_custom_emoji_id"))
    created = {"name": topic.name, "icon_color": topic.icon_color}
    message = Message(0, 0, call.bot.user, {"forum_topic_created": created}, service=True)
    call.world.keep(chat, message)
    topic.id = message.thread_id = message.id
    chat.topics[topic.id] = topic
    announce(call.world, chat, message)
    return topic.shape()


@method("editForumTopic")
def edit_forum_topic(call: Call) -> Result:
    """Rename a topic."""
    chat, topic = _topic(call)
    if not call.text("name") or call.text("name") == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = call.text("name")
    _tell(call, chat, topic.id, {"forum_topic_edited": {"name": topic.name}})
    return True


@method("closeForumTopic")
def close_forum_topic(call: Call) -> Result:
    """Close a topic for those who may not manage topics."""
    chat, topic = _topic(call)
    _switch(call, chat, topic, closed=True)
    return True


@method("reopenForumTopic")
def reopen_forum_topic(call: Call) -> Result:
    """Open a closed topic again."""
    chat, topic = _topic(call)
    _switch(call, chat, topic, closed=False)
    return True


@method("deleteForumTopic")
def delete_forum_topic(call: Call) -> Result:
    """Delete a topic with all its messages."""
    chat, topic = _topic(call)
    del chat.topics[topic.id]
    for message in chat.messages.values():
        if message.thread_id == topic.id:
            message.deleted = True
    call.world.touch(chat)
    return True


@method("closeGeneralForumTopic")
def close_general_forum_topic(call: Call) -> Result:
    """Close the General topic."""
    chat = _forum(call)
    _switch(
        call,
        chat,
        chat.topics.setdefault(GENERAL_TOPIC_ID, Topic(GENERAL_TOPIC_ID, "General")),
        closed=True,
    )
    return True


@method("reopenGeneralForumTopic")
def reopen_general_forum_topic(call: Call) -> Result:
    """Open the General topic again."""
    chat = _forum(call)
    _switch(
        call,
        chat,
        chat.topics.setdefault(GENERAL_TOPIC_ID, Topic(GENERAL_TOPIC_ID, "General")),
        closed=False,
    )
    return True


def _forum(call: Call) -> Chat:
    chat = readable_chat(call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    require_right(call, chat, "can_manage_topics", "not enough rights to create a topic")
    return chat


def _topic(call: Call) -> tuple[Chat, Topic]:
    chat = _forum(call)
    topic = chat.topics.get(call.number("message_thread_id"))
    if topic is None or topic.id == GENERAL_TOPIC_ID:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def _switch(call: Call, chat: Chat, topic: Topic, *, closed: bool) -> None:
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    done: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    _tell(call, chat, topic.id, done)


def _tell(call: Call, chat: Chat, thread_id: int, content: Json) -> None:
    thread = None if thread_id == GENERAL_TOPIC_ID else thread_id
    message = Message(0, 0, call.bot.user, content, service=True, thread_id=thread)
    announce(call.world, chat, call.world.keep(chat, message))
