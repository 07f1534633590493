"""The whole tour of the demo, in a real browser."""

from playwright.sync_api import Page, expect

from tests.web.tour import Tour


def test_the_tour_can_be_played_as_it_is_told(page: Page) -> None:
    """File, hold, leave one alone, pass a night and a holiday, go on, rate: all is drawn."""
    tour = Tour(page)
    for number, step in enumerate(tour.steps, start=1):
        step()
        tour.ticks(number)
    expect(page.get_by_text("您已走完一张工单的一生")).to_be_visible()
