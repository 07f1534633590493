"""Health of ``python -m bot run``, asked from outside."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.processes.test_running import started
from tests.support.processes import free_port, running


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_running_desk_answers(way: str, settings: dict[str, str], tmp_path: Path) -> None:
    """With a webhook as without."""
    settings |= {"health_port": str(free_port())}
    if way == "webhook":
        port = free_port()
        settings |= {"webhook_url": f"http://127.0.0.1:{port}", "webhook_port": str(port)}
        settings |= {"webhook_secret": "a-secret-of-this-test"}
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        async with ClientSession(f"http://127.0.0.1:{settings['health_port']}") as session:
            for path in ("/health/live", "/health/ready", "/metrics"):
                async with session.get(path) as answer:
                    assert answer.status == 200, await answer.text()
