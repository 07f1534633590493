"""What comes back after the school reopens nothing any more."""

from datetime import timedelta

from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def test_a_repair_that_comes_back_late_is_a_ticket_that_names_the_first(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """From the button that is too late to the new card, without choosing anything again."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("完成")
    await anna.taps("Solved")
    await leaps(desk, 8)  # it is closed,
    await leaps(desk, 8)  # and that is too long ago
    await anna.taps("Reopen")
    assert await anna.sees("R-1001 ended more than 7 days ago")
    await anna.taps("File it anew (follows R-1001)")
    await anna.says("It drips again.")
    await anna.taps("Skip")
    await anna.taps("Submit")
    assert "Follows R-1001" in await anna.reads()
    card = await wang.finds("🆕 R-1002")
    assert "与 R-1001 有关" in card["text"]
    assert "It drips again." in card["text"]
    await anna.taps("See the ticket")
    assert await anna.sees("filed anew, following R-1001")


async def leaps(desk: Desk, days: int) -> None:
    """Let days pass at once, and the desk do what has become due."""
    desk.clock.move_to(desk.clock.now() + timedelta(days=days))
    await desk.program.tick()
    await desk.people.quiet()
