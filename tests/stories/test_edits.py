"""Words that are changed after they were sent."""

from tests.stories.desk import REPAIR
from tests.stories.filing import WORDS, files_a_repair
from tests.stories.telephone import Telephone


async def own(phone: Telephone, words: str) -> dict[str, object]:
    """Return what somebody sent themselves, by its words."""
    seen = await phone.person.sees(phone.chat_id)
    return [each for each in seen if each.get("text") == words][-1]


async def test_a_change_of_what_was_filed(anna: Telephone, wang: Telephone) -> None:
    """The team reads it as a change under the card; the ticket stays one, and so does the card."""
    await files_a_repair(anna)
    await anna.person.edits(await own(anna, WORDS), "It is the shower, not the tap.")
    assert "提交人更正为" in (await wang.finds("It is the shower, not the tap."))["text"]
    assert await anna.sees("Passed on to the team (R-1001)")
    assert await wang.counts("📍") == 1
    await anna.person.edits(await own(anna, "It is the shower, not the tap."), WORDS)
    assert await wang.counts("提交人更正为") == 1  # the words of the form are known


async def test_a_change_of_an_addition_and_of_an_answer(
    anna: Telephone, wang: Telephone, li: Telephone
) -> None:
    """Both sides read what the other one really meant; talk among colleagues stays theirs."""
    await files_a_repair(anna)
    await wang.replies("📍", "At two.")
    await wang.person.edits(await own(wang, "At two."), "At three.", REPAIR)
    assert "(corrected)" in (await anna.finds("At three."))["text"]
    await li.person.replies(await own(wang, "At three."), "Shall I come along?", REPAIR)
    assert not await anna.sees("Shall I come along?")

    await anna.taps("Reply", about="At three.")
    await anna.says("Fine with me.")
    await anna.person.edits(await own(anna, "Fine with me."), "Not before four, please.")
    assert "提交人更正为" in (await wang.finds("Not before four, please."))["text"]


async def test_a_change_that_comes_too_late(anna: Telephone, wang: Telephone) -> None:
    """Of a ticket that has ended nobody is told; who changed it reads why."""
    await files_a_repair(anna)
    await anna.taps("See the ticket")
    await anna.taps("Cancel")
    await anna.taps("Yes")
    before = len(await wang.person.sees(REPAIR))
    await anna.person.edits(await own(anna, WORDS), "It is the shower.")
    assert len(await wang.person.sees(REPAIR)) == before
    assert "R-1001" in await anna.reads()
