"""What Telegram tells: who the bot is, how updates come, what it may do in each team's chat."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.clock import Clock
from bot.settings import Settings
from bot.telegram import ALLOWED_UPDATES, Telegram, TelegramError, TelegramUnreachable
from domain.findings import Finding
from domain.school import Team
from web.webhook import PATH

_MANY = 100
_OFF_SECONDS = 5
_PRESENT = {"creator", "administrator", "member", "restricted"}

Json = Mapping[str, Any]


async def look(settings: Settings, clock: Clock, teams: Iterable[Team]) -> list[Finding]:
    """Return what Telegram tells; when it cannot be reached, that, and nothing more."""
    token = settings.token.get_secret_value()
    if not token:
        return [Finding("token", "missing")]
    found: list[Finding] = []
    async with Telegram(settings.api_base, token, settings.proxy) as telegram:
        try:
            async for finding in _asked(telegram, settings, clock, teams):
                found.append(finding)  # noqa: PERF401  what was found before an error is kept
        except TelegramUnreachable as error:
            found.append(Finding("token", "unreachable", {"why": str(error)}))
        except TelegramError as error:
            found.append(Finding("token", "refused", {"why": str(error)}))
    return found


async def _asked(
    telegram: Telegram, settings: Settings, clock: Clock, teams: Iterable[Team]
) -> AsyncIterator[Finding]:
    me: Json = await telegram.call("getMe", {})
    yield Finding("token", "known", {"name": str(me["username"])})
    yield _clock(telegram.date, clock.now())
    yield Finding("privacy", "off" if me.get("can_read_all_group_messages") else "on")
    hook: Json = await telegram.call("getWebhookInfo", {})
    for finding in _updates(hook, settings.webhook_url):
        yield finding
    for team in teams:
        yield await _chat(telegram, int(me["id"]), team)


def _clock(date: str | None, now: datetime) -> Finding:
    """Hold the machine's clock against the one that Telegram's answers carry, to the second."""
    apart = int((now - parsedate_to_datetime(date)).total_seconds()) if date else 0
    wrong = abs(apart) > _OFF_SECONDS
    return Finding("clock", "wrong" if wrong else "right", {"seconds": abs(apart)})


def _updates(hook: Json, wanted: str | None) -> Iterator[Finding]:
    url, waiting = str(hook["url"]), int(hook["pending_update_count"])
    if wanted is None:
        yield Finding("updates", "left", {"url": url}) if url else Finding("updates", "polled")
    elif url != wanted.rstrip("/") + PATH:
        yield Finding("updates", "elsewhere", {"url": url}) if url else Finding("updates", "unset")
    else:
        yield _pushed(hook)
    if waiting > _MANY:
        yield Finding("updates", "waiting", {"count": waiting})
    if set(hook.get("allowed_updates") or ALLOWED_UPDATES) != set(ALLOWED_UPDATES):
        yield Finding("updates", "kinds")


def _pushed(hook: Json) -> Finding:
    """Tell of the last error only while something waits: later pushes may have gone well."""
    if hook.get("last_error_message") and hook["pending_update_count"]:
        at = datetime.fromtimestamp(int(hook["last_error_date"]), UTC)
        facts = {"why": str(hook["last_error_message"]), "at": f"{at:%Y-%m-%d %H:%M} UTC"}
        return Finding("updates", "failing", facts)
    return Finding("updates", "pushed", {"url": str(hook["url"])})


async def _chat(telegram: Telegram, bot_id: int, team: Team) -> Finding:
    """Look at a team's chat: whether the bot is there, may write, and finds its topic."""
    facts = {"team": team.code}
    where = {"chat_id": team.chat_id}
    try:
        chat: Json = await telegram.call("getChat", where)
        member: Json = await telegram.call("getChatMember", {**where, "user_id": bot_id})
    except TelegramError as error:
        return Finding("chat", "lost", {**facts, "why": error.description})
    if member["status"] not in _PRESENT:
        return Finding("chat", "lost", {**facts, "why": str(member["status"])})
    if not _may_write(chat, member):
        return Finding("chat", "silent", facts)
    if team.topic_id is not None and not chat.get("is_forum"):
        return Finding("chat", "topic", facts)
    return Finding("chat", "good", facts)


def _may_write(chat: Json, member: Json) -> bool:
    """Tell whether messages may be sent (Bot API, ChatMemberRestricted and ChatPermissions)."""
    if member["status"] == "restricted":
        return bool(member.get("can_send_messages"))
    everybody: Json = chat.get("permissions") or {}
    return member["status"] != "member" or bool(everybody.get("can_send_messages", True))
