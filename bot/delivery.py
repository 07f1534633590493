"""Paying what the desk owes: claim, send, settle; one loop for all that is nobody's reply.

Each round of the loop is one unit: it settles what was sent since the last one and claims what may
go now, one debt for each chat. A chat is paid the next one when that has been carried: so its
letters keep their order, and no lease ends while its letter waits in line. A debt is sent at least
once: a process that dies between sending and settling sends it again. Telegram offers no way to
know whether an unanswered call was carried out.
"""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.agenda import Agenda
from bot.clock import Clock
from bot.desk import Letter
from bot.lanes import Lanes
from bot.postman import Outcome, Postman
from bot.rounds import Round
from domain.alerts import Alert
from domain.traces import trace_of
from models import alerts, chats, outbox
from models.crashes import crash_point
from models.outbox import Debt
from models.unit import DatabaseTrouble, Unit, Units
from services.alerts import give_up

_TROUBLE = timedelta(seconds=5)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of debts that one letter paid, to be written down."""

    debts: tuple[Debt, ...]
    outcome: Outcome

    def __call__(self, unit: Unit) -> None:
        self.outcome(unit)


class Delivery:
    """Sleeps until something is owed and its chat may be spoken to.

    While it sleeps, ``rests_until`` is the moment it will wake by itself, None for never.
    """

    def __init__(self, units: Units, postman: Postman, lanes: Lanes) -> None:
        self._units = units
        self._postman = postman
        self._lanes = lanes
        self._clock: Clock = postman.clock
        self._agenda = Agenda(postman.pace)
        self._outcomes: list[_Became] = []
        self._wake = asyncio.Event()
        self._alarm: asyncio.Task[None] | None = None
        self._resting = asyncio.Event()
        self._failing = False
        self.rests_until: datetime | None = None

    def wake(self, chat_ids: Collection[int] | None = None) -> None:
        """Look again at what is owed to these chats, or to all: it may be more."""
        self._agenda.doubt(chat_ids)
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
        for chat_id, until in (await self._units.run(_begin)).items():
            self._postman.pace.hold(chat_id, until)
        try:
            await self._deliver(group)
        finally:
            self._silence()

    async def finish(self) -> None:
        """Write down what was sent after the last round."""
        crash_point("delivery.finishing")
        for became in self._outcomes:
            if not await self._write_down(became):  # else it would be sent again for ever
                await self._write_down(_given_up(became.debts, "sent, and not written down"))
        self._outcomes.clear()

    async def _deliver(self, group: asyncio.TaskGroup) -> None:
        while True:
            self._wake.clear()
            moment = await self._go_round()
            crash_point("delivery.committed")
            if moment is None or moment > self._clock.now():
                await self._rest(group, moment)

    async def _carry(self, letter: Letter) -> None:
        """Carry a letter; one that fails for a reason of our own is given up, not repeated."""
        crash_point("delivery.carrying")
        try:
            outcomes = await self._postman.carry(letter)
            self._outcomes += [_Became(letter.debts, outcome) for outcome in outcomes]
        except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
            log.error("debt %s could not be sent: %s", letter.debt.id, trace_of(error))  # noqa: TRY400  as above
            self._outcomes.append(_given_up(letter.debts, f"not sent: {type(error).__name__}"))
        crash_point("delivery.carried")
        self.wake((letter.debt.chat_id,))

    async def _go_round(self) -> datetime | None:
        """Settle, claim and hand on; return when the next one comes, None for never."""
        agenda, now = self._agenda, self._clock.now()
        doubtful = None if agenda.all_doubtful else frozenset(agenda.doubtful)
        outage = self._postman.outages.outage
        chosen = () if outage else tuple(agenda.choose(now, self._lanes.chats))
        this = Round(tuple(self._outcomes), chosen, doubtful, agenda.aside)
        agenda.doubtful, agenda.all_doubtful = set(), False
        try:
            found = await self._units.run(this.work)
        except Exception as error:  # noqa: BLE001  what it is decides what to do
            return await self._failed(this, error)
        del self._outcomes[: len(this.sent)]
        self._failing = False
        silent = found.silent(chosen)
        for chat_id in silent:
            agenda.pace.unspoke(chat_id, now)
        agenda.learn(None if doubtful is None else doubtful | silent, found.outlooks)
        agenda.set_aside(found.failed, chosen, now)
        for letter in found.letters:
            self._lanes.put(letter.debt.chat_id, partial(self._carry, letter))
        return None if outage else agenda.rests_until(self._clock.now())

    async def _failed(self, failed: Round, error: Exception) -> datetime:
        """Undo what a round began with, and return when to try again."""
        self._agenda.doubt(failed.doubtful)
        self._agenda.doubt(failed.chosen)
        for chat_id in failed.chosen:
            self._agenda.pace.unspoke(chat_id, self._clock.now())
        if isinstance(error, DatabaseTrouble):
            log.warning("nothing delivered: %s", error)
            return self._clock.now() + _TROUBLE
        if failed.sent:
            log.error("what was sent is written down one by one: %s", trace_of(error))
            await self.finish()
            return self._clock.now()
        log.error("messages to all chats are held up: %s", trace_of(error))
        if not self._failing:
            await self._write_down(partial(alerts.note, kind=Alert.HELD_UP))
        self._failing = True
        return self._clock.now() + _TROUBLE

    async def _write_down(self, outcome: Outcome) -> bool:
        """Do it in a unit of its own; False when it cannot be done for a reason of our own."""
        try:
            await self._units.run(outcome)
        except DatabaseTrouble as trouble:
            log.warning("a note of the delivery is lost: %s", trouble)
        except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
            where = trace_of(error)
            log.error("a note of the delivery could not be written down: %s", where)  # noqa: TRY400  as above
            return False
        return True

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
        self.wake(())


def _given_up(debts: tuple[Debt, ...], outcome: str) -> _Became:
    def give_all_up(unit: Unit) -> None:
        for debt in debts:
            give_up(unit, debt, outcome)

    return _Became(debts, give_all_up)


def _begin(unit: Unit) -> dict[int, datetime]:
    """Take back what a desk that ended left under way; return the chats to leave alone."""
    outbox.take_over(unit)
    return chats.quiet(unit)
