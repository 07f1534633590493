"""A bot's account: token, queue, settings that its owner and the API change."""

from dataclasses import dataclass, field

from simulator.shapes import Json
from simulator.world.updates import UpdateQueue
from simulator.world.users import User


@dataclass(eq=False, slots=True)
class Bot:
    """One bot. `commands` is keyed by scope and language; `texts` by field and language."""

    user: User
    token: str
    queue: UpdateQueue
    privacy: bool = True
    can_join_groups: bool = True
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)
    attended: bool = False

    @property
    def id(self) -> int:
        """The account's id, which is also the token's first part."""
        return self.user.id

    def me(self) -> Json:
        """Show the account as getMe does."""
        return {
            **self.user.shape(),
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
