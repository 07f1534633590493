"""Makes updates: what Telegram sends, what it might, and what nobody should."""

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any, TypeVar

from domain.moves import Move
from tests.bot.presses import WORDS_OF
from tests.bot.shapes import BOT, DATE, GROUP, PRIVATE
from tests.support import schools
from tests.support.canaries import CANARY
from tests.support.tickets import REQUESTER

Json = dict[str, Any]
T = TypeVar("T")

STAFF = (schools.WORKER, schools.COLLEAGUE, schools.LEAD, schools.DISPATCHER, schools.MANAGER)
PEOPLE = (*STAFF, schools.HEAD, REQUESTER, 3001, 3002, 3003, 1087968824, 136817688)
CHATS = (schools.REPAIR_CHAT, schools.DORMITORY_CHAT, schools.DISPATCH_CHAT, -1001000000099)
COMMANDS = (
    "/start",
    "/start t_R-1001",
    "/repair",
    "/complaint",
    "/suggestion",
    "/tickets",
    "/ticket R-1002",
    "/ticket x",
    "/why R-1001",
    "/why",
    "/queue",
    "/mine",
    "/digest",
    "/missed",
    "/language",
    "/help@caretaker_bot",
    "/help@other_bot",
    "/cancel",
    "/",
    "/ ",
    "/start@",
)
WORDS = (
    CANARY,
    "301",
    "A301",
    "14:10",
    "今天 9:00",
    "R-1001",
    "1",
    "",
    " ",
    "\u3164",
    "\0",
    "\ud83d",
    "\udc00\ud800",
    "\u202e\u2066x",
    "e" + "\u0301" * 300,
    "\u200b" * 5_000,
    "👩\u200d👩\u200d👧" * 900,
    "水" * 4_096,
    "</b><a href='x'>&lt;&#0;",
    "{words} %s {0.__class__}",
    "'; DROP TABLE ticket; --",
    "\n" * 50,
    "٣٠١",
)
AREAS = ("t", "f", "m", "l", "w", "q", "x", "")
VERBS = (
    *(f"{move}{words}" for move in Move for words in {"", WORDS_OF.get(move, "")}),
    *("more", "card", "show", "why", "add", "sure-cancel", "among:WTR", "inside:1:2:3"),
    *("rate:9", "appoint:x", "appoint:20261124", "agree:99999999", "explain:other", "hold:x"),
)
FORMS = (
    *("category:WTR", "service:WTR-01", "place:main/a", "here:main/a/3/301", "photos", "submit"),
    *(
        "discard",
        "page:1",
        f"page:{'9' * 20}",
        "edit:words",
        "edit:x",
        "back:review",
        "back:place",
    ),
)
JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**31 - 1,
    2**52,
    2**63 - 1,
    -(2**63),
    2**64,
    10**400,
    1.5,
    1e308,
    "",
    "x" * 70_000,
    "\ud800",
    "-0",
    [],
    {},
    [[[[]]]],
    {"id": {}},
    {"\0": CANARY},
    [None] * 50,
)


class Maker:
    """Makes one update after another, by chance but the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311  no secret is made of it
        self.buttons = [(3001, "m:home")]
        self._ids = count(1)
        self._kinds: Sequence[Callable[[], Json]] = (
            *(self._press,) * 6,
            *(self._message,) * 6,
            self._edited,
            self._member,
            self._other,
        )

    def one_of(self, many: Sequence[T]) -> T:
        """Return one of many."""
        return self.chance.choice(many)

    def update(self) -> bytes:
        """Return an update; two of ten have something wrong in them, some are not even JSON."""
        content = self.one_of(self._kinds)()
        repeated = self.chance.random() < 0.02
        number = self.chance.randrange(1, 50) if repeated else next(self._ids)
        made: Json = deepcopy({"update_id": number, **content})
        if self.chance.random() < 0.2:
            self._spoil(made)
        raw = json.dumps(made, ensure_ascii=self.chance.random() < 0.5)
        body = raw.encode("utf-8", "surrogatepass")
        return self._mangled(body) if self.chance.random() < 0.05 else body

    def words(self) -> str:
        """Return something that somebody may write."""
        kind = self.chance.randrange(4)
        if kind == 0:
            return self.one_of(COMMANDS)
        if kind == 1:
            letters = (chr(self.chance.randrange(0x11_0000)) for _ in range(12))
            return "".join(letters) + CANARY
        return self.one_of(WORDS) if kind == 2 else CANARY + self.one_of(WORDS)

    def _who(self) -> tuple[Json, Json]:
        """Return a person and a chat: mostly their own, else a group."""
        if self.chance.random() < 0.3:
            return self._user(self.one_of(STAFF)), {**GROUP, "id": self.one_of(CHATS)}
        user = self._user(self.one_of(PEOPLE))
        if self.chance.random() < 0.8:
            return user, {"id": user["id"], "type": "private", "first_name": "x"}
        kind = self.one_of(("supergroup", "group", "channel", "private"))
        return user, {"id": self.one_of((*CHATS, *PEOPLE)), "type": kind, "title": CANARY}

    def _user(self, user_id: int) -> Json:
        user = {"id": user_id, "is_bot": user_id in PEOPLE[-2:], "first_name": self.words()[:64]}
        codes = ("zh-hans", "en", "ru", "zh-tw", "", "xx" * 40)
        return {**user, "language_code": self.one_of(codes)}

    def _data(self) -> str:
        kind = self.chance.randrange(8)
        if kind < 4:
            return f"t:{self.chance.randrange(9)}:{self.one_of(VERBS)}"
        if kind < 6:
            return f"{self.one_of(('f', 'm', 'l', 'w', 'q'))}:{self.one_of(FORMS)}"
        return f"{self.one_of(AREAS)}:{self.words()}"

    def _press(self) -> Json:
        """Return a press: mostly of what was drawn, by whoever sees it."""
        user, chat = self._who()
        data = self._data()
        if self.chance.random() < 0.7:
            chat_id, data = self.one_of(self.buttons)
            if self.chance.random() < 0.9:
                user = self._user(chat_id if chat_id > 0 else self.one_of(STAFF))
                chat = {**(PRIVATE if chat_id > 0 else GROUP), "id": chat_id}
        query: Json = {"id": str(self.chance.randrange(10**12)), "from": user}
        query |= {"chat_instance": "1", "data": data}
        on = {**self._bare(chat), "from": BOT, "text": f"R-100{self.chance.randrange(9)}"}
        seen = {"chat": chat, "message_id": self.chance.randrange(200), "date": 0}
        shape = self.chance.randrange(12)
        if shape == 0:
            return {"callback_query": query | {"inline_message_id": "x"}}
        return {"callback_query": query | {"message": seen if shape == 1 else on}}

    def _message(self) -> Json:
        user, chat = self._who()
        said = {**self._bare(chat), "from": user, **self._content()}
        if self.chance.random() < 0.3:
            answered = {**self._bare(chat), "from": BOT, "text": "R-1001"}
            said["reply_to_message"] = answered
        return {"message": said}

    def _bare(self, chat: Json) -> Json:
        return {"message_id": self.chance.randrange(200), "date": DATE, "chat": chat}

    def _content(self) -> Json:
        file = {"file_id": CANARY, "file_unique_id": "u", "width": 1, "height": 1}
        mime = self.one_of(("image/png", "text/html", "", "x"))
        named = {**file, "file_name": self.words(), "mime_type": mime}
        contents: tuple[Json, ...] = (
            {"photo": [file] * self.chance.randrange(3), "caption": self.words()},
            {"photo": [file], "media_group_id": str(self.chance.randrange(3))},
            {"document": named, "caption": self.words()},
            {"video": {**file, "duration": 1}},
            {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 1}},
            {"location": {"latitude": 1.0, "longitude": 2.0}},
            {"migrate_to_chat_id": -1001000000098},
            {"migrate_from_chat_id": -1001000000097},
            {"new_chat_members": [BOT]},
            {"is_topic_message": True, "message_thread_id": 5, "text": self.words()},
            {},
        )
        return self.one_of(contents) if self.chance.random() < 0.3 else {"text": self.words()}

    def _edited(self) -> Json:
        return {"edited_message": {**self._message()["message"], "edit_date": DATE}}

    def _member(self) -> Json:
        user, chat = self._who()
        states = ("member", "left", "kicked", "administrator", "restricted", "ghost")
        old, new = ({"user": BOT, "status": self.one_of(states)} for _ in range(2))
        change = {"chat": chat, "from": user, "date": DATE, "old_chat_member": old}
        return {"my_chat_member": {**change, "new_chat_member": new}}

    def _other(self) -> Json:
        user, chat = self._who()
        others: tuple[Json, ...] = (
            {"channel_post": {**self._bare(chat), "text": self.words()}},
            {"inline_query": {"id": "1", "from": user, "query": self.words(), "offset": ""}},
            {"poll": {"id": CANARY}},
            {"hologram": {"text": CANARY}},
            {},
        )
        return self.one_of(others)

    def _spoil(self, made: Json) -> None:
        """Change something anywhere: left out, of another type, too large, nested."""
        place: Any = made
        while True:
            keys: list[Any] = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                return
            key = keys[-1] if place is made else self.one_of(keys)
            if isinstance(place[key], dict | list) and self.chance.random() < 0.8:
                place = place[key]
                continue
            if self.chance.random() < 0.25:
                del place[key]
            else:
                place[key] = deepcopy(self.one_of(JUNK))
            return

    def _mangled(self, body: bytes) -> bytes:
        """Return bytes that were cut, changed, doubled or are of chance alone."""
        at = self.chance.randrange(len(body) + 1)
        noise = self.chance.randbytes(self.chance.randrange(1, 9))
        ways = (
            body[:at],
            body[:at] + noise + body[at:],
            body[:at] + noise + body[at + len(noise) :],
            body + body[at:],
            body.replace(b'"', b"'", 1),
            noise * self.chance.randrange(50),
            b"[" * 3_000 + body,
            body.decode("utf-8", "replace").encode("utf-16"),
        )
        return self.one_of(ways)
