"""The way in: whatever comes is handled once or parked, and never stops what comes after it."""

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.parking import Raw
from bot.program import root
from domain.refusal import Refusal
from domain.school import School
from models.unit import DatabaseTrouble, Units
from tests.bot.desks import Desk
from tests.bot.lines import way
from tests.bot.shapes import NOT_UNDERSTOOD, UNDERSTOOD, presses, says

SECRET = "what somebody wrote"  # noqa: S105  no password
PATIENCE = 3.0  # one second is promised; other tests may be at work on the same machine
FRIEND = 3002


@pytest.fixture
def desk(school: School) -> Desk:
    """Give handlers in a school that is in force."""
    return Desk()


def breaks() -> None:
    """Fail with words that belong in no log."""
    raise ValueError(SECRET)


def refuses() -> None:
    """Refuse as the rules do."""
    raise Refusal("broken")


@pytest.mark.parametrize("shape", UNDERSTOOD)
async def test_every_shape_is_taken(shape: str, units: Units, school: School) -> None:
    """The real handlers answer it or leave it alone; nothing is parked, each press is answered."""
    async with way(units, root()) as desk:
        await desk.takes(UNDERSTOOD[shape])
        assert await desk.parked() == []
        assert len(desk.line.answered) == shape.startswith("press")


@pytest.mark.parametrize("shape", NOT_UNDERSTOOD)
async def test_what_is_no_update_is_parked_once(shape: str, units: Units, desk: Desk) -> None:
    """As it came, with the reason; also when it is delivered again; the next one is heard."""
    raw = NOT_UNDERSTOOD[shape]
    async with way(units, desk.router) as opened:
        begin = time.perf_counter()
        await opened.takes(raw)
        await opened.takes(raw)
        await opened.takes(says("after it", FRIEND))
        assert time.perf_counter() - begin < PATIENCE
        (parked,) = await opened.parked()
        assert parked.body.encode() == raw
        assert parked.reason
        assert opened.line.said(FRIEND) == ["after it"]


async def test_a_poisoned_update_is_tried_five_times_and_parked(
    units: Units, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Who wrote it is told, others are heard at once; what was written is in no log."""
    desk.orders["poison"] = breaks
    poison = says("poison")
    async with way(units, desk.router) as opened:
        begin = time.perf_counter()
        await opened.takes(poison)
        await opened.takes(says("hello", FRIEND))
        assert time.perf_counter() - begin < PATIENCE
        await opened.takes(poison)
        (parked,) = await opened.parked()
        assert len(opened.line.said(3001)) == 1
        assert opened.line.said(FRIEND) == ["hello"]
    assert desk.heard == ["poison"] * 5 + ["hello"]
    assert parked.tries == 5
    assert parked.reason.startswith("failed: ValueError at tests/bot/test_intake.py:")
    assert f"as number {parked.id}: failed: ValueError at" in caplog.text
    assert SECRET not in caplog.text + parked.reason
    assert "poison" not in caplog.text


async def test_a_slow_poison_is_not_tried_five_times(units: Units, desk: Desk) -> None:
    """Those behind it wait less than a second."""
    pause = asyncio.Event()

    def breaks_slowly() -> None:
        asyncio.run_coroutine_threadsafe(wait_a_little(pause), loop).result()
        raise ValueError

    loop = asyncio.get_running_loop()
    desk.orders["poison"] = breaks_slowly
    async with way(units, desk.router) as opened:
        begin = time.perf_counter()
        await opened.takes(says("poison"))
        assert time.perf_counter() - begin < PATIENCE
        (parked,) = await opened.parked()
    assert parked.tries == 2


async def wait_a_little(never: asyncio.Event) -> None:
    """Return after 0.3 seconds."""
    try:
        async with asyncio.timeout(0.3):
            await never.wait()
    except TimeoutError:
        pass


async def test_what_fails_in_passing_is_handled_once(units: Units, desk: Desk) -> None:
    """The third try works, and the first two have left nothing."""
    failures = iter((ValueError(), KeyError()))

    def stumbles() -> None:
        for failure in failures:
            raise failure

    desk.orders["hello"] = stumbles
    async with way(units, desk.router) as opened:
        await opened.takes(says("hello"))
        assert await opened.parked() == []
        assert opened.line.said(3001) == ["hello"]


@pytest.mark.parametrize("order", [refuses, breaks, lambda: None])
@pytest.mark.parametrize("times", [2, 5])
async def test_an_update_that_comes_again_at_once_has_one_effect(
    times: int, order: Callable[[], None], units: Units, desk: Desk
) -> None:
    """In parallel and afterwards; refused, poisoned or ordinary: the press is answered once."""
    desk.orders["go"] = order
    raw = presses("go")
    async with way(units, desk.router) as opened:
        await asyncio.gather(*(opened.intake.take(raw) for _ in range(times)))
        await opened.takes(raw)
        assert len(opened.line.answered) == 1
        assert len(await opened.parked()) == (order is breaks)


async def test_what_no_update_can_be_made_of_is_parked_once_in_parallel(
    units: Units, desk: Desk
) -> None:
    """Without an id it is known by what it says."""
    async with way(units, desk.router) as opened:
        await asyncio.gather(*(opened.intake.take(b"{oops") for _ in range(5)))
        assert len(await opened.parked()) == 1


async def test_a_database_in_trouble_confirms_nothing(units: Units, desk: Desk) -> None:
    """The update is taken when it is delivered again."""

    def cannot() -> None:
        raise DatabaseTrouble("locked")

    desk.orders["hello"] = cannot
    raw = says("hello")
    async with way(units, desk.router) as opened:
        with pytest.raises(DatabaseTrouble):
            await opened.intake.take(raw)
        desk.orders.clear()
        await opened.takes(raw)
        assert opened.line.said(3001) == ["hello"]
        assert await opened.parked() == []


async def test_what_cannot_even_be_parked_is_trouble(
    units: Units, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the database says: it is not confirmed."""
    # no real database fails so: the point is what becomes of a failure that nobody foresaw
    monkeypatch.setattr(Raw, "park", lambda *_, **__: breaks())
    async with way(units, desk.router) as opened:
        with pytest.raises(DatabaseTrouble, match="ValueError"):
            await opened.intake.take(b"{oops")


async def test_texts_can_be_stored_whatever_they_hold(units: Units, desk: Desk) -> None:
    """Half of a character and NUL leave a sign of loss, on both databases."""
    async with way(units, desk.router) as opened:
        await opened.takes(says("a\ud83db\0c\udca7 💧"))
        assert await opened.parked() == []
        assert opened.line.said(3001) == ["a�b�c� 💧"]


async def test_a_press_is_answered_while_every_screen_is_slow(units: Units, desk: Desk) -> None:
    """Also the press of somebody whose own chat is slow."""
    async with way(units, desk.router) as opened:
        opened.line.open.clear()
        for number in range(50):
            await opened.intake.take(says("hello", 4000 + number))
        await opened.intake.take(presses("draw", 4000))
        await opened.presses.idle()
        assert len(opened.line.answered) == 1
        assert opened.answers.busy
        opened.line.open.set()
        await opened.quiet()


async def test_mangled_updates_are_taken(units: Units, school: School) -> None:
    """Broken off and with single bytes changed anywhere, by the real handlers: never an error."""
    async with way(units, root()) as opened:
        for raw in UNDERSTOOD.values():
            for at in range(1, len(raw), 83):
                for mangled in (
                    raw[:at],
                    raw[:at] + b"\x9b" + raw[at + 1 :],
                    raw[:at] + b"0" + raw[at:],
                ):
                    await opened.intake.take(mangled)
        await opened.quiet()
        await opened.takes(says("/start", FRIEND))
        assert opened.line.said(FRIEND)


async def test_a_refusal_without_words_is_parked(units: Units, desk: Desk) -> None:
    """A bug in what would be said is a bug like any other."""

    def refuses_without_words() -> None:
        raise Refusal("no such sentence")

    desk.orders["go"] = refuses_without_words
    async with way(units, desk.router) as opened:
        await opened.takes(presses("go"))
        assert len(opened.line.answered) == 1
        assert len(await opened.parked()) == 1


async def test_many_people_are_answered_with_few_tasks(
    units: Units, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nothing can be said, what waits is bounded, and the way in says that it is full."""
    async with way(units, desk.router) as opened:
        # the bound is the same at any number, and 2,000 waiting answers are many for one test
        monkeypatch.setattr("bot.lanes.MANY", 100)
        before = len(asyncio.all_tasks())
        opened.line.open.clear()
        taken = 0
        while not opened.intake.full:
            await opened.intake.take(says("hello", 10_000 + taken))
            taken += 1
        assert taken <= 100 + 32
        assert len(asyncio.all_tasks()) - before <= 32 + 12
        opened.line.open.set()
        await opened.intake.room()
        await opened.quiet()
        assert len(opened.line.calls) == taken
