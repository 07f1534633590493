"""Paying what the desk owes: claim, send, settle; one loop for all that is nobody's reply.

Each turn of the loop is one unit: it settles what was sent since the last one and claims what may
go now. A chat is owed nothing more until what was claimed for it has been carried, so that no
lease ends while its letter waits in line. A debt is sent at least once: a process that dies
between sending and settling sends it again when the lease ends. Telegram offers no way to know
whether an unanswered call was carried out.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.desk import Letter
from bot.lanes import Lanes
from bot.letters import letter_for
from bot.pace import Pace
from bot.postman import Outcome, Postman
from domain.facts import Card
from models import alerts, chats, outbox
from models.crashes import crash_point
from models.outbox import Debt
from models.unit import DatabaseTrouble, Unit, Units

BATCH = 50
Turn = tuple[list[Letter], datetime | None]
"""The letters to carry now, and when to look again: None when nothing is owed."""

_TROUBLE = timedelta(seconds=5)
log = logging.getLogger(__name__)


class Delivery:
    """Sleeps until something is owed and its chat may be spoken to.

    While it sleeps, ``rests_until`` is the moment it will wake by itself, None for never.
    """

    def __init__(self, units: Units, postman: Postman, lanes: Lanes) -> None:
        self._units = units
        self._postman = postman
        self._lanes = lanes
        self._pace: Pace = postman.pace
        self._clock: Clock = postman.clock
        self._outcomes: list[Outcome] = []
        self._wake = asyncio.Event()
        self._alarm: asyncio.Task[None] | None = None
        self._resting = asyncio.Event()
        self.rests_until: datetime | None = None

    def wake(self) -> None:
        """Look at the outbox again: something may be owed."""
        self._resting.clear()
        self._wake.set()

    @property
    def resting(self) -> bool:
        """Tell whether there is nothing that could be delivered now."""
        return self._resting.is_set()

    async def rested(self) -> None:
        """Return when there is nothing that could be delivered now."""
        await self._resting.wait()

    async def run(self, group: asyncio.TaskGroup) -> None:
        """Deliver until cancelled; ``group`` owns the task that ends a rest."""
        for chat_id, until in (await self._units.run(chats.quiet)).items():
            self._pace.hold(chat_id, until)
        try:
            await self._deliver(group)
        finally:
            self._silence()

    async def finish(self) -> None:
        """Write down what was sent after the last turn."""
        crash_point("delivery.finishing")
        for outcome in self._outcomes:
            await self._write_down(outcome)
        self._outcomes.clear()

    async def _deliver(self, group: asyncio.TaskGroup) -> None:
        while True:
            self._wake.clear()
            letters, moment = await self._turn()
            crash_point("delivery.committed")
            for letter in letters:
                self._lanes.put(letter.chat_id, partial(self._carry, letter))
            if moment is None or moment > self._clock.now():
                await self._rest(group, moment)

    async def _carry(self, letter: Letter) -> None:
        """Carry a letter; one that fails for a reason of our own is given up, not repeated."""
        crash_point("delivery.carrying")
        try:
            self._outcomes += await self._postman.carry(letter)
        except Exception as error:
            log.exception("debt %s could not be sent", letter.debt.id)
            self._outcomes.append(_given_up(letter.debt, error))
        crash_point("delivery.carried")
        self.wake()

    async def _turn(self) -> Turn:
        sent = tuple(self._outcomes)
        silent = self._lanes.chats.union(self._pace.busy(self._clock.now()))
        try:
            found = await self._units.run(partial(self._round, sent, silent))
        except DatabaseTrouble as trouble:
            log.warning("nothing delivered: %s", trouble)
            return [], self._clock.now() + _TROUBLE
        except Exception:
            if not sent:
                raise
            log.exception("what was sent is written down one by one")
            await self.finish()
            return [], self._clock.now()
        del self._outcomes[: len(sent)]
        return found

    async def _write_down(self, outcome: Outcome) -> None:
        """Settle one debt in a unit of its own; one that cannot be settled is sent again."""
        try:
            await self._units.run(outcome)
        except Exception:
            log.exception("what became of a debt could not be written down")

    def _round(self, sent: tuple[Outcome, ...], silent: frozenset[int], unit: Unit) -> Turn:
        for outcome in sent:
            outcome(unit)
        crash_point("delivery.settled")
        may_speak = partial(self._may_speak, unit.now)
        claimed = outbox.claim(unit, BATCH, may_speak, silent)
        crash_point("delivery.claimed")
        cards: dict[int, Card] = {}
        written = [_write(unit, debt, cards) for debt in claimed]
        crash_point("delivery.written")
        return [letter for letter in written if letter], self._next(unit)

    def _may_speak(self, now: datetime, chat_id: int) -> bool:
        if self._pace.free_at(chat_id, now) > now:
            return False
        self._pace.spoke(chat_id, now)
        return True

    def _next(self, unit: Unit) -> datetime | None:
        """Return when a debt becomes due, or a chat that is owed something may be spoken to."""
        spoken_to = self._lanes.chats  # each letter wakes the loop when it has been carried
        moments = (
            max(self._pace.free_at(chat_id, unit.now), moment)
            for chat_id, moment in outbox.next_due(unit)
            if chat_id not in spoken_to
        )
        return min(moments, default=None)

    async def _rest(self, group: asyncio.TaskGroup, moment: datetime | None) -> None:
        self._silence()
        self._alarm = group.create_task(self._ring(moment)) if moment else None
        self.rests_until = moment
        if not self._wake.is_set():
            self._resting.set()
        await self._wake.wait()

    def _silence(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()

    async def _ring(self, moment: datetime) -> None:
        await self._clock.sleep_until(moment)
        self.wake()


def _given_up(debt: Debt, error: Exception) -> Outcome:
    return partial(alerts.give_up, debt_id=debt.id, outcome=f"not sent: {type(error).__name__}")


def _write(unit: Unit, debt: Debt, cards: dict[int, Card]) -> Letter | None:
    """Return the letter for a debt; one that cannot be written is settled, not tried for ever."""
    try:
        letter = letter_for(unit, debt, cards)
    except Exception as error:
        log.exception("debt %s could not be written", debt.id)
        alerts.give_up(unit, debt.id, f"not written: {type(error).__name__}")
        return None
    if letter is None:
        outbox.settle(unit, debt.id, "nothing to say any more")
    return letter
