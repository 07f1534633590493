"""Thousands of updates, right, wrong and hostile: the real handlers take every one of them.

The seed of a round stands in the assertion; ``--seed`` and ``--inputs`` repeat it.
"""

import pytest

from bot.program import root
from models.unit import Units
from tests.bot.lines import LeapingClock, way
from tests.bot.presses import files_all
from tests.fuzz.checking import Rounds, check_nothing_failed, learn, small_desk
from tests.fuzz.making import PEOPLE, Maker
from tests.support.canaries import listening
from tests.support.databases import Databases

SHARE = 0.35  # of all inputs, on each of two databases; the rest goes through the webhook
_QUIET_EVERY = 20


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """Give the rounds that were asked for."""
    options = request.config.option
    return Rounds(options.inputs, options.seed, SHARE)


async def test_whatever_comes_is_handled_or_parked(databases: Databases, rounds: Rounds) -> None:
    """No handler fails, no word leaks, and Telegram takes every answer."""
    for seed, inputs in rounds:
        with small_desk(databases) as (units, clock), listening() as ear:
            files_all(units, PEOPLE)
            await _round(units, clock, Maker(seed), inputs, ear.errors)
            assert ear.leaks == [], f"seed {seed}"


async def _round(
    units: Units, clock: LeapingClock, maker: Maker, inputs: int, errors: list[str]
) -> None:
    async with way(units, root(), clock) as desk:
        for number in range(inputs):
            await desk.intake.take(maker.update())
            if number % _QUIET_EVERY == 0:
                clock.forward(minutes=maker.chance.randrange(3))
                await desk.quiet()
                learn(desk, maker)
        await desk.quiet()
        learn(desk, maker)
        await check_nothing_failed(desk, errors)
