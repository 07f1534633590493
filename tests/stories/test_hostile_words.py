"""Words and names that were made to do harm arrive as they were stored, and do none."""

from domain.texts import kept
from tests.stories.conftest import introduced
from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

EVE = 3009
NAME = "</b><i>Eve\u202e\u2066" + "e\u0301\u0301\u0301\u0301\u0301\u0301" * 3
WORDS = (
    "</blockquote><b>R-1</b> &amp; {words} \u202egpj.exe\u2069 a\u200b\u200b\u200bb "
    "\x07 \u2028 👩\u200d👩\u200d👧🇨 t\u0335\u0336\u0337\u0338\u0339 /cancel@all"
)


async def test_card_and_ticket_show_what_was_stored(desk: Desk, wang: Telephone) -> None:
    """The team's card, the requester's ticket and the talk below it, all literally."""
    desk.simulator.add_user(EVE, NAME, language_code="en")
    eve = await introduced(desk, EVE, "Teacher")
    await files_a_repair(eve, WORDS)
    assert await wang.sees(kept(WORDS))
    assert await wang.sees(kept(NAME))
    await wang.replies("R-1001", WORDS)
    assert kept(WORDS) in (await eve.finds("💬"))["text"]
    await eve.says("/tickets")
    await eve.taps("R-1001")
    assert await eve.sees(kept(WORDS))
