"""The whole tour of the demo, in a real browser."""

from playwright.sync_api import Page, expect

from tests.web.tour import Tour


def test_the_tour_can_be_played_as_it_is_told(page: Page) -> None:
    """File, accept, talk, finish, rate, let one go overdue, read the digest: all is drawn."""
    tour = Tour(page)
    tour.files()
    tour.ticks(1)
    tour.accepts()
    tour.refuses_another()
    tour.ticks(2)
    tour.asks_and_answers()
    tour.ticks(3)
    tour.finishes()
    tour.rates()
    tour.ticks(4)
    tour.leaves_one_alone()
    tour.ticks(5)
    tour.climbs_to_the_principal()
    tour.ticks(6)
    tour.reads_the_digest()
    tour.ticks(7)
    expect(page.get_by_text("您已走完一张工单的一生")).to_be_visible()
