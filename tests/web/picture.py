"""Making the picture of the README: ``python -m tests.web.picture`` (needs a font with emoji)."""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Locator, ViewportSize, sync_playwright

from tests.support.browsers import HOW_TO_INSTALL, find_chromium
from tests.support.processes import ROOT, free_port, running
from tests.web.phones import CHART_MS, expect_picture
from tests.web.tour import Tour

PICTURE = ROOT / "docs" / "demo.png"
COLOURS = 256
LAPTOP = ViewportSize(width=1366, height=768)


def main() -> int:
    """Play the first steps of the tour and write down what the four phones show."""
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write(f"There is no Chromium: {HOW_TO_INSTALL}\n")
        return 1
    port = str(free_port())
    with (
        TemporaryDirectory() as folder,
        running("bot", "demo", "--port", port, folder=Path(folder)) as program,
    ):
        program.until("Caretaker is at")
        save(taken(chromium, f"http://127.0.0.1:{port}"))
    return 0


def taken(chromium: str, url: str) -> bytes:
    """Return a screenshot of the demo after a repair was filed, accepted and talked about."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=LAPTOP, locale="zh-CN")
        page.goto(url)
        tour = Tour(page)
        chart = tour.office.screen.get_by_test_id("message").filter(has=page.locator("img"))
        expect_picture(chart.last, CHART_MS)
        tour.files()
        tour.ticks(1)
        tour.takes()
        tour.ticks(2)
        to_top(chart.last)
        to_top(tour.team.message("R-1005 ·"))
        page.mouse.move(0, 0)
        page.get_by_test_id("toast").wait_for(state="hidden")
        return page.screenshot(animations="disabled")


def to_top(message: Locator) -> None:
    """Scroll a phone until a message begins at its top."""
    message.evaluate("message => message.scrollIntoView({block: 'start', behavior: 'instant'})")


def save(screenshot: bytes) -> None:
    """Write the picture in few colours, so that the repository stays small."""
    with Image.open(BytesIO(screenshot)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
