"""A2: editing, deleting, replying, answering presses."""

import pytest

from tests.simulator.stage import ANNA, Stage, keyboard, picture

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
NOT_MODIFIED = (400, SAME)
TOO_OLD = (
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)


async def _sent(stage: Stage, **more: object) -> int:
    await stage.opened()
    message = await stage.does("sendMessage", chat_id=ANNA, text="card", **more)
    return int(message["message_id"])


async def test_edit_changes_text_and_takes_the_keyboard_away(stage: Stage) -> None:
    """A2: an edit without a keyboard removes the keyboard and sets edit_date."""
    number = await _sent(stage, reply_markup=keyboard("Accept"))
    stage.simulator.clock.forward(5)
    edited = await stage.does("editMessageText", chat_id=ANNA, message_id=number, text="new")
    assert edited["text"] == "new"
    assert edited["edit_date"] - edited["date"] == 5
    assert "reply_markup" not in edited


async def test_equal_edit_is_not_modified(stage: Stage) -> None:
    """A2: text, entities and inline keyboard all equal."""
    number = await _sent(stage, reply_markup=keyboard("Accept"))
    same = {"chat_id": ANNA, "message_id": number, "text": "card"}
    refused = await stage.refused("editMessageText", **same, reply_markup=keyboard("Accept"))
    assert refused == NOT_MODIFIED
    await stage.does("editMessageText", **same, reply_markup=keyboard("Done"))
    await stage.does("editMessageText", **same)
    assert await stage.refused("editMessageText", **same) == NOT_MODIFIED
    markup = {"chat_id": ANNA, "message_id": number}
    assert await stage.refused("editMessageReplyMarkup", **markup) == NOT_MODIFIED


async def test_formatting_alone_is_a_modification(stage: Stage) -> None:
    """A2: equal text with other entities is modified."""
    number = await _sent(stage)
    bold = {"text": "<b>card</b>", "parse_mode": "HTML"}
    await stage.does("editMessageText", chat_id=ANNA, message_id=number, **bold)


async def test_missing_message_cannot_be_edited(stage: Stage) -> None:
    """A2: unknown and deleted ids."""
    number = await _sent(stage)
    await stage.does("deleteMessage", chat_id=ANNA, message_id=number)
    for missing in (number, 99_999):
        refused = await stage.refused(
            "editMessageText", chat_id=ANNA, message_id=missing, text="x"
        )
        assert refused == (400, "Bad Request: message to edit not found")


async def test_what_cannot_be_edited(stage: Stage) -> None:
    """A2: others' messages, forwards, messages with a reply keyboard."""
    await stage.opened()
    said = await stage.anna.says("hello", wait=False)
    own = await stage.does("sendMessage", chat_id=ANNA, text="x")
    forwarded = await stage.does(
        "forwardMessage", chat_id=ANNA, from_chat_id=ANNA, message_id=own["message_id"]
    )
    menu = {"keyboard": [[{"text": "Menu"}]]}
    with_menu = await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=menu)
    for message in (said, forwarded, with_menu):
        number = message["message_id"]
        refused = await stage.refused("editMessageText", chat_id=ANNA, message_id=number, text="y")
        assert refused == (400, "Bad Request: message can't be edited")


async def test_own_message_has_no_age_limit_for_edits(stage: Stage) -> None:
    """A2: a bot's own message can be edited without limit."""
    number = await _sent(stage)
    stage.simulator.clock.forward(400 * 86_400)
    await stage.does("editMessageText", chat_id=ANNA, message_id=number, text="old card")


async def test_photo_card_has_no_text_to_edit(stage: Stage) -> None:
    """A2: editMessageText on a photo is refused, editMessageCaption is the way."""
    await stage.opened()
    stored = await stage.anna.sends_photo(picture(), wait=False)
    await stage.updates()
    copied = await stage.does(
        "copyMessage", chat_id=ANNA, from_chat_id=ANNA, message_id=stored["message_id"]
    )
    where = {"chat_id": ANNA, "message_id": copied["message_id"]}
    refused = await stage.refused("editMessageText", **where, text="x")
    assert refused == (400, "Bad Request: there is no text in the message to edit")
    edited = await stage.does("editMessageCaption", **where, caption="leak")
    assert edited["caption"] == "leak"
    text = await stage.does("sendMessage", chat_id=ANNA, text="x")
    where = {"chat_id": ANNA, "message_id": text["message_id"]}
    refused = await stage.refused("editMessageCaption", **where, caption="x")
    assert refused == (400, "Bad Request: there is no caption in the message to edit")


async def test_deleting(stage: Stage) -> None:
    """A2: unknown ids, others' messages without the right, nothing older than 48 hours."""
    number = await _sent(stage)
    unknown = await stage.refused("deleteMessage", chat_id=ANNA, message_id=99_999)
    assert unknown == (400, "Bad Request: message to delete not found")
    stage.simulator.clock.forward(48 * 3600 + 1)
    old = await stage.refused("deleteMessage", chat_id=ANNA, message_id=number)
    assert old == (400, "Bad Request: message can't be deleted for everyone")
    said = await stage.boris.says("mine", wait=False)
    foreign = {"chat_id": stage.group.id, "message_id": said["message_id"]}
    refused = await stage.refused("deleteMessage", **foreign)
    assert refused == (400, "Bad Request: message can't be deleted")


async def test_bot_may_delete_a_persons_message_in_private(stage: Stage) -> None:
    """A2: in a private chat the bot may delete incoming messages."""
    await stage.opened()
    said = await stage.anna.says("secret", wait=False)
    assert await stage.does("deleteMessage", chat_id=ANNA, message_id=said["message_id"])
    assert "secret" not in [message.get("text") for message in await stage.anna.sees()]


async def test_deleting_many_skips_the_missing(stage: Stage) -> None:
    """A2: deleteMessages takes 1 to 100 ids, skips missing ones and still returns true."""
    number = await _sent(stage)
    assert await stage.does("deleteMessages", chat_id=ANNA, message_ids=[number, 77_777]) is True
    for ids in ([], list(range(1, 102))):
        code, _ = await stage.refused("deleteMessages", chat_id=ANNA, message_ids=ids)
        assert code == 400


async def test_replies(stage: Stage) -> None:
    """A2: a missing message cannot be replied to, unless that is allowed."""
    number = await _sent(stage)
    text = {"chat_id": ANNA, "text": "x"}
    reply = await stage.does("sendMessage", **text, reply_parameters={"message_id": number})
    assert reply["reply_to_message"]["message_id"] == number
    missing = {"message_id": 99_999}
    refused = await stage.refused("sendMessage", **text, reply_parameters=missing)
    assert refused == (400, "Bad Request: message to be replied not found")
    forgiving = {**missing, "allow_sending_without_reply": True}
    sent = await stage.does("sendMessage", **text, reply_parameters=forgiving)
    assert "reply_to_message" not in sent


async def test_answering_a_press(stage: Stage) -> None:
    """A2: the answer is shown once; unknown ids are refused."""
    await _sent(stage, reply_markup=keyboard("Accept"))
    pressed = await stage.anna.presses("Accept", wait=False)
    assert not pressed.answered
    [update] = await stage.updates()
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == (
        "accept",
        ANNA,
        "card",
    )
    answer = {"callback_query_id": query["id"], "text": "接单了", "show_alert": True}
    assert await stage.does("answerCallbackQuery", **answer)
    toast = (await stage.anna.screen())["toasts"][-1]
    assert (toast["text"], toast["alert"]) == ("接单了", True)
    assert await stage.refused("answerCallbackQuery", callback_query_id="5") == TOO_OLD
    assert await stage.refused("answerCallbackQuery") == TOO_OLD


async def test_late_answer_is_too_old(stage: Stage) -> None:
    """A2: a press that waited past the cut-off cannot be answered any more."""
    await _sent(stage, reply_markup=keyboard("Accept"))
    pressed = await stage.anna.presses("Accept", wait=False)
    stage.simulator.clock.forward(15 * 60 + 1)
    assert await stage.refused("answerCallbackQuery", callback_query_id=pressed.id) == TOO_OLD


@pytest.mark.parametrize(("length", "fits"), [(200, True), (201, False)])
async def test_answer_length(stage: Stage, length: int, *, fits: bool) -> None:
    """A2: an answer has at most 200 characters."""
    await _sent(stage, reply_markup=keyboard("Accept"))
    pressed = await stage.anna.presses("Accept", wait=False)
    envelope = await stage.call(
        "answerCallbackQuery", callback_query_id=pressed.id, text="好" * length
    )
    assert envelope["ok"] is fits


async def test_text_card_becomes_a_photo_card(stage: Stage) -> None:
    """A2: editMessageMedia replaces the content and keeps the message."""
    number = await _sent(stage)
    stored = await stage.anna.sends_photo(picture(), wait=False)
    [update] = [u for u in await stage.updates() if "message" in u]
    file_id = update["message"]["photo"][-1]["file_id"]
    media = {"type": "photo", "media": file_id, "caption": "now with a picture"}
    edited = await stage.does("editMessageMedia", chat_id=ANNA, message_id=number, media=media)
    assert edited["message_id"] == number != stored["message_id"]
    assert edited["caption"] == "now with a picture"
    assert "text" not in edited
