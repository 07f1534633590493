"""The floor: a bot that says what it heard, as aiogram's own documentation writes one."""

import asyncio
import logging
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say it again."""
    await message.answer(message.text or "")


async def main(token: str, base: str) -> None:
    """Poll until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    logging.disable()
    asyncio.run(main(*sys.argv[1:]))
