"""A school with its people and groups, as a simulator of its own process has them."""

import json
from pathlib import Path

from bot.school import load
from tests.processes.school import BOT_ID, REPAIR, SCHOOL, TOKEN

REQUESTERS = tuple(range(3001, 3009))
WORKERS = (2011, 2012)
START = "2026-11-23T07:00:00+08:00"
"""A Monday morning; the week has a whole weekend."""


def world_file(folder: Path) -> Path:
    """Write down the staff of the example, its groups and some teachers; return the file."""
    school = load(SCHOOL)
    staff = [staff.user_id for staff in school.staff.values()]
    world = {
        "users": [
            {"id": user_id, "first_name": f"Person {user_id}", "language_code": "en"}
            for user_id in (*staff, *REQUESTERS)
        ],
        "bots": [{"token": TOKEN, "username": "caretaker_bot", "name": "Caretaker"}],
        "chats": [
            {
                "id": team.chat_id,
                "type": "group" if team.chat_id == REPAIR else "supergroup",
                "title": team.names["en"],
                "members": [*staff, BOT_ID],
            }
            for team in school.teams.values()
        ],
        "started": [{"user_id": user_id, "bot_id": BOT_ID} for user_id in staff],
    }
    file = folder / "world.json"
    file.write_text(json.dumps(world), encoding="utf-8")
    return file
