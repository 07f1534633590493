"""Updates of every shape that Telegram may send, and of some that it should not."""

import json
from itertools import count
from typing import Any

Json = dict[str, Any]

ANNA: Json = {"id": 3001, "is_bot": False, "first_name": "Anna", "language_code": "en"}
BOT: Json = {"id": 99, "is_bot": True, "first_name": "Caretaker", "username": "caretaker_bot"}
PRIVATE: Json = {"id": 3001, "type": "private", "first_name": "Anna"}
GROUP: Json = {"id": -1001000000001, "type": "supergroup", "title": "Repair"}
CHANNEL: Json = {"id": -1009, "type": "channel", "title": "News"}
DATE = 1_795_395_600
_ids = count(1)


def update(**content: object) -> bytes:
    """Return an update with an id of its own."""
    return json.dumps({"update_id": next(_ids), **content}).encode()


def message(chat: Json = PRIVATE, sender: Json | None = ANNA, **content: object) -> Json:
    """Return a message; without a sender when that is None."""
    who = {"from": sender} if sender else {}
    return {"message_id": next(_ids), "date": DATE, "chat": chat, **who, **content}


def says(text: str, user_id: int = 3001) -> bytes:
    """Return an update in which somebody writes in private."""
    sender, chat = {**ANNA, "id": user_id}, {**PRIVATE, "id": user_id}
    return update(message=message(chat, sender, text=text))


def press(**content: object) -> Json:
    """Return a press by Anna, with whatever it was on."""
    return {"id": str(next(_ids)), "from": ANNA, "chat_instance": "1", **content}


def presses(data: str, user_id: int = 3001) -> bytes:
    """Return an update in which somebody presses a button of the desk in private."""
    chat = {**PRIVATE, "id": user_id}
    below = message(chat, BOT, text="menu")
    pressed = {**press(data=data, message=below), "from": {**ANNA, "id": user_id}}
    return update(callback_query=pressed)


_MEMBER: Json = {"user": BOT, "status": "member"}
_GONE: Json = {"user": BOT, "status": "left"}
_SEEN: Json = {"chat": GROUP, "message_id": 5, "date": 0}
_HIDDEN: Json = {"type": "hidden_user", "date": DATE, "sender_user_name": "x"}


def _moved(**change: object) -> Json:
    return {"chat": GROUP, "from": ANNA, "date": DATE, "old_chat_member": _MEMBER, **change}


UNDERSTOOD: dict[str, bytes] = {
    "press on a message that cannot be read": update(
        callback_query=press(data="x", message=_SEEN)
    ),
    "press without a message": update(callback_query=press(data="x", inline_message_id="abc")),
    "press in a channel": update(callback_query=press(data="x", message=message(CHANNEL, None))),
    "press of a game": update(callback_query=press(game_short_name="g", message=message())),
    "press with bytes that are no text": update(
        callback_query=press(data="DATA", message=message(sender=BOT, text="menu"))
    ).replace(b"DATA", b"\xff\xfe"),
    "press with NUL": presses("a\0b"),
    "press with half a character": presses("\ud800"),
    "anonymous administrator": update(
        message=message(
            GROUP,
            {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            sender_chat=GROUP,
            text="/id",
        )
    ),
    "as a channel": update(
        message=message(
            GROUP,
            {"id": 136817688, "is_bot": True, "first_name": "Channel"},
            sender_chat=CHANNEL,
            text="hello",
        )
    ),
    "channel post": update(channel_post=message(CHANNEL, None, text="news")),
    "message without a sender": update(message=message(GROUP, None, text="who")),
    "edited, never seen": update(edited_message=message(text="other", edit_date=DATE)),
    "unknown entity": update(
        message=message(text="abc", entities=[{"type": "hologram", "offset": 0, "length": 3}])
    ),
    "unknown field": update(message=message(text="abc", hologram={"depth": [1, {"a": None}]})),
    "no content": update(message=message()),
    "blanks": update(message=message(text=" \n\t ")),
    "album": update(
        message=message(
            media_group_id="1",
            photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}],
        )
    ),
    "group becomes a supergroup": update(message=message(GROUP, migrate_to_chat_id=-1005)),
    "removed from a group": update(my_chat_member=_moved(new_chat_member=_GONE)),
    "inline query": update(inline_query={"id": "1", "from": ANNA, "query": "", "offset": ""}),
    "halves and NUL in a name": update(
        message=message(sender={**ANNA, "first_name": "An\ud83dna\0"}, text="/start")
    ),
    "halves and NUL in words": says("It \udca7 drips\0."),
    "a large id": update(message=message({**PRIVATE, "id": 2**52}, {**ANNA, "id": 2**52})),
}
"""Handled or left alone, but never parked."""

NOT_UNDERSTOOD: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{oops",
    "list": b"[]",
    "number": b"5",
    "null": b"null",
    "text": b'"update"',
    "broken off": says("hello")[:-5],
    "two": says("one") + says("two"),
    "brackets": b'{"update_id":900001,"message":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many digits": b'{"update_id":900002,"message":{"date":' + b"9" * 5_000 + b"}}",
    "a large number": update(message=message({**PRIVATE, "id": 2**64}, text="hello")),
    "a large update id": b'{"update_id":' + b"9" * 25 + b',"message":{}}',
    "no id": b'{"message":{}}',
    "not a number": b'{"update_id":900003,"message":{"date":NaN}}',
    "unknown kind": update(hologram={"id": 1}),
    "no kind": update(),
    "required field lacks": update(message={"message_id": 1, "chat": PRIVATE, "text": "a"}),
    "wrong types": update(message=message(text=["a"], photo="b")),
    "unknown member": update(
        my_chat_member=_moved(new_chat_member={"user": BOT, "status": "ghost"})
    ),
    "a date of long from now": update(message={**message(text="a"), "date": 10**18}),
    "a message in itself": update(
        message=json.loads('{"reply_to_message":' * 90 + "{}" + "}" * 90)
    ),
}
"""Nothing can be made of them: parked."""
