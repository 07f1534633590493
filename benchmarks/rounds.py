"""Rounds: every bot starts, does each step in turn with the others, rests, and stops."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.bots import Bot
from benchmarks.measuring import Memory, Spent, import_of
from benchmarks.steps import ECHO, INTRODUCTION, STORY, Step

FLOOR = "import aiogram"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and Bot API calls of one update, the mean of one round."""

    cpu: float
    calls: float


@dataclass(slots=True)
class Measured:
    """What one round found, by the name of the bot (or of the floor) and of the step."""

    starts: dict[str, Spent] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)
    costs: dict[tuple[str, str], Cost] = field(default_factory=dict)


async def prepare(desks: Sequence[Bot], updates: int) -> None:
    """Let each desk make its tables and get to know everybody."""
    for desk in desks:
        await desk.start()
        try:
            for step in INTRODUCTION:
                await _do(desk, step, updates)
        finally:
            await desk.stop()


async def measure(echo: Bot, desks: Sequence[Bot], updates: int, tell: Tell) -> Measured:
    """Return what one round finds; every step is done by one bot right after the other."""
    found = Measured()
    found.starts[FLOOR] = import_of("aiogram")
    bots = (echo, *desks)
    try:
        for bot in bots:
            tell(f"start {bot.name}")
            found.starts[bot.name] = await bot.start()
        await _work(found, echo, desks, (updates, tell))
        for bot in bots:
            await bot.rest()
            found.memory[bot.name] = bot.memory()
    finally:
        for bot in bots:
            await bot.stop()
    return found


async def _work(found: Measured, echo: Bot, desks: Sequence[Bot], how: tuple[int, Tell]) -> None:
    updates, tell = how
    echoes = []
    for step in STORY:
        tell(step.name or "between")
        if step.name:
            echoes.append(await _do(echo, ECHO, updates))
        for desk in desks:
            cost = await _do(desk, step, updates)
            if step.name:
                found.costs[desk.name, step.name] = cost
    cpu = sum(each.cpu for each in echoes) / len(echoes)
    found.costs[echo.name, ECHO.name] = Cost(cpu, echoes[0].calls)


async def _do(bot: Bot, step: Step, updates: int) -> Cost:
    """Let everybody do a step at once, and return what it cost until all was served."""
    deeds = await step.plan(bot.people, updates)
    cpu, calls = bot.cpu(), bot.calls
    for deed in deeds:
        await deed()
    await bot.rest()
    return Cost((bot.cpu() - cpu) / updates, (bot.calls - calls) / updates)
