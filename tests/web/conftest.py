"""The demo in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.support.processes import free_port, running

PATIENCE_MS = 15_000
LAPTOP = ViewportSize(width=1366, height=768)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a demo that has just begun, in a process of its own."""
    folder: Path = tmp_path_factory.mktemp("demo")
    port = str(free_port())
    with running("bot", "demo", "--port", port, folder=folder) as program:
        program.until("Caretaker is at")
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")  # its event loop must end before other tests run theirs
def browser(chromium: str) -> Iterator[Browser]:
    """Give a Chromium."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, demo: str) -> Iterator[Page]:
    """Give the page on a laptop's screen, in Chinese; what it complains about fails the test."""
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    context = browser.new_context(viewport=LAPTOP, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", hear)
    opened.goto(demo)
    yield opened
    context.close()
    assert not complaints
