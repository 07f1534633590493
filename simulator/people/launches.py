"""Launching a Mini App: the signed data that Telegram hands to the page (A11)."""

import hashlib
import hmac
import json
from urllib.parse import quote, urlencode

from simulator.shapes import Json
from simulator.world.bots import Bot
from simulator.world.users import User

VERSION = "9.1"


def init_data(bot: Bot, user: User, auth_date: int) -> str:
    """Sign who opens the app and when (Unix time), as core.telegram.org/bots/webapps says.

    The hash is HMAC-SHA256 over the sorted lines, its key the token's under `WebAppData`.
    The Ed25519 `signature` for third parties is absent: only Telegram holds that key.
    """
    shown = {name: value for name, value in user.shape().items() if name != "is_bot"}
    person = json.dumps({**shown, "allows_write_to_pm": True}, ensure_ascii=False)
    fields: dict[str, str] = {
        "auth_date": str(auth_date),
        "query_id": f"AA{bot.id}",
        "user": person,
    }
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", bot.token.encode(), hashlib.sha256)
    return urlencode({**fields, "hash": hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()})


def opened(button: Json, bot: Bot, user: User, now: int) -> Json:
    """Tell what a button opens: a link, or a Mini App's address with its launch data."""
    if "web_app" not in button:
        return {"url": button.get("url", ""), "web_app": False}
    data = quote(init_data(bot, user, now), safe="")
    launch = f"tgWebAppData={data}&tgWebAppVersion={VERSION}&tgWebAppPlatform=weba"
    return {"url": f"{button['web_app']['url']}#{launch}", "web_app": True}
