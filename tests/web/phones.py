"""The demo's page as a visitor uses it: a phone is looked at and touched, never asked behind."""

from playwright.sync_api import Locator, Page, expect

CHART_MS = 60_000
"""How long a chart may take to be drawn on a slow machine."""


class Phone:
    """One phone on the page; things are found by words that are on the screen."""

    def __init__(self, page: Page, index: int) -> None:
        self.page = page
        self.screen = page.get_by_test_id(f"phone-{index}")

    def message(self, words: str) -> Locator:
        """Return the newest message that has some words."""
        return self.messages(words).last

    def messages(self, words: str) -> Locator:
        """Return all messages that have some words."""
        return self.screen.get_by_test_id("message").filter(has_text=words)

    def button(self, label: str, about: str = "") -> Locator:
        """Return the newest button whose label has some words, on a message that has ``about``."""
        return self.messages(about).get_by_test_id("button").filter(has_text=label).last

    def sees(self, words: str) -> None:
        """Wait until some message says this."""
        expect(self.message(words)).to_be_visible()

    def offers(self, label: str, about: str = "") -> None:
        """Wait until some button says this."""
        expect(self.button(label, about)).to_be_visible()

    def taps(self, label: str, about: str = "") -> None:
        """Press a button under a message."""
        self.button(label, about).click()

    def says(self, words: str) -> None:
        """Type and send."""
        line = self.screen.get_by_test_id("input")
        line.fill(words)
        line.press("Enter")

    def shows(self, sample: str, caption: str = "") -> None:
        """Send one of the ready-made photos."""
        self.screen.get_by_test_id("input").fill(caption)
        self.screen.get_by_test_id("attach").click()
        self.screen.locator(f'[data-sample="{sample}"]').click()

    def answers(self, message: Locator) -> None:
        """Make what is said next a reply to a message."""
        message.hover()
        message.locator(".act.reply").click()

    def replies(self, message: Locator, words: str) -> None:
        """Answer a message."""
        self.answers(message)
        self.says(words)

    def speaks_as(self, user_id: int) -> None:
        """Hand the phone to another of its people."""
        self.screen.get_by_test_id(f"speaker-{user_id}").click()

    def opens(self, chat: str) -> None:
        """Go to another chat of this phone."""
        self.screen.get_by_test_id("chat-tab").filter(has_text=chat).click()

    def is_told(self, words: str) -> None:
        """Wait for the short answer to a press, and close it when it is a box."""
        toast = self.screen.get_by_test_id("toast").filter(has_text=words)
        expect(toast).to_be_visible()
        if toast.get_attribute("data-alert") == "true":
            self.screen.get_by_role("alertdialog").get_by_role("button").click()


def expect_picture(message: Locator, timeout_ms: int = 10_000) -> None:
    """Wait until a message shows a picture that has really been loaded."""
    picture = message.locator("img").first
    expect(picture).to_be_visible(timeout=timeout_ms)
    expect(picture).not_to_have_js_property("naturalWidth", 0)
