"""A3: inline and reply keyboards."""

import pytest
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit

from tests.simulator.stage import ANNA, Json, Stage

NO_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
NO_HTTPS = (
    "inline keyboard button Web App URL 'http://desk.school.cn' is invalid: "
    "Only HTTPS links are allowed"
)


def _one(**button: object) -> Json:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (_one(text="x", callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (_one(text="x", callback_data="维" * 22), "BUTTON_DATA_INVALID"),
        (_one(text="x", callback_data=""), NO_ACTION),
        (_one(text="x"), NO_ACTION),
        (_one(text=" ", callback_data="x"), "inline keyboard button text must be non-empty"),
        (
            _one(callback_data="x"),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            _one(text="x", url="nonsense"),
            "inline keyboard button URL 'nonsense' is invalid: Wrong HTTP URL",
        ),
        (
            _one(text="x", web_app={"url": "http://desk.school.cn"}),
            NO_HTTPS,
        ),
        (
            _one(text="x", calback_data="x", callback_data="y"),
            "unknown parameter calback_data in reply_markup",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 5] * 21},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [[{"text": "字" * 200, "callback_data": "x"}]] * 20},
            "reply markup is too long",
        ),
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"inlinekeyboard": []}, "unknown parameter inlinekeyboard in reply_markup"),
    ],
)
async def test_keyboards_that_are_refused(
    stage: Stage, markup: Json | str, description: str
) -> None:
    """A3: bytes of callback data, empty buttons, wrong links, sizes, misspelt fields."""
    await stage.opened()
    refused = await stage.refused("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    assert refused == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    "button",
    [
        {"text": "x", "callback_data": "x" * 64},
        {"text": "x", "callback_data": "维" * 21},
        {"text": "x", "url": "https://school.cn/a"},
        {"text": "x", "url": "tg://user?id=1001"},
        {"text": "x", "web_app": {"url": "https://school.cn"}},
        {"text": "x", "web_app": {"url": "http://127.0.0.1:8080/app"}},
    ],
)
async def test_buttons_that_are_accepted(stage: Stage, button: Json) -> None:
    """A3: 64 bytes fit; links and web apps over HTTPS, and over HTTP to this machine."""
    assert int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA) == 64
    assert int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER) == 100
    await stage.opened()
    sent = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=_one(**button))
    assert sent["reply_markup"] == {"inline_keyboard": [[button]]}


async def test_web_app_buttons_are_for_private_chats(stage: Stage) -> None:
    """A3: a web_app inline button is refused in a group."""
    markup = _one(text="x", web_app={"url": "https://school.cn"})
    refused = await stage.refused(
        "sendMessage", chat_id=stage.group.id, text="x", reply_markup=markup
    )
    assert refused == (400, "Bad Request: BUTTON_TYPE_INVALID")


async def test_empty_keyboard_is_none(stage: Stage) -> None:
    """A3: an inline keyboard without rows is no keyboard."""
    await stage.opened()
    empty: list[Json] = [{"inline_keyboard": []}, {"inline_keyboard": [[]]}, {}]
    for markup in empty:
        sent = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
        assert "reply_markup" not in sent


async def test_reply_keyboard_is_shown_tapped_and_removed(stage: Stage) -> None:
    """A3: a reply keyboard is not part of the message, it is on the screen until removed."""
    await stage.opened()
    menu = {"keyboard": [[{"text": "报修"}, {"text": "投诉"}]], "resize_keyboard": True}
    sent = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=menu)
    assert "reply_markup" not in sent
    assert (await stage.anna.screen())["reply_keyboard"] == menu
    await stage.anna.taps("报修", wait=False)
    [update] = await stage.updates()
    assert update["message"]["text"] == "报修"
    gone = {"remove_keyboard": True}
    await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=gone)
    assert (await stage.anna.screen())["reply_keyboard"] is None


async def test_selective_keyboard_is_for_those_addressed(stage: Stage) -> None:
    """A3: a selective keyboard is shown to the person who is replied to."""
    stage.bot.privacy = False
    said = await stage.boris.says("hi", wait=False)
    menu = {"keyboard": [[{"text": "x"}]], "selective": True}
    reply = {"message_id": said["message_id"]}
    where = {"chat_id": stage.group.id, "text": "x"}
    await stage.does("sendMessage", **where, reply_markup=menu, reply_parameters=reply)
    chen = stage.people.person(1003, stage.group.id)
    assert (await stage.boris.screen())["reply_keyboard"] == menu
    assert (await chen.screen())["reply_keyboard"] is None
