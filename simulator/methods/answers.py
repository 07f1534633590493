"""Answering presses, reacting, fetching files."""

from simulator.errors import bad_request
from simulator.methods.registry import Call, Result, method
from simulator.methods.targets import message_of, readable_chat
from simulator.shapes import Json

MAX_ANSWER = 200


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> Result:
    """Answer a press: late, unknown and foreign ones are refused."""
    if len(call.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press = call.world.presses.get(call.text("callback_query_id"))
    now = call.world.clock.unix()
    if (
        press is None
        or press.bot_id != call.bot.id
        or now - press.pressed_at > call.options.press_life
    ):
        raise bad_request("QUERY_ID_INVALID")
    first = not press.answered
    press.answer(call.text("text"), call.text("url"), alert=call.flag("show_alert"))
    if first:
        call.world.toast(press)
    return True


@method("getFile")
def get_file(call: Call) -> Result:
    """Issue a download path for a file of at most 20 MB, valid for an hour."""
    if not call.text("file_id"):
        raise bad_request("invalid file_id")
    file = call.world.files.by_file_id(call.bot.id, call.text("file_id"))
    path = call.world.files.link(call.bot.id, file, call.world.clock.now())
    shown: Json = {"file_id": call.text("file_id"), "file_unique_id": file.unique_id}
    return {**shown, "file_size": len(file.data), "file_path": path}


@method("setMessageReaction")
def set_message_reaction(call: Call) -> Result:
    """Put the bot's reaction on a message, or take it away."""
    chat = readable_chat(call)
    message = message_of(call, chat, "message to react not found")
    message.reactions[call.bot.id] = call.fields.get("reaction") or []
    call.world.touch(chat)
    return True
