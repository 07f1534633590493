"""A world described in a JSON file: users, bots, groups, and who has started which bot."""

import json
from pathlib import Path

from simulator.errors import WorldError
from simulator.server import Simulator
from simulator.shapes import Json

_PARTS = frozenset({"users", "bots", "chats", "started"})


def read_world(path: Path) -> Json:
    """Read a world file; one clear sentence when it is no JSON object or has unknown parts."""
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorldError(f"{path}: {error}") from error
    if not isinstance(described, dict) or described.keys() - _PARTS:
        raise WorldError(
            f"{path}: a world is an object with {', '.join(sorted(_PARTS))} and nothing else"
        )
    return described


def build(simulator: Simulator, described: Json) -> None:
    """Build a described world.

    `users`: {id, first_name, last_name?, username?, language_code?};
    `bots`: {token, username, name?, privacy?};
    `chats`: {id?, type?, title, is_forum?, members: [user id or {user_id, status, rights?}]};
    `started`: [{user_id, bot_id}] for people who have spoken with the bot before.
    """
    try:
        for user in described.get("users", []):
            details = dict(user)
            simulator.add_user(details.pop("id"), details.pop("first_name"), **details)
        for bot in described.get("bots", []):
            simulator.add_bot(**bot)
        for chat in described.get("chats", []):
            simulator.add_group(**chat)
        for pair in described.get("started", []):
            simulator.world.private(pair["bot_id"], pair["user_id"]).started = True
    except (KeyError, TypeError) as error:
        raise WorldError(f"the world file is wrong: {type(error).__name__}: {error}") from error
