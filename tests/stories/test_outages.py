"""Telegram is gone, or refuses the bot itself: the desk waits, and loses nothing."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.outages import Reason
from bot.telegram import Telegram
from tests.stories.conftest import TEACHER
from tests.stories.desk import DESK_CHAT, REPAIR, TOKEN, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from tests.stories.test_trouble import owe_words

TEN_MINUTES_OF_PROBES = 20
A_MOMENT = timedelta(seconds=5)


def reason_at(desk: Desk) -> Reason | None:
    """Return why nothing is sent now, if that is so."""
    return desk.program.outage.reason if desk.program.outage else None


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "drop"}, Reason.UNREACHABLE),
        ({"kind": "html_5xx"}, Reason.UNREACHABLE),
        ({"kind": "refuse", "code": 401, "description": "?"}, Reason.REVOKED),
    ],
)
async def test_nothing_is_tried_and_nothing_is_lost(
    fault: dict[str, Any], reason: Reason, desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Only a probe goes out every half minute, and no debt loses one of its tries."""
    await files_a_repair(anna)
    await desk.people.fails(**{"times": 0, **fault})
    for chat_id in (REPAIR, DESK_CHAT, TEACHER, REPAIR):
        await desk.program.units.run(partial(owe_words, chat_id, 1))
    await desk.forward(minutes=10)
    assert reason_at(desk) is reason
    before = len(await desk.people.calls())
    await desk.forward(minutes=10)
    assert len(await desk.people.calls()) - before <= TEN_MINUTES_OF_PROBES
    await desk.people.behaves()
    await desk.forward(minutes=6)
    assert reason_at(desk) is None
    assert await wang.counts("word 0.") == 2
    assert await anna.counts("word 0.") == 1


async def test_questions_for_updates_that_are_cut(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Whatever a proxy does to them: what can be sent is sent at once, and nothing flaps."""
    await files_a_repair(anna)
    await desk.cannot_ask()
    for number in range(1, 11):
        await desk.forward(minutes=1)
        await desk.program.units.run(partial(owe_words, REPAIR, 1))
        await desk.people.quiet()
        assert reason_at(desk) is None
        assert await wang.counts("word 0.") == number


async def test_another_program_takes_the_updates(desk: Desk, anna: Telephone) -> None:
    """The desk is silent until they are its own again, and then answers."""
    async with Telegram(desk.settings.api_base, TOKEN) as other:
        while reason_at(desk) is None:
            await other.updates({"timeout": 0}, 5)
            desk.clock.move_to(desk.clock.now() + A_MOMENT)
            await desk.people.calls()
    assert reason_at(desk) is Reason.CONFLICT
    await desk.forward(minutes=1)
    await anna.says("/help")
    assert reason_at(desk) is None
    await desk.forward(minutes=1)
    assert await anna.reads() != "/help"
