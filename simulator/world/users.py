"""People and bots as Telegram's User object shows them."""

from dataclasses import dataclass

from simulator.shapes import Json


@dataclass(eq=False, slots=True)
class User:
    """An account, human or bot. Empty texts mean that the field is absent."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    is_premium: bool = False
    deleted: bool = False

    def shape(self) -> Json:
        """Show the account as a User object."""
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                shown[name] = value
        if self.is_premium:
            shown["is_premium"] = True
        return shown


ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Who an anonymous administrator's messages come from."""

CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
"""Who a message sent on behalf of a channel comes from."""

TELEGRAM = User(777000, "Telegram")
"""Who the automatic forward of a linked channel's post comes from."""
