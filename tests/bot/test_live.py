"""Which answers are still worth drawing, and that little is remembered of those that never are."""

from bot.addresses import Address
from bot.live import LiveMessages


def answer(user_id: int) -> Address:
    """Return where an answer to somebody goes."""
    return Address(user_id, user_id, None, None, None, None, picture=False, live_id=1)


def test_only_the_newest_is_drawn_over_what_was_drawn_last() -> None:
    """The one in between was begun before a newer one came, and is taken away by it."""
    live, (first, second, third) = LiveMessages(), (answer(1) for _ in range(3))
    live.expect(first)
    assert not live.is_overtaken(first)
    live.expect(second)
    live.drawn(first, 7)
    live.expect(third)
    assert live.is_overtaken(second)
    assert not live.is_overtaken(third)
    assert third.live_id == 7
    live.drawn(third, 8)
    assert len(live) == 0


def test_answers_that_are_given_up_are_forgotten() -> None:
    """An answer that is never drawn leaves a note behind; an old one is drawn all the same."""
    live, first = LiveMessages(), answer(1)
    live.expect(first)
    for user_id in range(2, 20_000):
        live.expect(answer(user_id))
    assert len(live) < 10_000
    assert not live.is_overtaken(first)
    live.drawn(first, 7)
    assert len(live) < 10_000
