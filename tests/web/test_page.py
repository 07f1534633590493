"""The page around the phones: languages and sizes of the screen."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.web.phones import Phone

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > window.innerWidth"
CHROME = {
    "zh": ("校园后勤助手 · 演示", "下个工作日 08:00", "体验指南", "输入消息", "林老师"),
    "en": ("Caretaker · demo", "Next working day 08:00", "Tour", "Message", "Ms Lin"),
}
LEADS_TO = {  # browsers differ in how they shorten an English date
    "zh": ("拨到 9月29日 周二 22:00", "拨到 9月30日 周三 08:00", "拨到 10月8日 周四 08:00"),
    "en": ("Move to Tue.* 29 Sep.* 22:00", "Move to Wed.* 30 Sep.* 08:00", "Thu.* 8 Oct 08:00"),
}
STEPS = 9
SCREENS = (ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844))
IS_CUT_OFF = "label => label.scrollHeight > label.clientHeight"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_four_phones_stand_side_by_side_on_a_laptop(page: Page, language: str) -> None:
    """Everything is inside 1366×768, in Chinese and in English."""
    title, morning, tour, prompt, owner = CHROME[language]
    page.get_by_test_id(f"lang-{language}").click()
    expect(page).to_have_title(title)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_test_id("clock-morning")).to_have_text(morning, use_inner_text=True)
    expect(page.get_by_test_id("tour")).to_have_text(tour)
    expect(page.get_by_test_id("phone-0").get_by_role("heading")).to_have_text(owner)
    expect(page.get_by_test_id("input").first).to_have_attribute("placeholder", prompt)
    for index in range(4):
        phone = page.get_by_test_id(f"phone-{index}")
        expect(phone.get_by_test_id("message").last).to_be_in_viewport()
        expect(phone.get_by_test_id("input")).to_be_in_viewport(ratio=1)
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_phone_at_a_time_on_a_telephone(page: Page, language: str) -> None:
    """At 390×844 a bar at the bottom chooses the phone, and nothing is cut off."""
    page.get_by_test_id(f"lang-{language}").click()
    page.set_viewport_size(ViewportSize(width=390, height=844))
    for chosen in range(4):
        page.get_by_test_id(f"tab-{chosen}").click()
        for index in range(4):
            shown = page.get_by_test_id(f"phone-{index}")
            expect(shown).to_be_visible(visible=index == chosen)
        phone = page.get_by_test_id(f"phone-{chosen}")
        expect(phone.get_by_test_id("input")).to_be_in_viewport(ratio=1)
        expect(phone.get_by_test_id("message").last).to_be_in_viewport()
        assert not page.evaluate(WIDER_THAN_THE_SCREEN)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_clock_says_where_its_buttons_lead(page: Page, language: str) -> None:
    """The demo always begins on the same day, and each named moment is told with its date."""
    page.get_by_test_id(f"lang-{language}").click()
    expect(page.get_by_test_id("clock")).to_contain_text("2026")
    expect(page.get_by_test_id("clock")).to_contain_text("09:")
    for name, words in zip(("night", "morning", "holiday"), LEADS_TO[language], strict=True):
        button = page.get_by_test_id(f"clock-{name}")
        expect(button).to_have_attribute("title", re.compile(words))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=["laptop", "telephone"])
def test_clock_and_tour_are_not_cut_off(page: Page, language: str, screen: ViewportSize) -> None:
    """All buttons of the clock are on the screen, and so is every word of the current step."""
    page.get_by_test_id(f"lang-{language}").click()
    page.set_viewport_size(screen)
    buttons = page.locator("#clock-moves button")
    expect(buttons).to_have_count(5)
    for button in buttons.all():
        expect(button).to_be_in_viewport(ratio=1)
    for number in range(STEPS):
        step = page.get_by_test_id(f"tour-step-{number}")
        expect(step).to_have_attribute("aria-current", "step")
        expect(step).to_be_in_viewport(ratio=0.99)  # scrolled to a whole pixel
        assert not step.locator("label").evaluate(IS_CUT_OFF)
        step.locator("label").click()
    expect(page.locator(".tour-done")).to_be_visible()


def test_everybody_speaks_the_language_of_the_page(page: Page) -> None:
    """Who reads English meets an English desk on all four phones, and can go back."""
    page.get_by_test_id("lang-zh").click()
    teacher, team = Phone(page, 0), Phone(page, 2)
    teacher.offers("报修")
    page.get_by_test_id("lang-en").click()
    teacher.offers("Repair")
    team.offers("Accept", about="R-1004 ·")
    page.get_by_test_id("lang-zh").click()
    teacher.offers("报修")
    team.offers("接单", about="R-1004 ·")


def test_the_menu_of_commands_offers_what_the_desk_knows(page: Page) -> None:
    """The commands stand beside the line, with words about each."""
    phone = page.get_by_test_id("phone-1")
    phone.get_by_test_id("commands").click()
    command = phone.locator('[data-command="help"]')
    expect(command).to_contain_text("/help")
    command.click()
    expect(phone.get_by_test_id("message").filter(has_text="/help").last).to_be_visible()
