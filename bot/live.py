"""Which message a conversation is drawn on while answers are still being said.

An album is ten updates at once: all of them are handled before the first answer has arrived, so
each knows only the message from before all of them. Only the newest drawing is worth saying, and
it takes away whatever was drawn last.
"""

from bot.addresses import Address
from handlers.replies import Reply

_Key = tuple[int, int]
_MANY = 4_000  # more than can wait at once; an answer that was given up is never drawn


def is_drawn_anew(address: Address, reply: Reply) -> bool:
    """Return whether an answer sends the live message of a conversation again."""
    return reply.live and reply.screen is not None and address.pressed_id is None


class LiveMessages:
    """Remembers, for each person in a chat, the newest answer that waits and what was drawn."""

    def __init__(self) -> None:
        self._newest: dict[_Key, Address] = {}
        self._drawn: dict[_Key, int] = {}

    def __len__(self) -> int:
        """Return how much is remembered."""
        return len(self._newest) + len(self._drawn)

    def expect(self, address: Address) -> None:
        """Note that an answer waits to be drawn; the ones before it need not be any more."""
        key = _key(address)
        self._newest.pop(key, None)  # the latest stands last
        self._newest[key] = address
        if len(self._newest) > _MANY:
            self._forget(next(iter(self._newest)))

    def is_overtaken(self, address: Address) -> bool:
        """Return whether a newer answer waits; else point the address to what was drawn last."""
        key = _key(address)
        address.live_id = self._drawn.get(key, address.live_id)
        return self._newest.get(key, address) is not address

    def drawn(self, address: Address, message_id: int | None) -> None:
        """Note what was drawn; when nothing newer waits, the database knows it by now."""
        key = _key(address)
        if self._newest.get(key) is address:
            self._forget(key)
        elif message_id is not None and key in self._newest:
            self._drawn[key] = message_id

    def _forget(self, key: _Key) -> None:
        del self._newest[key]
        self._drawn.pop(key, None)


def _key(address: Address) -> _Key:
    return address.chat_id, address.user_id
