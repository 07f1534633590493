"""The bot itself: who it is, its commands, names and menu button."""

from simulator.errors import bad_request
from simulator.methods.registry import Call, Result, method
from simulator.shapes import Json
from simulator.world.members import RIGHTS_EVERYWHERE

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_DESCRIPTION = 256
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


@method("getMe")
def get_me(call: Call) -> Result:
    """Tell who the bot is."""
    return call.bot.me()


@method("setMyCommands")
def set_my_commands(call: Call) -> Result:
    """Set the commands for a scope and a language."""
    commands: list[Json] = call.fields.get("commands", [])
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    call.bot.commands[_scope(call)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]}
        for command in commands
    ]
    call.world.journal.touch([])
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> Result:
    """Tell the commands that were set for exactly this scope and language."""
    return call.bot.commands.get(_scope(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> Result:
    """Forget the commands of a scope and a language."""
    call.bot.commands.pop(_scope(call), None)
    return True


@method("setMyName")
def set_my_name(call: Call) -> Result:
    """Set the bot's name for a language."""
    return _set_text(call, "name")


@method("setMyDescription")
def set_my_description(call: Call) -> Result:
    """Set the bot's description for a language."""
    return _set_text(call, "description")


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> Result:
    """Set the bot's short description for a language."""
    return _set_text(call, "short_description")


@method("getMyName")
def get_my_name(call: Call) -> Result:
    """Tell the bot's name in a language."""
    return {"name": _text(call, "name") or call.bot.user.first_name}


@method("getMyDescription")
def get_my_description(call: Call) -> Result:
    """Tell the bot's description in a language."""
    return {"description": _text(call, "description")}


@method("getMyShortDescription")
def get_my_short_description(call: Call) -> Result:
    """Tell the bot's short description in a language."""
    return {"short_description": _text(call, "short_description")}


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> Result:
    """Set the button beside the input field, for one chat or for all."""
    call.bot.menu_buttons[call.number("chat_id")] = call.fields.get("menu_button") or {
        "type": "default"
    }
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Result:
    """Tell the button beside the input field."""
    everywhere = call.bot.menu_buttons.get(0, {"type": "commands"})
    return call.bot.menu_buttons.get(call.number("chat_id"), everywhere)


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(call: Call) -> Result:
    """Suggest the rights that a new administrator bot asks for."""
    call.bot.default_rights[call.flag("for_channels")] = call.fields.get("rights") or {}
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(call: Call) -> Result:
    """Tell the suggested rights."""
    wanted = call.bot.default_rights.get(call.flag("for_channels"), {})
    return {right: wanted.get(right, False) for right in ("is_anonymous", *RIGHTS_EVERYWHERE)}


def _set_text(call: Call, name: str) -> bool:
    if len(call.text(name)) > _TEXT_LIMITS[name]:
        raise bad_request(f"{name.upper()}_TOO_LONG")
    call.bot.texts[name, call.text("language_code")] = call.text(name)
    return True


def _text(call: Call, name: str) -> str:
    texts = call.bot.texts
    return texts.get((name, call.text("language_code"))) or texts.get((name, ""), "")


def _check_command(command: Json) -> None:
    name, description = command["command"].removeprefix("/"), command["description"]
    plain = name.replace("_", "").isalnum() and name.isascii() and name == name.lower()
    if not 1 <= len(name) <= MAX_COMMAND or not plain:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(call: Call) -> tuple[str, str]:
    scope: Json = call.fields.get("scope") or {"type": "default"}
    parts = [str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope]
    return ":".join(parts), call.text("language_code")
