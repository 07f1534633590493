"""Chats: private, group, supergroup with topics, channel."""

from dataclasses import dataclass, field

from simulator.shapes import Json
from simulator.world.members import PERMISSIONS, Member
from simulator.world.messages import Message
from simulator.world.users import User

GENERAL_TOPIC_ID = 1
_FOR_ADMINISTRATORS = frozenset({"can_change_info", "can_pin_messages", "can_manage_topics"})


def _usual() -> dict[str, bool]:
    return {name: name not in _FOR_ADMINISTRATORS for name in PERMISSIONS}


@dataclass(eq=False, slots=True)
class Topic:
    """A forum topic; its id is the id of the service message that opened it."""

    id: int
    name: str
    icon_color: int = 0x6FB9F0
    icon_custom_emoji_id: str = ""
    closed: bool = False

    def shape(self) -> Json:
        """Show the topic as a ForumTopic object."""
        shown: Json = {
            "message_thread_id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_custom_emoji_id:
            shown["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return shown


@dataclass(eq=False, slots=True)
class Chat:
    """One chat. In a private one `id` is the person's, as the bot sees it."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    description: str = ""
    is_forum: bool = False
    user: User | None = None
    bot: User | None = None
    started: bool = False
    blocked: bool = False
    deleted: bool = False
    migrated_to: int | None = None
    last_bot_id: int | None = None
    last_message_id: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    permissions: dict[str, bool] = field(default_factory=_usual)
    read: dict[int, int] = field(default_factory=dict)
    reply_keyboards: dict[int, Json] = field(default_factory=dict)
    actions: dict[int, tuple[str, int]] = field(default_factory=dict)
    invite_links: list[str] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether it is a conversation of one person with one bot."""
        return self.type == "private"

    @property
    def counts_own_ids(self) -> bool:
        """Whether message ids are counted inside the chat (supergroups and channels)."""
        return self.type in {"supergroup", "channel"}

    def present(self) -> list[Member]:
        """Tell who is in the chat now."""
        return [member for member in self.members.values() if member.present]

    def people(self) -> list[int]:
        """Tell the ids of the humans who see the chat."""
        if self.user is not None:
            return [self.user.id]
        return [member.user.id for member in self.present() if not member.user.is_bot]

    def may(self, user_id: int, right: str) -> bool:
        """Whether an account may do what the right or permission names."""
        if self.is_private:
            return True
        member = self.members.get(user_id)
        if member is not None and member.status == "member":
            return self.permissions.get(right, False)
        return member is not None and member.may(right)

    def visible(self) -> list[Message]:
        """Tell the messages that are on the screen, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def seen_from(self, viewer_id: int) -> int:
        """Tell the id under which the viewer knows this chat."""
        if self.user is not None and self.bot is not None and self.user.id == viewer_id:
            return self.bot.id
        return self.id
