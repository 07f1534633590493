"""``python -m bot run`` beside a simulator that is another process."""

import asyncio
from pathlib import Path

from simulator.client.people import People
from tests.processes.proxies import Proxy, by_connect, by_socks5
from tests.processes.school import PRINCIPAL, ZHOU, Caller
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.support.databases import PostgresServer
from tests.support.processes import Program, free_port, running

OPEN = "the desk is open"
NOWHERE = "http://api.telegram.invalid"
"""An address that only a proxy can find."""


async def started(program: Program) -> None:
    """Wait until a desk is open, while the proxies and people of this process go on."""
    await asyncio.to_thread(program.until, OPEN)


async def arrives(anna: Caller) -> None:
    """Let a teacher come to the desk for the first time."""
    await anna.person.opens()
    await anna.taps("English")
    await anna.taps("Teacher")


async def has_a_tap_repaired(anna: Caller, wang: Caller) -> None:
    """File, accept, talk, finish, confirm: the main job."""
    await arrives(anna)
    await files_a_repair(anna)
    await anna.finds("R-1001")
    await wang.taps("接单", about="R-1001 ·")
    await anna.finds("was accepted by 王师傅")
    await wang.replies("R-1001 ·", "Which of the two taps?")
    await anna.person.replies(await anna.finds("Which of the two taps?"), "The left one.")
    await wang.finds("The left one.")
    await wang.taps("完成", about="R-1001 ·")
    await anna.taps("Solved")
    await wang.finds("R-1001 · 已确认解决")


async def test_by_polling_with_ladder_and_digest_until_told_to_stop(
    people: People, settings: dict[str, str], anna: Caller, wang: Caller, tmp_path: Path
) -> None:
    """The main job; an hour later an alarm; the next morning a digest; then a clean end."""
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        await has_a_tap_repaired(anna, wang)
        await files_a_repair(anna)
        await wang.finds("R-1002 ·")
        await people.clock.forward(hours=1, minutes=5)
        await wang.finds("R-1002 还没有人接单")
        await Caller(people, ZHOU).finds("R-1002 无人接单")
        await people.clock.forward(hours=22)
        principal = Caller(people, PRINCIPAL)
        await principal.finds("按时率")
        assert any("photo" in message for message in await principal.person.sees())
        async with asyncio.timeout(10):
            assert await asyncio.to_thread(desk.stops) == 0
    assert not any("Traceback" in line for line in desk.said)


async def test_by_webhook_with_a_crash_in_the_middle_of_a_form(
    people: People, settings: dict[str, str], anna: Caller, wang: Caller, tmp_path: Path
) -> None:
    """The main job; then the desk is killed while somebody fills in a form, and goes on."""
    port = free_port()
    settings |= {"webhook_url": f"http://127.0.0.1:{port}", "webhook_port": str(port)}
    settings |= {"webhook_secret": "a-secret-of-this-test"}
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        await has_a_tap_repaired(anna, wang)
        assert [call["status"] for call in await people.calls("setWebhook")] == [200]
        await starts_a_repair(anna)
        await anna.finds("Please describe it")
        desk.crashes()
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        await anna.says("It drips again.")
        await anna.taps("Skip")
        await anna.taps("Submit")
        await wang.finds("It drips again.")


async def test_on_postgresql_through_a_socks_proxy(
    settings: dict[str, str],
    postgresql: PostgresServer,
    anna: Caller,
    wang: Caller,
    tmp_path: Path,
) -> None:
    """The main job on the other database, with every call to Telegram through the proxy."""
    async with Proxy(by_socks5, settings["api_base"]) as proxy:
        settings |= {"api_base": NOWHERE, "proxy": f"socks5://127.0.0.1:{proxy.port}"}
        with (
            postgresql.empty() as url,
            running("bot", "run", folder=tmp_path, **settings | {"database_url": url}) as desk,
        ):
            await started(desk)
            await has_a_tap_repaired(anna, wang)
    assert set(proxy.asked_for) == {"api.telegram.invalid:80"}


async def test_through_an_http_proxy(
    settings: dict[str, str], anna: Caller, tmp_path: Path
) -> None:
    """An HTTP proxy carries the calls as well."""
    async with Proxy(by_connect, settings["api_base"]) as proxy:
        settings |= {"api_base": NOWHERE, "proxy": f"http://127.0.0.1:{proxy.port}"}
        with running("bot", "run", folder=tmp_path, **settings) as desk:
            await started(desk)
            await arrives(anna)
            await anna.finds("What can we do")
    assert set(proxy.asked_for) == {"api.telegram.invalid:80"}
