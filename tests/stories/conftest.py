"""The school in which the stories happen."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from bot.school import load
from domain.facts import DigestFigures
from domain.school import School
from locales import text_in
from simulator.client.people import People
from simulator.clock import SimulatedClock
from simulator.server import Simulator
from tests.stories.desk import BOT_ID, REPAIR, SCHOOL, TOKEN, Desk, settings_for
from tests.stories.telephone import Telephone
from views.charts import chart

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
TEACHER, STUDENT = 3001, 3002


@pytest.fixture(scope="session", autouse=True)
def drawn_here() -> Iterator[None]:
    """Draw charts in this process; the desk begins one for each, and each loads matplotlib."""
    with ThreadPoolExecutor(1) as drawing:

        async def draw(figures: DigestFigures, school: School, language: str) -> bytes:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(drawing, chart, figures, school, text_in(language))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.postman.draw", draw)
            yield


@pytest.fixture
def opening() -> datetime:
    """Give the moment at which a story begins: a Monday at nine, unless it says otherwise."""
    return MONDAY


@pytest.fixture
async def desk(database_url: str, opening: datetime) -> AsyncIterator[Desk]:
    """Give a desk that is open, on an empty database of either kind."""
    async with Simulator(SimulatedClock(opening)) as simulator, People(simulator.url) as people:
        populate(simulator)
        story = Desk(simulator, people, settings_for(simulator.url, database_url))
        await story.opens()
        yield story
        await story.closes()


@pytest.fixture
async def anna(desk: Desk) -> Telephone:
    """Give a teacher who reads English and has introduced herself."""
    return await introduced(desk, TEACHER, "Teacher")


@pytest.fixture
async def ben(desk: Desk) -> Telephone:
    """Give a student who reads English and has introduced himself."""
    return await introduced(desk, STUDENT, "Student")


@pytest.fixture
async def wang(desk: Desk) -> Telephone:
    """Give a repair worker in the team's group."""
    return Telephone(desk.person(2011), REPAIR)


@pytest.fixture
async def li(desk: Desk) -> Telephone:
    """Give the other repair worker in the team's group."""
    return Telephone(desk.person(2012), REPAIR)


@pytest.fixture
async def chen(desk: Desk) -> Telephone:
    """Give the principal, in private with the desk."""
    return await introduced(desk, 2001)


@pytest.fixture(scope="session")
def photo() -> bytes:
    """Give a real picture."""
    picture = BytesIO()
    Image.new("RGB", (640, 480), "steelblue").save(picture, "JPEG")
    return picture.getvalue()


async def introduced(desk: Desk, user_id: int, who: str = "") -> Telephone:
    """Return somebody who has chosen English and said who they are; staff are not asked."""
    phone = Telephone(desk.person(user_id))
    await phone.person.opens()
    await phone.taps("English")
    if who:
        await phone.taps(who)
    return phone


def populate(simulator: Simulator) -> None:
    """Put the staff of the example, the teams' groups, a teacher and a student into the world."""
    simulator.add_bot(TOKEN, "caretaker_bot", "Caretaker")
    school = load(SCHOOL)
    for staff in school.staff.values():
        simulator.add_user(staff.user_id, staff.names["en"], language_code="en")
        simulator.world.private(BOT_ID, staff.user_id).started = True
    for team in school.teams.values():
        members = [
            staff.user_id
            for staff in school.staff.values()
            if any(grant.team in {team.code, None} for grant in staff.grants)
        ]
        simulator.add_group(
            team.names["en"], [*members, BOT_ID], id=team.chat_id, type="supergroup"
        )
    simulator.add_user(TEACHER, "Anna", last_name="Lin", language_code="en")
    simulator.add_user(STUDENT, "Ben", language_code="en")
