"""The description of the Bot API: what is emitted fits it, what is asked is checked by it."""

from collections.abc import Iterator

import pytest
from aiogram.types import ChatFullInfo, ChatMemberAdministrator, Message, Update, WebhookInfo
from pydantic import BaseModel

from simulator.description import METHODS, missing_parameter, parameters_of, read_parameters
from simulator.errors import ApiError
from simulator.methods.registry import HANDLERS
from tests.simulator.stage import ANNA, BORIS, Stage, keyboard, picture


def unknown_fields(thing: object) -> Iterator[str]:
    """Go through a validated object and tell every field that its model does not have."""
    if isinstance(thing, BaseModel):
        yield from (f"{type(thing).__name__}.{name}" for name in thing.model_extra or {})
        for value in thing.__dict__.values():
            yield from unknown_fields(value)
    elif isinstance(thing, list):
        for item in thing:
            yield from unknown_fields(item)


async def test_everything_emitted_fits_the_models(stage: Stage) -> None:
    """A10: updates of every kind and results satisfy aiogram's models with no field left over."""
    admin = {"user_id": 42, "status": "administrator"}
    await stage.people.post("promote", chat_id=stage.group.id, **admin)
    await stage.does("getUpdates", allowed_updates=["message", "chat_member", "message_reaction"])
    await stage.does("getUpdates", allowed_updates=[])
    chat_id = await stage.opened()
    card = await stage.does("sendMessage", chat_id=chat_id, text="x", reply_markup=keyboard("Ok"))
    said = await stage.anna.says("/start https://a.cn", reply_to=card["message_id"], wait=False)
    await stage.anna.edits(said, "other", wait=False)
    await stage.anna.sends_album([picture(), picture()], "leak", wait=False)
    for kind in ("document", "voice", "video", "audio"):
        await stage.anna.sends_file(kind, b"data", wait=False)
    await stage.anna.presses("Ok", wait=False)
    await stage.anna.joins(stage.group.id, wait=False)
    await stage.anna.blocks(wait=False)
    updates = [Update.model_validate(update) for update in await stage.updates()]
    assert len(updates) == 11
    assert [name for update in updates for name in unknown_fields(update)] == []


@pytest.mark.parametrize(
    ("method", "model"),
    [
        ("getChat", ChatFullInfo),
        ("getChatMember", ChatMemberAdministrator),
        ("sendMessage", Message),
        ("getWebhookInfo", WebhookInfo),
    ],
)
async def test_results_fit_the_models(stage: Stage, method: str, model: type[BaseModel]) -> None:
    """A10: results satisfy aiogram's models with no field left over."""
    everything = {"user_id": BORIS, "status": "administrator"}
    await stage.people.post("promote", chat_id=stage.group.id, **everything)
    parameters = {"chat_id": stage.group.id, "user_id": BORIS, "text": "x"}
    wanted = {
        name: parameters[name] for name in parameters_of(method.lower()) if name in parameters
    }
    result = model.model_validate(await stage.does(method, **wanted))
    assert list(unknown_fields(result)) == []


def test_every_parameter_of_every_method_can_be_read() -> None:
    """A1: the description covers the whole Bot API, and every implemented method stands in it."""
    assert len(METHODS) > 150
    assert HANDLERS.keys() <= METHODS.keys()
    assert all(parameters_of(name) or name for name in METHODS)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ({"chat_id": "1001"}, {"chat_id": 1001}),
        ({"chat_id": "@desk"}, {"chat_id": "@desk"}),
        ({"disable_notification": "True"}, {"disable_notification": True}),
        ({"disable_notification": "0"}, {"disable_notification": False}),
        ({"message_thread_id": " 7 "}, {"message_thread_id": 7}),
        ({"text": 5}, {"text": "5"}),
        ({"text": None}, {}),
        ({"entities": "[]"}, {"entities": []}),
    ],
)
def test_values_are_read(raw: dict[str, object], read: dict[str, object]) -> None:
    """A1: numbers and booleans may come as text, objects as JSON text."""
    assert read_parameters("sendmessage", raw, strict=True) == read


def test_unknown_parameters_are_ignored_when_not_strict() -> None:
    """A1: without strictness an unknown parameter is ignored, as Telegram does."""
    assert read_parameters("getme", {"colour": "red"}, strict=False) == {}
    with pytest.raises(ApiError, match="unknown parameter colour"):
        read_parameters("getme", {"colour": "red"}, strict=True)
    assert missing_parameter("setmycommands", {}) == "commands"
    assert missing_parameter("sendmessage", {"chat_id": ANNA}) == ""
