"""Chats: known by both ids after a move, left alone for as long as Telegram asked."""

from datetime import timedelta

from models import chats, outbox
from models.outbox import Owed
from models.unit import Units
from tests.support.clocks import StillClock
from tests.support.debts import taken

GROUP, SUPERGROUP, LATER = -100, -(2**52), -(2**51)


def test_a_chat_that_never_moved_is_itself(units: Units) -> None:
    """Nothing has to be known of a chat to speak to it."""
    with units.open() as unit:
        assert chats.address(unit, GROUP) == GROUP
        assert chats.former(unit, GROUP) == GROUP


def test_a_group_is_known_by_both_ids_after_its_move(units: Units) -> None:
    """What is owed moves too, and school.yaml may go on naming the old id."""
    with units.open() as unit:
        outbox.owe(unit, Owed("note", GROUP, None, {}))
        chats.move(unit, GROUP, SUPERGROUP)

        assert chats.address(unit, GROUP) == SUPERGROUP
        assert chats.former(unit, SUPERGROUP) == GROUP
        assert [debt.chat_id for debt in taken(unit)] == [SUPERGROUP]


def test_a_second_move_leads_from_the_first_id(units: Units) -> None:
    """The id in school.yaml always leads to where the group is today."""
    with units.open() as unit:
        chats.move(unit, GROUP, SUPERGROUP)
        chats.move(unit, SUPERGROUP, LATER)

        assert chats.address(unit, GROUP) == LATER


def test_a_chat_is_quiet_until_its_moment(units: Units, clock: StillClock) -> None:
    """Afterwards it is a chat like any other."""
    until = clock.now() + timedelta(seconds=30)
    with units.open() as unit:
        chats.note(unit, GROUP, quiet_until=until)
        assert chats.quiet(unit) == {GROUP: until}
    clock.forward(seconds=30)
    with units.open() as unit:
        assert chats.quiet(unit) == {}


def test_one_fact_does_not_wipe_out_another(units: Units, clock: StillClock) -> None:
    """A chat that moved and is then told to be quiet has still moved."""
    with units.open() as unit:
        chats.note(unit, GROUP, moved_to=SUPERGROUP)
        chats.note(unit, GROUP, quiet_until=clock.now() + timedelta(seconds=1))

        assert chats.address(unit, GROUP) == SUPERGROUP
