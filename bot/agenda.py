"""Which chat is paid next: all that are owed something, by when they may be spoken to."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import count

from bot.pace import Pace
from models.outlooks import Outlook

_BATCH = 50
_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
_SPARE = 100  # how much may lie about that is out of date


@dataclass(slots=True)
class Agenda:
    """What was last seen of each chat that is owed something.

    ``doubtful`` are the chats that have to be looked at again, ``all_doubtful`` tells that any
    may: somebody else may owe something too. A chat that was chosen is forgotten until it is
    looked at once more.
    """

    pace: Pace
    doubtful: set[int] = field(default_factory=set)
    all_doubtful: bool = True
    _known: dict[int, Outlook] = field(default_factory=dict)
    _by_time: list[tuple[datetime, int, Outlook]] = field(default_factory=list)
    _ready: list[tuple[bool, int, int, Outlook]] = field(default_factory=list)
    _serial: Iterator[int] = field(default_factory=count)
    _aside: dict[int, tuple[datetime, timedelta]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how much is kept in mind, out of date or not."""
        return len(self._known) + len(self._by_time) + len(self._ready)

    def doubt(self, chats: Collection[int] | None) -> None:
        """Have chats looked at again, or all."""
        if chats is None:
            self.all_doubtful = True
        else:
            self.doubtful.update(chats)

    def learn(self, looked_at: Collection[int] | None, found: Iterable[Outlook]) -> None:
        """Take in what was found of the chats that were looked at, or of all."""
        if looked_at is None:
            self._known.clear()
            self._by_time.clear()
            self._ready.clear()
        for chat_id in looked_at or ():
            self._known.pop(chat_id, None)
        for outlook in found:
            self._known[outlook.chat_id] = outlook
            heappush(self._by_time, (outlook.moment, next(self._serial), outlook))
        if len(self._by_time) + len(self._ready) > 2 * len(self._known) + _SPARE:
            self._tidy()

    @property
    def aside(self) -> frozenset[int]:
        """Return the chats that failed when they were last to be paid."""
        return frozenset(self._aside)

    def set_aside(self, failed: Collection[int], chosen: Collection[int], now: datetime) -> None:
        """Leave those that failed alone for a while, longer each time; the others were well."""
        for chat_id in {*chosen, *failed}:
            _, last = self._aside.pop(chat_id, (now, timedelta()))
            if chat_id in failed:
                pause = min(max(2 * last, _PAUSE), _LONGEST_PAUSE)
                self._aside[chat_id] = (now + pause, pause)

    def choose(self, now: datetime, under_way: Collection[int]) -> list[int]:
        """Return chats to pay one debt each, urgent ones first, and count that they are spoken to.

        Those ``under_way`` are passed over; they have to be looked at when that is done.
        """
        self._wake(now)
        chosen: list[int] = []
        while self._ready and len(chosen) < _BATCH and self.pace.letters_at(now) <= now:
            outlook = heappop(self._ready)[-1]
            chat_id = outlook.chat_id
            if self._is_old(outlook):
                continue
            if (free := self._free_at(chat_id, now)) > now:
                heappush(self._by_time, (free, next(self._serial), outlook))
                continue
            del self._known[chat_id]
            if chat_id not in under_way:
                self.pace.spoke(chat_id, now)
                chosen.append(chat_id)
        return chosen

    def rests_until(self, now: datetime) -> datetime | None:
        """Return when to choose again, None when nothing is owed."""
        if self._ready:
            return self.pace.letters_at(now)
        while self._by_time and self._is_old(self._by_time[0][-1]):
            heappop(self._by_time)
        return self._by_time[0][0] if self._by_time else None

    def _wake(self, now: datetime) -> None:
        while self._by_time and self._by_time[0][0] <= now:
            outlook = heappop(self._by_time)[-1]
            if not self._is_old(outlook):
                entry = (not outlook.urgent, outlook.first, next(self._serial), outlook)
                heappush(self._ready, entry)

    def _free_at(self, chat_id: int, now: datetime) -> datetime:
        until, _ = self._aside.get(chat_id, (now, None))
        return max(self.pace.free_at(chat_id, now), until)

    def _tidy(self) -> None:
        """Drop what is out of date: each look leaves some, and what is far off stays for long."""
        self._by_time = [entry for entry in self._by_time if not self._is_old(entry[-1])]
        self._ready = [entry for entry in self._ready if not self._is_old(entry[-1])]
        heapify(self._by_time)
        heapify(self._ready)

    def _is_old(self, outlook: Outlook) -> bool:
        return self._known.get(outlook.chat_id) is not outlook
