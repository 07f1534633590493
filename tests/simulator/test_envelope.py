"""A1 and A6: the envelope, tokens, unknown methods, and every way to pass parameters."""

import json
from typing import Any

import pytest
from aiohttp import FormData

from simulator.errors import ApiError, flood, refusal
from tests.simulator.stage import ANNA, Stage


@pytest.mark.parametrize(
    ("code", "text", "shown_code", "shown"),
    [
        (400, "Message text is empty", 400, "Bad Request: message text is empty"),
        (404, "Chat not found", 400, "Bad Request: chat not found"),
        (303, "FILE_MIGRATE_2", 400, "Bad Request: FILE_MIGRATE_2"),
        (403, "CHAT_WRITE_FORBIDDEN", 400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
        (403, "Bot was kicked from the group", 403, "Forbidden: bot was kicked from the group"),
        (401, "Invalid", 401, "Unauthorized: invalid"),
        (500, "Request aborted", 500, "Internal Server Error: request aborted"),
        (406, "FILEREF_UPGRADE_NEEDED", 400, "Bad Request: FILEREF_UPGRADE_NEEDED"),
        (400, "A_B", 400, "Bad Request: A_B"),
        (400, "Q", 400, "Bad Request: q"),
    ],
)
def test_core_errors_become_answers(code: int, text: str, shown_code: int, shown: str) -> None:
    """A1: codes below 400 and 404, constants under 403, prefixes, the first letter."""
    error = refusal(code, text)
    assert (error.code, error.description) == (shown_code, shown)


def test_flood_carries_its_wait() -> None:
    """A1: 429 has its wait in the text and in the parameters."""
    error = flood(7)
    assert isinstance(error, ApiError)
    assert error.description == "Too Many Requests: retry after 7"
    assert error.parameters == {"retry_after": 7}


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot42:TEST/getStories", 404, "Not Found: method not found"),
        ("/bot42:TEST/", 404, "Not Found: method not found"),
        ("/bot43:TEST/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot042:TEST/getMe", 401, "Unauthorized: invalid token specified"),
        ("/nothing", 404, "Not Found"),
        ("/bot42:TEST/getMe/more", 404, "Not Found"),
        ("/file/bot42:TEST/photos/none.jpg", 404, "Not Found"),
        ("/file/bot43:TEST/photos/none.jpg", 401, "Unauthorized"),
    ],
)
async def test_wrong_addresses(stage: Stage, path: str, status: int, description: str) -> None:
    """A6: unknown and malformed tokens, unknown methods, bad paths."""
    async with stage.http.get(stage.simulator.url + path) as response:
        assert response.status == status
        assert response.content_type == "application/json"
        expected = {"ok": False, "error_code": status, "description": description}
        assert await response.json() == expected


async def test_known_method_that_is_not_done_says_so(stage: Stage) -> None:
    """A known method that the simulator does not do is a clear 501, never a silent ok."""
    code, description = await stage.refused("getStarTransactions")
    assert code == 501
    assert "getStarTransactions" in description


async def test_method_names_have_no_case(stage: Stage) -> None:
    """A1: method names are matched without regard to case."""
    assert await stage.does("GETme") == await stage.does("getMe")


async def test_answers_carry_the_simulated_moment(stage: Stage) -> None:
    """A1: `Date` is the moment of the server, which here is that of the world."""
    stage.simulator.clock.forward(3600)
    async with stage.http.get(stage.simulator.url + "/bot42:TEST/getMe") as response:
        assert response.headers["Date"] == "Tue, 01 Sep 2026 09:00:00 GMT"


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart", "post with query"])
async def test_every_way_to_pass_parameters(stage: Stage, way: str) -> None:
    """A1: query, form, JSON and multipart are read alike, nested objects as JSON text."""
    chat_id = await stage.opened()
    markup = {"inline_keyboard": [[{"text": "维修", "callback_data": "x"}]]}
    values = {"chat_id": str(chat_id), "text": "你好", "reply_markup": json.dumps(markup)}
    url = f"{stage.simulator.url}/bot42:TEST/sendMessage"
    multipart = FormData(values, default_to_multipart=True)
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "query": ("GET", {"params": values}),
        "form": ("POST", {"data": values}),
        "json": ("POST", {"json": {**values, "chat_id": chat_id, "reply_markup": markup}}),
        "multipart": ("POST", {"data": multipart}),
        "post with query": ("POST", {"params": values}),
    }
    verb, how = ways[way]
    async with stage.http.request(verb, url, **how) as response:
        result = (await response.json())["result"]
    assert result["text"] == "你好"
    assert result["reply_markup"] == markup


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": ANNA}, "message text is empty"),
        ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": ANNA, "txet": "x"}, "unknown parameter txet"),
        (
            "sendMessage",
            {"chat_id": ANNA, "text": "x", "reply_parameters": {"message_id": {}}},
            "can't parse reply_parameters: message_id: Input should be a valid integer",
        ),
        (
            "sendMessage",
            {"chat_id": ANNA, "text": "x", "reply_parameters": {"message_id": 5, "quot": "x"}},
            "unknown parameter quot in reply_parameters",
        ),
        (
            "sendMessage",
            {"chat_id": ANNA, "text": "x", "entities": "["},
            "can't parse entities JSON object",
        ),
        (
            "sendMessage",
            {"chat_id": ANNA, "text": {"a": 1}},
            "parameter text must be of type String",
        ),
        ("getChat", {}, "chat_id is empty"),
        ("editMessageText", {"chat_id": ANNA, "text": "x"}, "message identifier is not specified"),
        ("deleteMessage", {"chat_id": ANNA}, "message identifier is not specified"),
        ("sendPhoto", {"chat_id": ANNA}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": ANNA}, "there is no document in the request"),
        ("sendChatAction", {"chat_id": ANNA}, "wrong parameter action in request"),
        ("getFile", {}, "invalid file_id"),
        ("setWebhook", {}, 'parameter "url" is required'),
        ("setMyCommands", {}, 'parameter "commands" is required'),
    ],
)
async def test_missing_and_misspelt_parameters(
    stage: Stage, method: str, parameters: dict[str, object], description: str
) -> None:
    """A1: what is required is asked for in Telegram's words, what is misspelt is refused."""
    await stage.opened()
    assert await stage.refused(method, **parameters) == (400, f"Bad Request: {description}")


async def test_unreadable_bodies_are_refused(stage: Stage) -> None:
    """A3: bodies that are no JSON, no object or no UTF-8 get an envelope, not a crash."""
    url = f"{stage.simulator.url}/bot42:TEST/sendMessage"
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]", b'{"text": "\xff"}', b"[" * 100_000):
        async with stage.http.post(url, data=body, headers=headers) as response:
            assert response.status == 400
            assert not (await response.json())["ok"]
