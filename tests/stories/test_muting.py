"""A lead keeps somebody from filing for a day: told once, politely; an emergency passes."""

from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

MUTED = "You cannot file tickets or write to them until"


async def test_somebody_is_muted(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """The group reads who did it; the requester reads until when, and files an emergency."""
    zhou = Telephone(desk.person(2010), wang.chat_id)
    await files_a_repair(anna)
    await zhou.taps("更多", about="R-1001")
    refused = await wang.taps("暂停此人提交", about="R-1001")
    assert refused.alert
    await zhou.taps("暂停此人提交", about="R-1001")
    await zhou.taps("1 天", about="R-1001")
    await desk.forward(minutes=1)
    assert await anna.counts(MUTED) == 1
    await anna.says("/start")
    await anna.taps("Repair")
    assert MUTED in await anna.reads()
    await files_a_repair(anna, "Water everywhere!", "Emergency", "Burst pipe")
    assert await wang.sees("R-1002")
    await desk.forward(days=1)
    await files_a_repair(anna)
    assert await wang.sees("R-1003")
