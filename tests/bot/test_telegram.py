"""Calling Telegram: every bad answer becomes one of two exceptions, and none names the token."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.failures import Failure, failure_of, wait_of
from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from simulator.client.people import People
from simulator.clock import SimulatedClock
from simulator.server import Simulator

TOKEN = "7000000001:secret-token-that-nobody-may-read-00000"  # noqa: S105  for the simulator only
GROUP = -1001
ANNA = 3001
_NOWHERE = {"chat_id": GROUP, "message_id": 99}


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Give a world with one bot in one group."""
    clock = SimulatedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    async with Simulator(clock) as made:
        made.add_bot(TOKEN, "desk_bot")
        made.add_user(ANNA, "Anna")
        made.add_group("Repair", [ANNA, 7000000001], id=GROUP, type="supergroup")
        yield made


@pytest.fixture
async def world(simulator: Simulator) -> AsyncIterator[People]:
    """Give the people's side of the world."""
    async with People(simulator.url) as people:
        yield people


@pytest.fixture
async def telegram(simulator: Simulator) -> AsyncIterator[Telegram]:
    """Give a line to the simulator."""
    async with Telegram(simulator.url, TOKEN) as line:
        yield line


async def test_a_call_returns_the_plain_result(telegram: Telegram) -> None:
    """An answer is JSON, not a model."""
    sent = await telegram.call("sendMessage", {"chat_id": GROUP, "text": "hello"})
    assert sent["text"] == "hello"
    assert sent["chat"]["id"] == GROUP


async def test_a_file_is_uploaded(telegram: Telegram) -> None:
    """Bytes travel as multipart and come back as a document."""
    files = {"document": ("list.txt", b"one\ntwo\n")}
    sent = await telegram.call("sendDocument", {"chat_id": GROUP, "caption": "a"}, files)
    assert sent["document"]["file_name"] == "list.txt"


@pytest.mark.parametrize("kind", ["html_5xx", "reset", "truncate", "bad_charset", "lose_answer"])
async def test_an_unusable_answer_is_unreachable_and_keeps_the_token(
    kind: str, telegram: Telegram, world: People
) -> None:
    """Whatever arrives instead of JSON is one kind of failure, to be tried again."""
    await world.fails(kind, method="sendMessage", times=1)
    with pytest.raises(TelegramUnreachable) as caught:
        await telegram.call("sendMessage", {"chat_id": GROUP, "text": "hello"})
    assert failure_of(caught.value) is Failure.PASSING
    assert "secret-token" not in str(caught.value) + repr(caught.value.__cause__)


async def test_nobody_listening_is_known_not_to_have_worked() -> None:
    """A refused connection is the only failure after which nothing can have happened."""
    async with Telegram("http://127.0.0.1:9", TOKEN) as line:
        with pytest.raises(TelegramUnreachable) as caught:
            await line.call("getMe", {})
    assert not caught.value.connected
    assert "secret-token" not in str(caught.value)


async def test_flood_tells_how_long_to_wait(telegram: Telegram, world: People) -> None:
    """429 carries its wait in the parameters."""
    await world.fails("flood", method="sendMessage", times=1, retry_after=10072)
    with pytest.raises(TelegramError) as caught:
        await telegram.call("sendMessage", {"chat_id": GROUP, "text": "hello"})
    assert failure_of(caught.value) is Failure.SLOW_DOWN
    assert wait_of(caught.value, 1).total_seconds() == 10072


@pytest.mark.parametrize(
    ("method", "params", "failure"),
    [
        ("sendMessage", {"chat_id": -100999, "text": "x"}, Failure.UNREACHABLE),
        (
            "editMessageText",
            {"chat_id": GROUP, "message_id": 9, "text": "x"},
            Failure.MESSAGE_GONE,
        ),
        ("sendMessage", {"chat_id": GROUP}, Failure.UNKNOWN),
        ("answerCallbackQuery", {"callback_query_id": "7"}, Failure.TOO_LATE),
    ],
)
async def test_refusals_are_told_apart(
    method: str, params: dict[str, object], failure: Failure, telegram: Telegram
) -> None:
    """What Telegram really answers falls into the class that the desk acts on."""
    with pytest.raises(TelegramError) as caught:
        await telegram.call(method, params)
    assert failure_of(caught.value) is failure


async def test_saying_the_same_again_is_nothing_new(telegram: Telegram) -> None:
    """An edit without a change is a success in disguise."""
    sent = await telegram.call("sendMessage", {"chat_id": GROUP, "text": "same"})
    again = {"chat_id": GROUP, "message_id": sent["message_id"], "text": "same"}
    with pytest.raises(TelegramError) as caught:
        await telegram.call("editMessageText", again)
    assert failure_of(caught.value) is Failure.NOTHING_NEW
