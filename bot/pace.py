"""How fast the desk may speak, so that Telegram never has to refuse it.

Telegram's FAQ: about one message a second in one chat, 20 a minute in one group, about 30 a second
in all. The buckets stay a little below; edits count like messages. Answers go before letters: they
book the next turn in their chat, and the last few messages of all are theirs alone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BURST = 3
_MINUTE = 60
_MANY = 1_000
_FOR_ANSWERS = 5
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all and to a person, and a minute to a group, after a short burst."""

    in_all: float = 25.0
    person: float = 1.0
    group_a_minute: float = 17.0


@dataclass(slots=True)
class _Bucket:
    """Tokens left at a moment; ``size`` at most, ``rate`` more each second."""

    size: float
    rate: float
    left: float
    at: datetime

    def level(self, now: datetime) -> float:
        self.at = min(self.at, now)  # a clock that was set back fills the bucket from now on
        return min(self.size, self.left + (now - self.at).total_seconds() * self.rate)

    def take(self, now: datetime) -> None:
        self.left, self.at = self.level(now) - 1, now

    def give_back(self, now: datetime) -> None:
        self.left, self.at = self.level(now) + 1, now

    def free_at(self, now: datetime, spare: float = 0) -> datetime:
        """Return when there is a token to take that leaves ``spare`` others."""
        missing = 1 + min(spare, self.size - 1) - self.level(now)
        return now if missing <= 0 else now + timedelta(seconds=missing / self.rate)


class Pace:
    """Counts what was said to each chat and in all."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._chats: dict[int, _Bucket] = {}
        self._holds: dict[int, datetime] = {}
        self._booked: dict[int, datetime] = {}
        self._all: _Bucket | None = None
        self._forgets_at = _MANY

    def free_at(self, chat_id: int, now: datetime) -> datetime:
        """Return when this chat may be spoken to, ``now`` if at once."""
        return max(self._bucket(chat_id, now).free_at(now), self.held_until(chat_id))

    def letters_at(self, now: datetime) -> datetime:
        """Return when a letter may go to anybody at all, ``now`` if at once."""
        return self._whole(now).free_at(now, _FOR_ANSWERS)

    def spoke(self, chat_id: int, now: datetime) -> None:
        """Count one letter to a chat."""
        self._bucket(chat_id, now).take(now)
        self._whole(now).take(now)

    def unspoke(self, chat_id: int, now: datetime) -> None:
        """Take back one letter that was counted and not sent."""
        self._bucket(chat_id, now).give_back(now)
        self._whole(now).give_back(now)

    def open_at(self, now: datetime) -> datetime:
        """Return when an answer may be said to anybody at all, ``now`` if at once."""
        return self._whole(now).free_at(now)

    def turn(self, chat_id: int, now: datetime) -> datetime:
        """Return when an answer may be said to this chat; ``now``: it is counted as said.

        Whoever must wait asks again at that moment. The turn in the chat is booked meanwhile, so
        that no letter goes before the answer.
        """
        if chat_id not in self._booked:
            bucket = self._bucket(chat_id, now)
            self._booked[chat_id] = bucket.free_at(now)
            bucket.take(now)
        moment = max(self._booked[chat_id], self.held_until(chat_id))
        if moment > now:
            return moment
        del self._booked[chat_id]
        self._whole(now).take(now)
        return now

    def hold(self, chat_id: int, until: datetime) -> None:
        """Leave one chat alone until a moment, because Telegram said so."""
        self._holds[chat_id] = max(until, self.held_until(chat_id))

    def held_until(self, chat_id: int) -> datetime:
        """Return until when Telegram said to leave a chat alone, a long past moment if never."""
        return self._holds.get(chat_id, _LONG_AGO)

    def _bucket(self, chat_id: int, now: datetime) -> _Bucket:
        if chat_id not in self._chats:
            self._forget(now)
            group = self._limits.group_a_minute / _MINUTE
            rate = group if chat_id < 0 else self._limits.person
            self._chats[chat_id] = _Bucket(BURST, rate, BURST, now)
        return self._chats[chat_id]

    def _forget(self, now: datetime) -> None:
        """Let go of the chats about which there is nothing to know, before there are too many."""
        if len(self._chats) < self._forgets_at:
            return
        self._holds = {c: until for c, until in self._holds.items() if until > now}
        full = [c for c, bucket in self._chats.items() if bucket.level(now) >= bucket.size]
        for chat_id in full:
            del self._chats[chat_id]
            self._booked.pop(chat_id, None)
        self._forgets_at = max(_MANY, 2 * len(self._chats))

    def _whole(self, now: datetime) -> _Bucket:
        if self._all is None:
            size = max(self._limits.in_all, 1)
            self._all = _Bucket(size, self._limits.in_all, size, now)
        return self._all
