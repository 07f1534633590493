"""Telegram's limits on sending, as token buckets on the simulated clock (A6)."""

import math
from dataclasses import dataclass, field

from simulator.errors import flood


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket's size and how many tokens come back each second."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The rates for one private chat, one group and the whole bot; None means no limit."""

    chat: Rate | None = None
    group: Rate | None = None
    bot: Rate | None = None


PUBLISHED = Limits(chat=Rate(3, 1), group=Rate(20, 20 / 60), bot=Rate(30, 30))
"""1 a second in a chat (short bursts tolerated), 20 a minute in a group, 30 a second in all."""

UNLIMITED = Limits()
"""No limits: for tests whose clock stands still."""


_ROUNDING = 1e-9
"""Less than this many seconds is the error of the arithmetic, not a wait."""


@dataclass(slots=True)
class _Bucket:
    rate: Rate
    tokens: float
    at: float

    def refill(self, now: float) -> None:
        self.tokens = min(self.rate.burst, self.tokens + (now - self.at) * self.rate.per_second)
        self.at = now

    def missing(self, count: int) -> float:
        return max(0.0, (min(count, self.rate.burst) - self.tokens) / self.rate.per_second)


@dataclass(slots=True)
class Meter:
    """Keeps the buckets. `spend` takes one token of each or refuses with the wait."""

    limits: Limits
    _buckets: dict[tuple[int, int], _Bucket] = field(default_factory=dict)

    def spend(self, bot_id: int, chat_id: int, now: float, *, count: int = 1) -> None:
        """Count messages in a chat at a moment (Unix seconds); raises 429 if they are too many."""
        rate = self.limits.group if chat_id < 0 else self.limits.chat
        buckets = [
            self._bucket((bot_id, key), wanted, now)
            for key, wanted in ((chat_id, rate), (0, self.limits.bot))
            if wanted is not None
        ]
        wait = max((bucket.missing(count) for bucket in buckets), default=0.0)
        if wait > _ROUNDING:
            raise flood(math.ceil(wait - _ROUNDING))
        for bucket in buckets:
            bucket.tokens -= count

    def _bucket(self, key: tuple[int, int], rate: Rate, now: float) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(rate, rate.burst, now)
        bucket.refill(now)
        return bucket
