"""A9: webhook delivery."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from simulator.bell import Bell
from tests.simulator.stage import ANNA, Json, Stage, keyboard


@dataclass
class Hook:
    """A receiver of updates: answers what was prepared, 200 otherwise."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    taken: list[tuple[Json, dict[str, str]]] = field(default_factory=list)
    news: Bell = field(default_factory=Bell)
    closed_lanes: set[int] = field(default_factory=set)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update."""
        update = await request.json()
        self.taken.append((update, dict(request.headers)))
        self.news.ring()
        if update.get("message", {}).get("chat", {}).get("id") in self.closed_lanes:
            await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def has(self, count: int) -> None:
        """Wait until so many updates were pushed."""
        while len(self.taken) < count:
            await self.news.heard()


@pytest.fixture
async def hook(stage: Stage) -> AsyncIterator[Hook]:
    """Receive the bot's updates on the loopback."""
    made = Hook()
    application = web.Application()
    application.router.add_post("/hook", made.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await stage.does("setWebhook", url=made.url, secret_token="s3cret_-X")  # noqa: S106 - a test's
    yield made
    made.gate.set()
    await stage.simulator.close()
    await runner.cleanup()


async def test_push_and_confirmation(stage: Stage, hook: Hook) -> None:
    """A9: JSON with the secret header; any 2xx confirms."""
    hook.answers = [web.Response(status=204)]
    await stage.anna.says("hi")
    [(update, headers)] = hook.taken
    assert update["message"]["text"] == "hi"
    assert headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret_-X"
    assert headers["Content-Type"] == "application/json"
    info = await stage.does("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)


async def test_retries_follow_the_clock(stage: Stage, hook: Hook) -> None:
    """A9: first retry at once, then after 2, 4, 8… s, never more than 120 s."""
    hook.answers = [web.Response(status=500) for _ in range(12)]
    await stage.anna.says("hi", wait=False)
    await hook.has(2)
    for count, wait in enumerate((2, 4, 8, 16, 32), start=2):
        await _asleep(stage)
        stage.simulator.clock.forward(wait - 1)
        assert len(hook.taken) == count
        stage.simulator.clock.forward(1)
        await hook.has(count + 1)
    for count in range(8, 11):
        await _asleep(stage)
        stage.simulator.clock.forward(120)
        await hook.has(count)
    info = await stage.does("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500"


async def test_retry_after_is_honoured(stage: Stage, hook: Hook) -> None:
    """A9: Retry-After is followed, up to 3,600 s."""
    hook.answers = [web.Response(status=503, headers={"Retry-After": "9000"})]
    await stage.anna.says("hi", wait=False)
    await hook.has(1)
    await _asleep(stage)
    stage.simulator.clock.forward(3599)
    assert len(hook.taken) == 1
    stage.simulator.clock.forward(1)
    await stage.people.quiet()
    assert len(hook.taken) == 2


async def test_dropped_at_the_end_of_life(stage: Stage, hook: Hook) -> None:
    """A9: an update is dropped when its life ends."""
    await stage.anna.opens()
    hook.answers = [web.Response(status=500) for _ in range(3)]
    await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    seen = len(hook.taken)
    await stage.anna.presses("Accept", wait=False)
    await hook.has(seen + 2)
    await _asleep(stage)
    stage.simulator.clock.forward(151)
    await stage.people.quiet()
    assert len(hook.taken) == seen + 2


async def test_lanes(stage: Stage, hook: Hook) -> None:
    """A9: serial inside one chat, parallel between chats: a slow chat holds up only itself."""
    stage.bot.privacy = False
    hook.closed_lanes = {ANNA}
    await stage.anna.says("slow", wait=False)
    await stage.anna.says("behind", wait=False)
    await stage.boris.says("quick", wait=False)
    await hook.has(2)
    texts = [update["message"]["text"] for update, _ in hook.taken]
    assert sorted(texts) == ["quick", "slow"]
    hook.gate.set()
    await stage.people.quiet()
    assert [update["message"]["text"] for update, _ in hook.taken][-1] == "behind"


async def test_gone_removes_the_webhook(stage: Stage, hook: Hook) -> None:
    """A9: 410 for 23 hours removes the webhook."""
    hook.answers = [web.Response(status=410) for _ in range(4)]
    await stage.anna.says("hi", wait=False)
    await hook.has(2)
    await _asleep(stage)
    stage.simulator.clock.forward(23 * 3600)
    await hook.has(3)
    while (await stage.does("getWebhookInfo"))["url"]:
        await stage.simulator.world.activity.bell.heard(0.1)
    assert len(await stage.updates()) == 1


async def test_method_in_the_answer_is_done(stage: Stage, hook: Hook) -> None:
    """A7: a call in the answer to a push is done; its result is told to nobody."""
    answer = {"method": "sendMessage", "chat_id": ANNA, "text": "from the answer"}
    hook.answers = [web.json_response(answer)]
    await stage.anna.opens()
    assert await stage.anna.reads() == "from the answer"


async def test_delivered_twice_on_request(stage: Stage, hook: Hook) -> None:
    """A9: duplicates happen; the second delivery has the same update_id."""
    await stage.people.fails("duplicate")
    await stage.anna.says("hi")
    first, second = [update["update_id"] for update, _ in hook.taken]
    assert first == second


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        (
            {"url": "http://desk.school.cn/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://desk.school.cn:9999/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://a.cn", "secret_token": "x" * 257}, "secret token is too long"),
        (
            {"url": "https://a.cn", "secret_token": "пароль"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_webhooks_that_are_refused(stage: Stage, parameters: Json, description: str) -> None:
    """A9: HTTPS, the four ports, and the secret's alphabet and length."""
    refused = await stage.refused("setWebhook", **parameters)
    assert refused == (400, f"Bad Request: {description}")


async def test_words_of_success(stage: Stage) -> None:
    """A9: setting and deleting say what was done; pending updates are dropped only when asked."""
    url = "https://desk.school.cn/hook"
    assert (await stage.call("setWebhook", url=url))["description"] == "Webhook was set"
    assert (await stage.call("setWebhook", url=url))["description"] == "Webhook is already set"
    assert (await stage.call("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await stage.call("deleteWebhook"))["description"] == "Webhook is already deleted"
    await stage.anna.says("hi", wait=False)
    await stage.does("deleteWebhook", drop_pending_updates=True)
    assert await stage.updates() == []


async def _asleep(stage: Stage) -> None:
    while stage.simulator.clock.next_sleeper() is None:
        await stage.simulator.world.activity.bell.heard(0.01)
