"""One update inside its unit of work: who speaks, where, and what the handlers answer."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from aiogram import Router
from aiogram.types import CallbackQuery, Message, Update, User

from bot.addresses import (
    Address,
    accepted_by,
    address_of,
    for_another,
    of_press,
    said_at,
    speaker_of,
    spending_of,
)
from domain.refusal import Refusal
from handlers.replies import NOTHING, Reply
from handlers.turn import Turn
from locales import Text, language_for, literal, text_in
from models import conversations, editions, updates
from models.crashes import crash_point
from models.unit import Unit
from services.auditing import note
from services.limits import Asked, Heard, Spent, hear, too_much, turn_away
from services.lists import team_in
from services.people import person_for, reach
from views.refusals import refusal as sentence
from views.screens import Screen

T = TypeVar("T")


@dataclass(slots=True)
class Hearing:
    """One update on its way through the handlers; the language is kept for a refusal.

    ``parked`` is its number when it was parked before and is handled once more. ``outcome`` is
    what became of it: ``handled``, ``refused`` or ``parked``.
    """

    update: Update
    me: str
    parked: int | None = None
    text: Text | None = None
    address: Address | None = None
    outcome: str = "handled"

    def work(self, unit: Unit, router: Router) -> Reply:
        """Handle the update; nothing when it was handled before or is not for the desk."""
        if not self.begins(unit):
            return NOTHING
        event = self.update.event
        crash_point("update.remembered")
        speaker = speaker_of(event)
        if speaker is None or for_another(event, self.me):
            self.address = of_press(event)
            return self._noted(unit, None)
        self.address = address_of(event, *speaker)
        turn = self._turn(unit, speaker[1])
        too_much = self._too_much(turn)
        if too_much is not None:
            return too_much
        answer = finish(
            router.propagate_event(update_type=self.update.event_type, event=event, turn=turn)
        )
        crash_point("update.handled")
        return self._noted(unit, answer if isinstance(answer, Reply) else None)

    def begins(self, unit: Unit) -> bool:
        """Remember that the update is handled in this unit; False when it was before."""
        if self.parked is not None:
            return updates.settle(unit, self.parked, updates.REPLAYED)
        return updates.first_time(unit, self.update.update_id)

    def turns_away(self, unit: Unit, reason: str) -> bool:
        """Remember that the update was refused; False when nobody is told, or was before."""
        if not self.begins(unit):
            return False
        self._note(unit, reason)
        spent = self._spent(unit)
        return spent is None or turn_away(unit, spent, reason)

    def refused(self, error: Refusal) -> Reply:
        """Return the sentence that tells a person why not, and what to do."""
        text = self.text or text_in(None)
        if self.address is not None and self.address.query_id:
            return Reply(toast=sentence(error, text), alert=True)
        return Reply(screen=Screen(literal(sentence(error, text))), fresh=True, quote=True)

    def silent(self) -> Reply:
        """Return no answer, not even to a press: it was answered before, or is one of a flood."""
        self.address = None
        return NOTHING

    def _too_much(self, turn: Turn) -> Reply | None:
        """Return what a person is told who does too much, None when the update is handled.

        It is counted in this unit, so it is not refused by an error, which would take that back.
        """
        spent = self._spent(turn.unit)
        if spent is None:
            return None
        accepts = accepted_by(self.update.event)
        heard = hear(turn.unit, Asked(spent, accepts, turn.conversation))
        if heard is Heard.HANDLED:
            return None
        refusal = too_much(turn.school, spent.what)
        self._note(turn.unit, refusal.reason)
        return self.refused(refusal) if heard is Heard.REFUSED else self.silent()

    def _spent(self, unit: Unit) -> Spent | None:
        """Return as what the update is counted; a message in the minute in which it was said."""
        event = self.update.event
        what = spending_of(event, self.me)
        if what is None or self.address is None:
            return None
        return Spent(self.address.user_id, what, said_at(event) or unit.now)

    def _noted(self, unit: Unit, reply: Reply | None) -> Reply:
        """Return a reply, nothing for none, after writing down what it refused.

        A press that no handler hears is one that the desk never drew there.
        """
        pressed = self.address is not None and self.address.query_id is not None
        unheard = "button-unknown" if reply is None and pressed else ""
        self._note(unit, reply.refused if reply else unheard)
        return reply or NOTHING

    def _note(self, unit: Unit, reason: str) -> None:
        if self.address is not None:
            who = (self.address.user_id, self.address.chat_id)
            note(unit, who, self.update.update_id, reason)

    def _turn(self, unit: Unit, user: User) -> Turn:
        address = self.address
        if address is None:
            raise RuntimeError("an update without an address has no turn")
        school = editions.current(unit)
        person = person_for(unit, user.id, user.full_name)
        if address.chat_id == user.id and isinstance(self.update.event, Message | CallbackQuery):
            reach(unit, user.id, reachable=True)
        own = text_in(person.language or language_for(user.language_code))
        self.text = own
        place = (address.chat_id, address.thread_id)
        team = team_in(unit, *place) if address.chat_id < 0 else None
        conversation = conversations.find(unit, address.chat_id, user.id)
        address.live_id = conversation.message_id if conversation else None
        text = text_in(team.language) if team else own
        return Turn(
            unit,
            school,
            person,
            text,
            own,
            address.chat_id,
            team,
            conversation,
            address.pressed_id,
        )


def finish(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits, and return what it returns.

    Handlers are coroutines for aiogram's sake. One that waits for the network inside its
    transaction is a bug, and is refused here rather than found under load.
    """
    try:
        coroutine.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    coroutine.close()
    raise RuntimeError("a handler waited for something inside its transaction")
