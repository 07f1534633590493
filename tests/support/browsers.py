"""Finding a Chromium on this machine."""

from pathlib import Path
from shutil import which

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_INSTALL = "apt-get install chromium, or .venv/bin/playwright install chromium"


def find_chromium() -> str | None:
    """Return the path of a Chromium: the machine's, else one that Playwright has installed."""
    of_machine = next((path for path in map(which, NAMES) if path), None)
    installed = (Path.home() / ".cache" / "ms-playwright").glob("chromium-*/chrome-linux*/chrome")
    return of_machine or next(map(str, sorted(installed, reverse=True)), None)
