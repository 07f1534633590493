"""Turning a screen into the parameters of a Bot API call."""

from typing import Any

from views.screens import Rows, Screen

_NO_PREVIEW = {"is_disabled": True}


def keyboard(rows: Rows) -> dict[str, Any]:
    """Return the inline keyboard; no rows remove the one that was there."""
    return {
        "inline_keyboard": [
            [{"text": button.label, "callback_data": button.press} for button in row]
            for row in rows
        ]
    }


def sending(screen: Screen) -> tuple[str, dict[str, Any]]:
    """Return method and parameters that send a screen as a new message."""
    markup = keyboard(screen.rows) if screen.rows else None
    common = {"parse_mode": "HTML", "reply_markup": markup}
    if screen.photo:
        return "sendPhoto", {"photo": screen.photo, "caption": screen.text, **common}
    return "sendMessage", {"text": screen.text, "link_preview_options": _NO_PREVIEW, **common}


def editing(screen: Screen, *, picture: bool) -> tuple[str, dict[str, Any]]:
    """Return method and parameters that redraw a message; ``picture`` says what it is now."""
    common = {"parse_mode": "HTML", "reply_markup": keyboard(screen.rows)}
    if picture:
        return "editMessageCaption", {"caption": screen.text, **common}
    return "editMessageText", {"text": screen.text, "link_preview_options": _NO_PREVIEW, **common}
