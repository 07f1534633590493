"""A team that has a topic of its own in a group: closed, deleted, and no forum any more."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.school import load
from simulator.world.chats import Chat
from simulator.world.hearing import announce
from simulator.world.messages import Message
from tests.stories.desk import REPAIR, SCHOOL, Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone
from tests.stories.test_editions import puts_in_force
from tests.stories.test_summaries import is_back_after, owe_news

WARNING = "的话题已关闭或被删除"


@pytest.fixture
async def group(desk: Desk) -> Chat:
    """Give the repair team's group as a forum, with a topic that the school names."""
    chat = desk.simulator.world.chats[REPAIR]
    chat.is_forum = True
    topic = await desk.people.post("topics", chat_id=REPAIR, user_id=2010, name="Repairs")
    school = load(SCHOOL)
    team = replace(school.teams["repair"], topic_id=topic["message_thread_id"])
    await puts_in_force(desk, replace(school, teams={**school.teams, "repair": team}))
    return chat


async def seen(phone: Telephone, words: str) -> list[dict[str, Any]]:
    """Return the messages of the group with these words, the oldest first."""
    return [each for each in await phone.person.sees(REPAIR) if words in str(each.get("text"))]


async def threads(phone: Telephone, words: str = "📍") -> list[int | None]:
    """Return in which topic each card is, or each message with these words, the oldest first."""
    return [each.get("message_thread_id") for each in await seen(phone, words)]


@pytest.mark.parametrize("how", ["closed", "deleted", "no forum"])
async def test_cards_go_to_the_main_chat(
    desk: Desk, anna: Telephone, wang: Telephone, group: Chat, how: str
) -> None:
    """Nothing is lost, and who can mend it is told once; without topics nobody need be."""
    await files_a_repair(anna)
    (topic_id,) = group.topics
    assert await threads(wang) == [topic_id]
    loses_its_topic(group, topic_id, how)
    await files_a_repair(anna)
    await files_a_repair(anna)
    assert (await threads(wang))[-2:] == [None, None]
    expected = 0 if how == "no forum" else 1
    assert await Telephone(desk.person(2003)).counts(WARNING) == expected
    sends = [call for call in await desk.people.calls("sendMessage") if call["status"] != 200]
    assert len(sends) == expected


async def test_a_topic_that_is_reopened(
    desk: Desk, anna: Telephone, wang: Telephone, group: Chat
) -> None:
    """Telegram tells of it, and the next card is there again."""
    (topic_id,) = group.topics
    loses_its_topic(group, topic_id, "closed")
    await files_a_repair(anna)
    await reopens(desk, group, topic_id)
    await files_a_repair(anna)
    assert await threads(wang) == [None, topic_id]


def loses_its_topic(group: Chat, topic_id: int, how: str) -> None:
    """Close or delete the topic, or let the group be no forum any more."""
    if how == "closed":
        group.topics[topic_id].closed = True
    elif how == "deleted":
        del group.topics[topic_id]
    else:
        group.is_forum = False


async def reopens(desk: Desk, group: Chat, topic_id: int) -> None:
    """Let the foreman open the topic again, of which a service message tells."""
    world = desk.simulator.world
    group.topics[topic_id].closed = False
    told = Message(
        0, 0, world.users[2010], {"forum_topic_reopened": {}}, service=True, thread_id=topic_id
    )
    announce(world, group, world.keep(group, told))
    await desk.people.quiet()


async def two_teams_share(desk: Desk, anna: Telephone, group: Chat) -> tuple[int, int]:
    """Let two teams have a topic each and a ticket each that was accepted; return the topics."""
    await desk.people.post("topics", chat_id=REPAIR, user_id=2010, name="Computers")
    school, (first, second) = load(SCHOOL), group.topics
    teams = {
        "repair": replace(school.teams["repair"], topic_id=first),
        "it": replace(school.teams["it"], chat_id=REPAIR, topic_id=second),
    }
    await puts_in_force(desk, replace(school, teams={**school.teams, **teams}))
    await desk.people.post("join", chat_id=REPAIR, user_id=2020)
    await files_a_repair(anna)
    await starts_a_repair(anna, "network equipment", "Network")
    await anna.says("No network.")
    await anna.taps("Submit")
    await Telephone(desk.person(2011), REPAIR).taps("接单", about="R-1001")
    await Telephone(desk.person(2020), REPAIR).taps("接单", about="R-1002")
    return first, second


async def test_two_teams_share_a_group(
    desk: Desk, anna: Telephone, wang: Telephone, group: Chat
) -> None:
    """Each has its cards in its own topic, with buttons, and its own list."""
    topics = await two_teams_share(desk, anna, group)
    assert await threads(wang) == list(topics)
    assert await anna.sees("R-1001 was accepted by")
    assert await anna.sees("R-1002 was accepted by")


async def test_each_of_two_teams_is_told_of_its_own(
    desk: Desk, anna: Telephone, wang: Telephone, group: Chat
) -> None:
    """A summary of its own tickets after an outage, and of its lost presses after a stop."""
    topics = await two_teams_share(desk, anna, group)
    await is_back_after(desk, partial(owe_news, REPAIR, 16))
    await desk.forward(minutes=3)
    assert await threads(wang, "共积了 8 条") == list(topics)
    summaries = [str(each["text"]) for each in await seen(wang, "共积了 8 条")]
    assert [("R-1001" in each, "R-1002" in each) for each in summaries] == [
        (True, False),
        (False, True),
    ]
    await desk.crashes()
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=10))
    await desk.opens()
    assert set(await threads(wang, "系统中断")) == set(topics)
