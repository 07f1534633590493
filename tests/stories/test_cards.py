"""One live card for each ticket: deleted ones come again, spare ones lose their buttons."""

from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Message, Telephone

WORDS = "📍"


async def has_two_cards(desk: Desk, anna: Telephone, wang: Telephone) -> tuple[Message, Message]:
    """File a repair whose card was sent twice, because the first answer was lost."""
    await desk.people.fails("lose_answer", method="sendMessage", chat_id=REPAIR, times=1)
    await files_a_repair(anna)
    await desk.forward(minutes=5)
    older, newer = [each for each in await wang.person.sees(REPAIR) if WORDS in each["text"]]
    return older, newer


async def buttons(phone: Telephone) -> list[int]:
    """Return how many rows of buttons each card in the group has, the oldest first."""
    seen = [each for each in await phone.person.sees(REPAIR) if "R-1001" in str(each.get("text"))]
    return [len(each.get("reply_markup", {}).get("inline_keyboard", [])) for each in seen]


async def test_a_duplicate_works_once_and_disarms_itself(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Who presses it loses no time, and afterwards only one card has buttons."""
    older, newer = await has_two_cards(desk, anna, wang)
    pressed = await wang.person.forges("t:1:accept", older, REPAIR)
    assert pressed.text.startswith("Accepted")
    assert await anna.sees("was accepted by")
    first, second = await buttons(wang)
    assert (first, second > 0) == (0, True)
    assert await wang.sees("这是一张旧卡片")
    assert await wang.sees("已接单")
    assert newer["message_id"] > older["message_id"]


async def test_a_refused_press_disarms_it_too(
    desk: Desk, anna: Telephone, wang: Telephone, li: Telephone
) -> None:
    """Overtaken on the newer card: told who was first, and the older one is out of the way."""
    older, newer = await has_two_cards(desk, anna, wang)
    await wang.person.forges("t:1:accept", newer, REPAIR)
    late = await li.person.forges("t:1:accept", older, REPAIR)
    assert (late.text, late.alert) == ("王师傅 has already accepted it.", True)
    assert (await buttons(wang))[0] == 0


async def test_no_question_is_asked_on_a_duplicate(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """It would stay there with buttons of its own."""
    older, _ = await has_two_cards(desk, anna, wang)
    asked = await wang.person.forges("t:1:transfer", older, REPAIR)
    assert "has a newer card here" in asked.text
    first, second = await buttons(wang)
    assert (first, second > 0) == (0, True)


async def test_a_card_whose_answer_was_lost_is_known_by_its_press(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Pressed before it is sent again: it is the live one, and no second comes."""
    await desk.people.fails("lose_answer", method="sendMessage", chat_id=REPAIR, times=1)
    await desk.people.fails("flood", method="sendMessage", chat_id=REPAIR, retry_after=600)
    await files_a_repair(anna)
    await wang.taps("接单")
    await desk.forward(minutes=20)
    assert await wang.counts(WORDS) == 1
    assert await wang.sees("已接单")


async def test_a_deleted_card_comes_again(
    desk: Desk, anna: Telephone, wang: Telephone, photo: bytes
) -> None:
    """The next change sends a new card, and the old one is forgotten."""
    card = await a_deleted_card(desk, anna, wang)
    await anna.taps("See the ticket")
    await anna.taps("Add")
    await anna.shows(photo)
    assert await wang.counts(WORDS) == 1
    assert (await wang.finds(WORDS))["message_id"] > card["message_id"]
    await wang.taps("接单")
    assert await wang.counts(WORDS) == 1


async def test_a_press_on_a_card_that_is_gone(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Telegram tells only which message it was: the press counts and the card is there again."""
    card = await a_deleted_card(desk, anna, wang)
    pressed = await wang.person.forges("t:1:accept", card, REPAIR)
    assert pressed.text.startswith("Accepted")
    assert await anna.sees("was accepted by")
    assert await wang.counts(WORDS) == 1
    late = await wang.person.forges("t:1:transfer", card, REPAIR)
    assert "has a newer card here" in late.text


async def test_a_question_on_a_card_that_is_gone(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """The card is there again, once, and whoever asked can ask on it."""
    card = await a_deleted_card(desk, anna, wang)
    await wang.person.forges("t:1:transfer", card, REPAIR)
    assert await wang.counts(WORDS) == 1
    await wang.taps("转派")
    await wang.taps("返回")
    await wang.taps("接单")
    assert await wang.counts(WORDS) == 1
    assert await wang.sees("已接单")


async def a_deleted_card(desk: Desk, anna: Telephone, wang: Telephone) -> Message:
    """Let an administrator delete the card of what was just filed; no bot is told of it."""
    await files_a_repair(anna)
    card = await wang.finds(WORDS)
    desk.simulator.world.chats[REPAIR].messages[card["message_id"]].deleted = True
    return card


async def is_not_answered(desk: Desk) -> None:
    """Let the next answer to a press come too late."""
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    await desk.people.fails("refuse", method="answerCallbackQuery", description=late)


async def test_a_press_that_was_answered_too_late(
    desk: Desk, anna: Telephone, wang: Telephone, li: Telephone
) -> None:
    """Who reads no refusal sees the card as it stands: drawn once more, and nothing else said."""
    await files_a_repair(anna)
    await wang.taps("接单")
    edits, seen = len(await desk.people.calls("editMessageText")), await wang.person.sees(REPAIR)
    await is_not_answered(desk)
    assert not (await li.taps("暂停", about=WORDS)).answered
    assert len(await desk.people.calls("editMessageText")) == edits + 1
    assert await wang.person.sees(REPAIR) == seen


async def test_a_question_that_was_drawn_stays(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Whoever pressed sees it: the card is not drawn over it."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await is_not_answered(desk)
    assert not (await wang.taps("更多", about=WORDS)).answered
    await desk.forward(minutes=1)
    assert "⬅️ 返回" in await wang.offers(WORDS)
