"""A small Telegram for one bot: the staff and chats of the example, and people who ask."""

from pathlib import Path

from bot.school import load
from simulator.api.limits import UNLIMITED
from simulator.clock import SimulatedClock, real_moment
from simulator.server import Simulator

ROOT = Path(__file__).parent.parent
SCHOOL = ROOT / "examples" / "school.yaml"
TOKEN = "7000000001:token-of-no-real-bot-000000000000000"  # noqa: S105  for the simulator only
BOT_ID = int(TOKEN.partition(":")[0])
_LIMITED = "limits: {hour: 10, day: 20, service_day: 5,"
_UNLIMITED = "limits: {hour: 9999, day: 9999, service_day: 9999,"
TEAM_CHAT = -1001000000001
WORKER = 2011
FIRST_PERSON = 5001


def world(people: int) -> Simulator:
    """Return a simulator that takes calls as fast as they come, with so many people in it."""
    simulator = Simulator(SimulatedClock(real_moment(), flowing=True), limits=UNLIMITED)
    simulator.add_bot(TOKEN, "caretaker_bot", "Caretaker")
    school = load(SCHOOL)
    for staff in school.staff.values():
        simulator.add_user(staff.user_id, staff.names["en"], language_code="en")
        simulator.world.private(BOT_ID, staff.user_id).started = True
    for team in school.teams.values():
        members = [*school.staff, BOT_ID]
        simulator.add_group(team.names["en"], members, id=team.chat_id, type="supergroup")
    for user_id in range(FIRST_PERSON, FIRST_PERSON + people):
        simulator.add_user(user_id, f"Person {user_id}", language_code="en")
        simulator.world.private(BOT_ID, user_id).started = True
    return simulator


def without_limits(folder: Path) -> Path:
    """Write the example's school down so that one person may file as much as the load wants."""
    text = SCHOOL.read_text(encoding="utf-8")
    file = folder / "school.yaml"
    file.write_text(text.replace(_LIMITED, _UNLIMITED), encoding="utf-8")
    return file
