"""Telling Telegram which commands to offer, in each language and kind of chat."""

import logging

from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from locales import LANGUAGES, Text, text_in

PRIVATE = ("repair", "complaint", "suggestion", "tickets", "why", "language", "help", "cancel")
TEAM = ("queue", "mine", "ticket", "why", "help")
_CODES = {"zh_Hans": "zh", "en": "en", "ru": "ru"}  # Telegram knows one Chinese (ISO 639-1)
log = logging.getLogger(__name__)


async def publish(telegram: Telegram) -> None:
    """Offer the commands; who has no language of ours gets the school's first one."""
    for scope, names in (("all_private_chats", PRIVATE), ("all_group_chats", TEAM)):
        for code in (None, *_CODES.values()):
            text = text_in(next((own for own, iso in _CODES.items() if iso == code), LANGUAGES[0]))
            await _offer(telegram, scope, code, _described(names, text))


async def _offer(
    telegram: Telegram, scope: str, code: str | None, commands: list[dict[str, str]]
) -> None:
    params = {"commands": commands, "scope": {"type": scope}, "language_code": code}
    try:
        await telegram.call("setMyCommands", params)
    except (TelegramError, TelegramUnreachable) as error:
        log.warning("commands not offered: %s", error)


def _described(names: tuple[str, ...], text: Text) -> list[dict[str, str]]:
    return [{"command": name, "description": text.plain(f"command.{name}")} for name in names]
