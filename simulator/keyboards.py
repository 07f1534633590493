"""Keyboards: the checks that Telegram makes before it shows one (A3)."""

import json
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiogram.types import (
    ForceReply,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import BaseModel

from simulator.description import check_model
from simulator.errors import bad_request
from simulator.shapes import Json

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_MARKUP_BYTES = 10_240
_KINDS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
_ACTIONS = (
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def checked_markup(markup: Json | None, *, private: bool, strict: bool) -> Json | None:
    """Check a reply markup for a chat; gives what the message will carry, None for nothing."""
    if not markup:
        return None
    kind = next((name for name in _KINDS if name in markup), None)
    if kind is None:
        unknown = next(iter(markup))
        raise bad_request(f"unknown parameter {unknown} in reply_markup")
    if kind == "inline_keyboard":
        _check_rows(markup[kind], private=private)
    check_model(_KINDS[kind], markup, "reply_markup", strict=strict)
    if len(json.dumps(markup, ensure_ascii=False).encode()) > MAX_MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    return _kept(markup, kind)


def _kept(markup: Json, kind: str) -> Json | None:
    if kind != "inline_keyboard":
        return markup
    rows = [[_kept_button(button) for button in row] for row in markup[kind] if row]
    return {"inline_keyboard": rows} if rows else None


def _kept_button(button: Json) -> Json:
    return {name: value for name, value in button.items() if value is not None}


def _check_rows(rows: object, *, private: bool) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'field "inline_keyboard" must be an Array of Arrays of InlineKeyboardButton'
        )
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button, private=private)


def _check_button(button: object, *, private: bool) -> None:
    if not isinstance(button, dict):
        raise bad_request(
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
        )
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(
            'can\'t parse inline keyboard button: Field "text" must be of type String'
        )
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data and len(str(data).encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if not data and not any(button.get(name) is not None for name in _ACTIONS):
        message = (
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
        raise bad_request(message)
    _check_links(button, private=private)


def _check_links(button: Json, *, private: bool) -> None:
    if isinstance(url := button.get("url"), str) and not _is_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if (app := button.get("web_app")) is None:
        return
    if not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    url = app.get("url", "") if isinstance(app, dict) else ""
    if not url.startswith("https://") and not is_loopback(url):
        message = (
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
        raise bad_request(message)


def _is_link(url: str) -> bool:
    if url.startswith(("tg://", "ton://")):
        return True
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and ("." in host or is_loopback(url))


def is_loopback(url: str) -> bool:
    """Whether a link points at this machine: plain HTTP is allowed for it, unlike on Telegram."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
