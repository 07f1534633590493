"""One update inside its unit of work: who speaks, where, and what the handlers answer."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from aiogram import Router
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from domain.limits import MESSAGES_A_MINUTE
from domain.refusal import Refusal
from handlers.filters import ANONYMOUS
from handlers.replies import NOTHING, Reply
from handlers.turn import Turn
from locales import Text, language_for, literal, text_in
from models import conversations, editions, updates
from models.crashes import crash_point
from models.unit import Unit
from services.auditing import note
from services.limits import Heard, hear
from services.lists import team_in
from services.people import person_for, reach
from views.refusals import refusal as sentence
from views.screens import Screen

T = TypeVar("T")


@dataclass(slots=True)
class Address:
    """Where an answer goes.

    ``asked_id`` is the message it answers, ``query_id`` the press, ``pressed_id`` the message
    whose button was pressed (``picture`` if that shows one), ``live_id`` the message the
    conversation was drawn on before. A press that came without its message is only answered.
    """

    chat_id: int
    user_id: int
    thread_id: int | None
    asked_id: int | None
    query_id: str | None
    pressed_id: int | None
    picture: bool
    live_id: int | None = None


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
        speaker = _speaker(event)
        if speaker is None or _for_another(event, self.me):
            self.address = _of_press(event)
            return self._noted(unit, None)
        self.address = _address(event, *speaker)
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
        """Remember that the update was refused; False when it was handled before."""
        first = self.begins(unit)
        if first:
            self._note(unit, reason)
        return first

    def refused(self, error: Refusal) -> Reply:
        """Return the sentence that tells a person why not, and what to do."""
        text = self.text or text_in(None)
        if self.address is not None and self.address.query_id:
            return Reply(toast=sentence(error, text), alert=True)
        return Reply(screen=Screen(literal(sentence(error, text))), fresh=True, quote=True)

    def silent(self) -> Reply:
        """Return no answer, not even to a press: it was answered when it came the first time."""
        self.address = None
        return NOTHING

    def _too_much(self, turn: Turn) -> Reply | None:
        """Return what a person is told who writes too much, None when the message is handled.

        It is counted in this unit, so it is not refused by an error, which would take that back.
        """
        if turn.chat_id < 0 or not isinstance(self.update.event, Message):
            return None
        heard = hear(turn.unit, turn.person.id, turn.school, turn.conversation)
        if heard is Heard.HANDLED:
            return None
        self._note(turn.unit, "flood")
        if heard is Heard.IGNORED:
            return NOTHING
        phone = turn.school.emergency_phone
        return self.refused(Refusal("flood", limit=MESSAGES_A_MINUTE, phone=phone))

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


def _speaker(event: Any) -> tuple[Chat, User] | None:  # noqa: ANN401  any of Telegram's events
    """Return who speaks where; other bots say nothing, but they may remove the desk."""
    user = getattr(event, "from_user", None)
    message = event.message if isinstance(event, CallbackQuery) else event
    chat = getattr(message, "chat", None)
    if user is None or chat is None or chat.type == "channel":
        return None
    heard = not user.is_bot or user.id == ANONYMOUS or isinstance(event, ChatMemberUpdated)
    return (chat, user) if heard else None


def _address(event: Any, chat: Chat, user: User) -> Address:  # noqa: ANN401  as above
    pressed = event.message if isinstance(event, CallbackQuery) else None
    message = pressed if isinstance(event, CallbackQuery) else event
    return Address(
        chat_id=chat.id,
        user_id=user.id,
        thread_id=_topic(message),
        asked_id=event.message_id if isinstance(event, Message) else None,
        query_id=event.id if isinstance(event, CallbackQuery) else None,
        pressed_id=pressed.message_id if pressed else None,
        picture=isinstance(pressed, Message) and bool(pressed.photo),
    )


def _of_press(event: Any) -> Address | None:  # noqa: ANN401  as above
    """Return where a press is answered that no handler hears: else its button goes on spinning."""
    if not isinstance(event, CallbackQuery):
        return None
    user_id = event.from_user.id
    return Address(user_id, user_id, None, None, event.id, None, picture=False)


def _topic(message: Any) -> int | None:  # noqa: ANN401  as above
    """Return the forum topic; a reply in "General" carries the id of a message."""
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def _for_another(event: Any, me: str) -> bool:  # noqa: ANN401  as above
    text = event.text if isinstance(event, Message) else None
    if not text or not text.startswith("/"):
        return False
    mention = text.split(maxsplit=1)[0].partition("@")[2]
    return bool(mention) and mention.lower() != me.lower()
