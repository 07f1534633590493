"""What must be true whatever came in: nothing fails, nothing leaks, Telegram takes every call."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from bot.progress import Bar
from domain.cuts import CAPTION, MESSAGE
from models import editions
from models.unit import Units
from simulator.text.formatted import finished, parsed
from tests.bot.lines import LeapingClock, Way
from tests.fuzz.making import Maker
from tests.support.databases import Databases
from tests.support.schools import small_school

TOAST_AT_MOST = 200  # Bot API, answerCallbackQuery
_PLANNED = "parked an update as number "


def check_call(method: str, params: dict[str, Any]) -> list[str]:
    """Check a call as Telegram would, and return the buttons that it draws."""
    for name, limit in (("text", MESSAGE), ("caption", CAPTION)):
        if method != "answerCallbackQuery" and params.get(name) is not None:
            text, _ = finished(parsed(params[name], params["parse_mode"], None), limit)
            assert text, f"{method} with an empty {name}"
    if method == "answerCallbackQuery":
        assert len(params.get("text") or "") <= TOAST_AT_MOST
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    assert all(len(each["callback_data"].encode()) <= 64 for each in buttons)
    assert all(each["text"].strip() for each in buttons)
    return [each["callback_data"] for each in buttons]


def learn(desk: Way, maker: Maker) -> None:
    """Check what the desk said, and remember the buttons that it drew; they will be pressed."""
    for method, params in desk.line.calls:
        drawn = check_call(method, params)
        maker.buttons.extend((params["chat_id"], data) for data in drawn)
    desk.line.calls.clear()
    del maker.buttons[:-400]


async def check_nothing_failed(desk: Way, errors: list[str]) -> None:
    """Check that what was parked could not be read, and that nothing else was an error."""
    failed = [each for each in await desk.parked() if each.reason.startswith("failed")]
    assert [(each.reason, each.body[:3_000]) for each in failed[:3]] == []
    assert [each for each in errors if _PLANNED not in each] == []


@contextmanager
def small_desk(databases: Databases) -> Iterator[tuple[Units, LeapingClock]]:
    """Give the units of a new database with the small school, and their clock."""
    with databases.fresh() as url:
        clock = LeapingClock()
        with closing(Units.connect(url, clock.now, small_school)) as units:
            with units.open() as unit:
                editions.add(unit, "small", "small")
            yield units, clock


class Rounds:
    """How many inputs there are, in rounds that each have a desk of their own."""

    def __init__(self, inputs: int, seed: int, share: float) -> None:
        self._inputs = max(1, round(inputs * share))
        self._seed = seed
        self._bar = Bar("Inputs", self._inputs)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield seed and number of inputs of each round; a terminal shows how far it is."""
        left, seed = self._inputs, self._seed
        with self._bar:
            while left > 0:
                size = min(left, 5_000)
                yield seed, size
                left, seed = left - size, seed + 1
                self._bar.tell(size)
