"""The update queue of one bot, with Telegram's lives, caps and offsets (A8)."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from simulator.bell import Bell
from simulator.clock import SimulatedClock
from simulator.shapes import Json

DAY = 86_400
LIVES = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 30}
EXCLUDED_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_ID_FROM, FIRST_ID_TO, LAST_ID = 2_000_001, 1_000_000_000, 2_000_000_000
MAX_UPDATES = 100_000
MAX_QUEUE_BYTES = 128 * 1024 * 1024
MAX_UPDATE_BYTES = 512 * 1024
QUIET_WEEK = 7 * DAY
ANSWER_BYTES = 4 * 1024 * 1024
FORGIVEN_AHEAD = 10

Lane = tuple[str, int]


@dataclass(eq=False, slots=True)
class Entry:
    """One queued update: encoded once, alive until `expires` (Unix), in its webhook lane."""

    id: int
    kind: str
    body: bytes
    expires: int
    lane: Lane
    repeats: int = 0


class UpdateQueue:
    """What a bot has not confirmed yet, in order."""

    def __init__(self, clock: SimulatedClock, seed: int) -> None:
        """Start empty at a random id."""
        self.allowed: frozenset[str] | None = None
        self.arrived = Bell()
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 - ids need no secrecy, tests need repetition
        self._entries: dict[int, Entry] = {}
        self._bytes = 0
        self._soonest = 0
        self._next_id = self._random.randint(FIRST_ID_FROM, FIRST_ID_TO)
        self._last_at = clock.unix()
        self._held: tuple[str, Json, Lane] | None = None
        self._faults = {"duplicate": 0, "reorder": 0}

    def __len__(self) -> int:
        """Count the living updates."""
        self._expire()
        return len(self._entries)

    def misbehave(self, kind: str, times: int) -> None:
        """Deliver the next updates twice (`duplicate`) or after their follower (`reorder`)."""
        self._faults[kind] += times

    def allows(self, kind: str) -> bool:
        """Whether the bot asked for this kind; by default all but members and reactions."""
        if self.allowed is None:
            return kind not in EXCLUDED_BY_DEFAULT
        return kind in self.allowed

    def add(self, kind: str, payload: Json, lane: Lane) -> None:
        """Queue an update, unless it is not asked for, too old, or the queue is full."""
        if not self.allows(kind):
            return
        if self._faults["reorder"] and self._held is None:
            self._faults["reorder"] -= 1
            self._held = (kind, payload, lane)
            return
        self._put(kind, payload, lane)
        if self._held is not None:
            held, self._held = self._held, None
            self._put(*held)
        self.arrived.ring()

    def fetch(self, offset: int, limit: int) -> list[Entry]:
        """Confirm everything below `offset` and show up to `limit` of the rest."""
        self._expire()
        self._confirm_below(self._start(offset))
        found: list[Entry] = []
        size = 0
        for entry in self._entries.values():
            if len(found) >= limit or size > ANSWER_BYTES:
                break
            found.append(entry)
            size += len(entry.body)
        return found

    def living(self) -> Iterator[Entry]:
        """Go through what waits, oldest first."""
        self._expire()
        yield from list(self._entries.values())

    def confirm(self, entry: Entry) -> None:
        """Forget one update, unless it is to be delivered once more."""
        if entry.repeats:
            entry.repeats -= 1
            return
        if self._entries.pop(entry.id, None) is not None:
            self._bytes -= len(entry.body)

    def clear(self) -> None:
        """Drop everything that waits."""
        self._entries.clear()
        self._bytes = 0

    def _put(self, kind: str, payload: Json, lane: Lane) -> None:
        born = payload.get("edit_date") or payload.get("date") if "message_id" in payload else None
        expires = (born or self._clock.unix()) + LIVES.get(kind, DAY)
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogateescape"
        )
        if expires <= self._clock.unix() or not self._room_for(len(body)):
            return
        number = self._take_id()
        whole = b'{"update_id":%d,"%s":%s}' % (number, kind.encode(), body)
        entry = Entry(number, kind, whole, expires, lane)
        if self._faults["duplicate"]:
            self._faults["duplicate"] -= 1
            entry.repeats = 1
        self._entries[number] = entry
        self._soonest = min(self._soonest, expires) if len(self._entries) > 1 else expires
        self._bytes += len(whole)

    def _room_for(self, size: int) -> bool:
        self._expire()
        fits = self._bytes + size <= MAX_QUEUE_BYTES and size <= MAX_UPDATE_BYTES
        return fits and len(self._entries) < MAX_UPDATES

    def _take_id(self) -> int:
        if self._next_id >= LAST_ID:
            self.clear()
            self._next_id = self._random.randint(FIRST_ID_FROM, FIRST_ID_TO)
        elif not self._entries and self._clock.unix() - self._last_at > QUIET_WEEK:
            self._next_id = self._random.randint(FIRST_ID_FROM, FIRST_ID_TO)
        self._last_at = self._clock.unix()
        self._next_id += 1
        return self._next_id - 1

    def _start(self, offset: int) -> int:
        if not self._entries or offset == 0:
            return 0
        first = next(iter(self._entries))
        if offset < 0:
            return max(first, self._next_id + offset)
        return 0 if offset > self._next_id + FORGIVEN_AHEAD else offset

    def _confirm_below(self, start: int) -> None:
        for number in list(takewhile(lambda number: number < start, self._entries)):
            self.confirm(self._entries[number])

    def _expire(self) -> None:
        now = self._clock.unix()
        if now < self._soonest or not self._entries:
            return
        for entry in [entry for entry in self._entries.values() if entry.expires <= now]:
            entry.repeats = 0
            self.confirm(entry)
        self._soonest = min((entry.expires for entry in self._entries.values()), default=0)
