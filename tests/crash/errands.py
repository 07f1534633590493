"""What must be done for some places to be passed at all: poison, a lost card, operators' work."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.school.editions import restore
from models import archives, copies
from models.archives import BadCopy
from models.unit import Units
from tests.crash.deaths import Death
from tests.crash.lives import Command, Nursery
from tests.crash.town import Town, buttons_of
from tests.stories.desk import SCHOOL
from tests.support.schools import without_limits

_KILLED = -9
_ASKS = 3
Scratch = Callable[[], AbstractContextManager[str]]


class Errands:
    """Does it, and tells what went wrong; each command is a process of its own."""

    def __init__(
        self, nursery: Nursery, database_url: str, scratch: Scratch, folder: Path
    ) -> None:
        self.database_url = database_url
        self.nursery = nursery
        self._scratch = scratch
        self._folder = folder
        self._killed: list[str] = []
        folder.mkdir()
        self.school = without_limits(SCHOOL, folder)
        self._numbers = count(1)

    def units(self, now: Callable[[], datetime]) -> Units:
        """Return units on the town's database, to look at it."""
        return Units.connect(self.database_url, now, restore)

    def killed(self) -> list[str]:
        """Return the places at which commands died since this was asked last."""
        killed, self._killed = self._killed, []
        return killed

    async def run(self, death: Death, town: Town) -> Sequence[str]:
        """Do what a death needs; return what was not as it should be."""
        kind = death.place.partition(".")[0]
        errand = _ERRANDS.get(death.place) or _ERRANDS.get(kind)
        return await errand(self, death, town) if errand else []

    async def poison(self, _: Death, town: Town) -> Sequence[str]:
        """Let an update come that cannot be decoded."""
        town.poisons()
        return []

    async def ask_again(self, __: Death, town: Town) -> Sequence[str]:
        """Let an operator ask for a parked update as soon as there is one."""
        town.poisons()
        for _ in range(_ASKS):
            if not await self._do("parked", "replay", "1"):
                break
        town.world.clock.forward(1)  # the desk looks at once, and not in 15 seconds
        return []

    async def lose_card(self, _: Death, town: Town) -> Sequence[str]:
        """Take a card away, and have its ticket called off: the card would be redrawn."""
        group = town.chat(town.workers[0], group=True)
        for card in town.newest(group):
            if any(data.endswith(":done") for data in buttons_of(card)):
                town.calls_off(card)
                town.removes(group, card)
                break
        return []

    async def back_up(self, death: Death, _: Town) -> Sequence[str]:
        """Kill a copy; what has its name is whole, and the next one succeeds."""
        file = self._new_copy()
        status = await self._do("backup", str(file), place=death.place)
        again = self._new_copy()
        found = [] if status == _KILLED else [f"backup ended with status {status}"]
        if await self._do("backup", str(again)):
            found.append("no backup after one that was killed")
        return found + [flaw for each in (file, again) if each.exists() for flaw in _flaws(each)]

    async def put_back(self, death: Death, town: Town) -> Sequence[str]:
        """Kill a return to a copy; the next one succeeds, and has every row."""
        file = self._new_copy()
        if await self._do("backup", str(file)):
            return ["no copy to be put back"]
        with self._scratch() as url:
            status = await self._do("restore", str(file), place=death.place, url=url)
            found = [] if status == _KILLED else [f"restore ended with status {status}"]
            if await self._do("restore", str(file), "--replace", url=url):
                found.append("no restore after one that was killed")
            units = Units.connect(url, town.world.clock.now, restore)
            with units.snapshot() as unit:
                if copies.count(unit) < archives.examine(file).rows:
                    found.append("a restored database has fewer rows than its copy")
            units.close()
        return found

    async def apply_school(self, death: Death, _: Town) -> Sequence[str]:
        """Kill a change of the school; the next one succeeds."""
        file = self._folder / f"school-{next(self._numbers)}.yaml"
        text = self.school.read_text(encoding="utf-8")
        file.write_text(text.replace("Foreman Zhou", f"Foreman {file.stem}"), encoding="utf-8")
        status = await self._do("school", "apply", str(file), place=death.place)
        found = [] if status == _KILLED else [f"school apply ended with status {status}"]
        if await self._do("school", "apply", str(file)):
            found.append("no school apply after one that was killed")
        return found

    async def _do(self, *arguments: str, place: str = "", url: str = "") -> int:
        settings = {"database_url": url or self.database_url, "log_level": "WARNING"}
        life = await self.nursery.begin(Command(arguments, settings, place))
        status = await life.end()
        if status == _KILLED:
            self._killed.append(place)
        return status

    def _new_copy(self) -> Path:
        return self._folder / f"copy-{next(self._numbers)}.zip"


def _flaws(file: Path) -> Sequence[str]:
    try:
        archives.examine(file)
    except BadCopy as why:
        return [f"{file.name} {why}"]
    return []


_ERRANDS: dict[str, Callable[[Errands, Death, Town], Awaitable[Sequence[str]]]] = {
    "intake.parked": Errands.poison,
    "replay": Errands.ask_again,
    "delivery.anew": Errands.lose_card,
    "backup": Errands.back_up,
    "restore": Errands.put_back,
    "school": Errands.apply_school,
}
