"""Who receives a bot's updates: one long poll or one webhook (A6, A8, A9)."""

import asyncio
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from simulator.errors import bad_request, conflict
from simulator.keyboards import is_loopback
from simulator.shapes import Json
from simulator.world.bots import Bot
from simulator.world.updates import Lane
from simulator.world.world import World

MAX_TIMEOUT = 50
MAX_LIMIT = 100
HOLD_BACK = 3.0
SAME_OFFSET_WAIT = 3.0
SAME_OFFSET_ONE = 0.5
PORTS = frozenset({80, 88, 443, 8443})
MAX_SECRET = 256
ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "terminated by setWebhook request"


@dataclass(eq=False, slots=True)
class Webhook:
    """Where updates are pushed to, and how the last pushes went."""

    url: str
    secret: str = ""
    connections: int = 40
    ip_address: str = ""
    last_error_at: int = 0
    last_error: str = ""

    def shape(self, bot: Bot) -> Json:
        """Show it as a WebhookInfo object."""
        shown: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(bot.queue),
        }
        if self.url:
            shown |= {
                "max_connections": self.connections,
                "ip_address": self.ip_address or "127.0.0.1",
            }
        if self.last_error:
            shown |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        if bot.queue.allowed is not None:
            shown["allowed_updates"] = sorted(bot.queue.allowed)
        return shown


@dataclass(eq=False, slots=True)
class Receiver:
    """The way one bot gets its updates."""

    world: World
    bot: Bot
    webhook: Webhook = field(default_factory=lambda: Webhook(""))
    resting: set[Lane] = field(default_factory=set)
    _waiting: asyncio.Future[str] | None = None
    _next_conflict_at: float = 0
    _last: tuple[int, float] = (-1, 0.0)

    async def get_updates(self, fields: Json) -> bytes:
        """Answer getUpdates: wait for news, give it as an encoded JSON array."""
        if self.webhook.url:
            raise conflict(ACTIVE)
        self.abort(OTHER)
        self.bot.attended = True
        self.allow(fields)
        offset = int(fields.get("offset", 0))
        limit = min(max(int(fields.get("limit", MAX_LIMIT)), 1), MAX_LIMIT)
        timeout, limit = self._paced(
            offset, min(int(fields.get("timeout", 0)), MAX_TIMEOUT), limit
        )
        entries = self.bot.queue.fetch(offset, limit)
        self.world.activity.note()
        if not entries and timeout > 0:
            await self._wait(timeout)
            entries = self.bot.queue.fetch(offset, limit)
        return b"[" + b",".join(entry.body for entry in entries) + b"]"

    @property
    def is_waiting(self) -> bool:
        """Whether a long poll waits for news now."""
        return self._waiting is not None

    @property
    def is_done(self) -> bool:
        """Whether nothing is owed now; webhook lanes that wait for a retry do not count."""
        return all(entry.lane in self.resting for entry in self.bot.queue.living())

    def allow(self, fields: Json) -> None:
        """Remember the kinds of updates that the bot asks for; an empty list means the default."""
        if "allowed_updates" in fields:
            self.bot.queue.allowed = frozenset(fields["allowed_updates"]) or None

    def abort(self, reason: str) -> None:
        """Make the long poll that waits now fail with 409."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(reason)

    def set_webhook(self, fields: Json) -> str:
        """Set or remove the webhook; tells what was done, in Telegram's words."""
        url = str(fields.get("url", ""))
        if url:
            _check_url(url)
        secret = str(fields.get("secret_token", ""))
        _check_secret(secret)
        self.abort(BY_WEBHOOK)
        self.allow(fields)
        if fields.get("drop_pending_updates"):
            self.bot.queue.clear()
        changed = url != self.webhook.url
        self.webhook = Webhook(
            url, secret, _connections(fields), str(fields.get("ip_address", ""))
        )
        self.bot.attended = self.bot.attended or bool(url)
        self.world.activity.note()
        self.bot.queue.arrived.ring()
        state = (
            ("was set" if url else "was deleted")
            if changed
            else ("is already set" if url else "is already deleted")
        )
        return f"Webhook {state}"

    def _paced(self, offset: int, timeout: int, limit: int) -> tuple[float, int]:
        now = self.world.clock.now().timestamp()
        last_offset, last_at = self._last
        self._last = (offset, now)
        if not self.world.clock.flowing or offset != last_offset:
            return timeout, limit
        since = now - last_at
        paced = (
            max(float(timeout), SAME_OFFSET_WAIT) if since < SAME_OFFSET_WAIT else float(timeout)
        )
        return paced, 1 if since < SAME_OFFSET_ONE else limit

    async def _wait(self, seconds: float) -> None:
        self._waiting = waiting = asyncio.get_running_loop().create_future()
        news = self.bot.queue.arrived.listen()
        try:
            with self.world.activity.idling():
                await asyncio.wait(
                    {waiting, news}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
                )
        except asyncio.CancelledError:
            self.bot.attended = False
            raise
        finally:
            news.cancel()
            if self._waiting is waiting:
                self._waiting = None
        if waiting.done():
            await self._refuse(waiting.result())

    async def _refuse(self, reason: str) -> None:
        now = self.world.clock.now().timestamp()
        if now < self._next_conflict_at:
            await self.world.clock.pause(HOLD_BACK)
        else:
            self._next_conflict_at = now + HOLD_BACK
        raise conflict(reason)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if is_loopback(url) and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _check_secret(secret: str) -> None:
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")


def _connections(fields: Json) -> int:
    wanted = int(fields.get("max_connections", 40))
    return min(max(wanted, 1), 100)
