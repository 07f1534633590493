"""One message: what was said, by whom, and what became of it."""

from dataclasses import dataclass, field

from simulator.shapes import Json
from simulator.world.users import User

MEDIA_KINDS = (
    "photo",
    "document",
    "video",
    "voice",
    "audio",
    "animation",
    "sticker",
    "video_note",
)


@dataclass(eq=False, slots=True)
class Message:
    """A message of one chat.

    `content` holds the Message object's own fields (text, photo, …) with `file_unique_id` only:
    `file_id` differs for each bot and is added when it is shown.
    """

    id: int
    date: int
    sender: User | None
    content: Json
    sender_chat: Json | None = None
    markup: Json | None = None
    reply_to: "Message | None" = None
    thread_id: int | None = None
    album_id: str = ""
    edit_date: int = 0
    origin: Json | None = None
    deleted: bool = False
    service: bool = False
    protected: bool = False
    meant_for: set[int] = field(default_factory=set)
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def media_kind(self) -> str:
        """Which kind of file the message carries, or an empty text."""
        return next((kind for kind in MEDIA_KINDS if kind in self.content), "")

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        """The rows of the inline keyboard, empty when there is none."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    def is_from(self, user_id: int) -> bool:
        """Whether this account sent it."""
        return self.sender is not None and self.sender.id == user_id
