"""Putting right on a card what was filed: the category, the place, and then perhaps the team."""

from dataclasses import replace

import pytest

from domain.moves import Move
from domain.places import position_of
from domain.school import School
from domain.tickets import Ticket
from handlers.replies import Reply
from models import editions
from models.posts import SCREEN
from models.unit import ReadSchool, Units
from services.acts import Act
from services.moving import move
from tests.handlers.team.conftest import on_card
from tests.handlers.team.group import Group
from tests.handlers.team.test_presses import found, labels
from tests.support.clocks import StillClock
from tests.support.debts import taken
from tests.support.schools import (
    BURST,
    CAMPUS,
    COLLEAGUE,
    FOOD,
    LEAD,
    ROOM,
    small_school,
    with_own_plumbers,
)
from tests.support.tickets import NEW

DORMITORY_ROOM = "main/d/2/201"


def in_the_dormitory(document: str, version: int) -> School:
    """Return the small school, where the dormitory's own team mends its taps."""
    return with_own_plumbers(small_school(document, version))


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as this module's school."""
    return in_the_dormitory


def pressed(group: Group, reply: Reply, label: str, on: int | None = None) -> Reply:
    """Let the lead press what an answer shows."""
    assert reply.screen is not None
    buttons = [button for row in reply.screen.rows for button in row]
    return group.presses(LEAD, next(b.press for b in buttons if label in b.label), on)


def opened(group: Group, ticket: Ticket, made: Move) -> Reply:
    """Let the lead open a question by way of what is done now and then."""
    return pressed(group, group.presses(LEAD, f"t:{ticket.id}:more"), LABELS[made])


LABELS = {Move.RECLASSIFY: "更正类别", Move.RELOCATE: "更正地点"}


def test_the_service_is_chosen_and_the_present_one_is_no_trap(
    group: Group, ticket: Ticket
) -> None:
    """With one category its services are asked for at once; the ticked one is the way back."""
    asked = opened(group, ticket, Move.RECLASSIFY)
    assert labels(asked) == ["✓ 水龙头漏水", "水管爆裂", "⬅️ 返回"]
    assert any("接单" in label for label in labels(pressed(group, asked, "水龙头漏水")))

    done = pressed(group, asked, "水管爆裂")

    assert (done.toast, done.screen) == ("Category corrected: R-1001", None)
    assert found(group, ticket).service == BURST.code


def test_the_place_is_found_by_buttons(group: Group, ticket: Ticket) -> None:
    """From the building down to the room, with a way back at each step."""
    buildings = opened(group, ticket, Move.RELOCATE)
    assert labels(buildings) == ["✓ 教学楼", "宿舍楼", "📍 就选 本部", "⬅️ 返回"]
    floors = pressed(group, buildings, "教学楼")
    rooms = pressed(group, floors, "3楼")
    assert labels(rooms) == ["✓ 301", "302", "📍 就选 3楼", "⬅️ 返回"]
    assert labels(pressed(group, rooms, "返回")) == labels(floors)
    assert labels(pressed(group, pressed(group, rooms, "返回"), "返回")) == labels(buildings)

    assert pressed(group, rooms, "302").toast == "Place corrected: R-1001"
    assert found(group, ticket).place == "main/a/3/302"


def test_a_larger_place_will_do(group: Group, ticket: Ticket) -> None:
    """Nobody has to know the room."""
    floors = pressed(group, opened(group, ticket, Move.RELOCATE), "教学楼")
    pressed(group, floors, "就选")
    assert found(group, ticket).place == "main/a"


def test_another_team_is_offered_and_the_ticket_stays(group: Group, ticket: Ticket) -> None:
    """A room of the dormitory is the dormitory's; one tap hands the ticket over."""
    floors = pressed(group, opened(group, ticket, Move.RELOCATE), "宿舍楼")
    done = pressed(group, pressed(group, floors, "2楼"), "201")
    assert (done.fresh, done.about) == (True, ticket.id)
    assert "宿管组" in (done.screen.text if done.screen else "")
    assert found(group, ticket).team == "repair"

    pressed(group, done, "转派给 宿管组", on=group.holds_card(ticket.id, SCREEN))

    assert found(group, ticket).team == "dormitory"


def test_a_copy_of_the_card_becomes_the_offer(group: Group, ticket: Ticket) -> None:
    """A question on a message that nobody redraws does not stay there."""
    copy = group.holds_card(ticket.id, SCREEN)
    asked = group.presses(LEAD, f"t:{ticket.id}:relocate", on=copy)
    done = pressed(group, pressed(group, pressed(group, asked, "宿舍楼"), "2楼"), "201", copy)
    assert not done.fresh
    assert any("转派给" in label for label in labels(done))


def test_a_team_that_it_was_kept_from_is_not_offered_again(
    group: Group, ticket: Ticket, school: School
) -> None:
    """The routes would have it elsewhere before the correction and after it: people decided."""
    kept = on_card(group, school, replace(NEW, place=DORMITORY_ROOM))
    other = position_of(school, "main/d/2/202")
    done = group.presses(LEAD, f"t:{kept.id}:relocate:{school.version}:{other}")
    assert (done.toast, done.screen) == ("Place corrected: R-1002", None)


def test_a_place_is_typed_as_an_answer_to_the_card(group: Group, ticket: Ticket) -> None:
    """What is found is offered; nothing of it goes to the requester."""
    opened(group, ticket, Move.RELOCATE)
    assert "No" in text_of(group.says(LEAD, "909", to=group.card_id))

    answer = group.says(LEAD, "宿舍201", to=group.card_id)

    assert labels(answer) == ["201 · 宿舍楼", "⬅️ 返回"]
    assert pressed(group, answer, "201", group.card_id).toast == "Place corrected: R-1001"
    assert found(group, ticket).place == DORMITORY_ROOM
    assert "relay" not in kinds(group)


def text_of(reply: Reply) -> str:
    """Return what an answer says."""
    return reply.screen.text if reply.screen else ""


def kinds(group: Group) -> list[str]:
    """Return what is owed, by kind."""
    with group.units.open() as unit:
        return [debt.kind for debt in taken(unit)]


def test_only_who_was_asked_is_heard(group: Group, ticket: Ticket) -> None:
    """An answer of anybody else goes to the requester, as ever."""
    opened(group, ticket, Move.RELOCATE)
    group.says(COLLEAGUE, "302", to=group.card_id)
    assert "relay" in kinds(group)


def test_an_answer_is_for_the_requester_when_the_question_is_gone(
    group: Group, ticket: Ticket, clock: StillClock
) -> None:
    """It was left, it was answered, the card was drawn anew, or it is long ago."""
    opened(group, ticket, Move.RELOCATE)
    group.presses(LEAD, f"t:{ticket.id}:card")
    group.says(LEAD, "302", to=group.card_id)
    assert "relay" in kinds(group)

    opened(group, ticket, Move.RELOCATE)
    with group.units.open() as unit:
        move(unit, Act(ticket.id, Move.ACCEPT, COLLEAGUE))
    group.says(LEAD, "302", to=group.card_id)
    assert "relay" in kinds(group)

    opened(group, ticket, Move.RELOCATE)
    clock.forward(minutes=11)
    group.says(LEAD, "302", to=group.card_id)
    assert "relay" in kinds(group)


def moved_campus(_: str, version: int) -> School:
    """Return the small school, in whose second edition the dormitory comes first."""
    school = small_school(_, version)
    turned = replace(CAMPUS, children=CAMPUS.children[::-1])
    return school if version == 1 else replace(school, campuses=(turned,))


def test_an_old_button_means_the_place_that_it_showed(
    database_url: str, clock: StillClock
) -> None:
    """The ticket keeps its edition, so its buttons stay right; those of another are refused."""
    units = Units.connect(database_url, clock.now, moved_campus)
    group = Group(units)
    with units.open() as unit:
        school = editions.add(unit, "first", "first")
    ticket = on_card(group, school, NEW)
    with units.open() as unit:
        newer = editions.add(unit, "second", "second")
    wanted = position_of(school, DORMITORY_ROOM)
    assert wanted != position_of(newer, DORMITORY_ROOM)

    refused = group.presses(LEAD, f"t:{ticket.id}:relocate:2:{wanted}")
    assert (refused.alert, found(group, ticket).place) == (True, ROOM)
    group.presses(LEAD, f"t:{ticket.id}:relocate:1:{wanted}")
    assert found(group, ticket).place == DORMITORY_ROOM
    units.close()


def test_forged_words(group: Group, ticket: Ticket) -> None:
    """Whatever a button cannot carry is refused in a sentence, and so is who may not."""
    for words in (
        "among",
        "among:FOD",
        "inside",
        "inside:1",
        "inside:1:x",
        "inside:1:999",
        "inside:9:1",
        "relocate:1",
        "relocate:1:-1",
        f"relocate:1:{10**20}",
        f"relocate:{ROOM}",
        f"reclassify:{FOOD.code}",
        "reclassify:GONE-1",
    ):
        reply = group.presses(LEAD, f"t:{ticket.id}:{words}")
        assert reply.alert, words
        assert reply.screen is None, words
    for verb in ("reclassify", "relocate", "among:WTR", "inside:1:0"):
        assert group.presses(COLLEAGUE, f"t:{ticket.id}:{verb}").alert
    assert found(group, ticket).version == ticket.version


def test_the_priority_is_of_the_ticket_s_edition(database_url: str, clock: StillClock) -> None:
    """The edition in force has two priorities; a ticket filed before it has four."""
    units = Units.connect(database_url, clock.now, with_fewer_priorities)
    group = Group(units)
    with units.open() as unit:
        school = editions.add(unit, "first", "first")
    ticket = on_card(group, school, NEW)
    with units.open() as unit:
        editions.add(unit, "second", "second")
    assert (
        len(labels(group.presses(LEAD, f"t:{ticket.id}:prioritise")))
        == len(small_school("", 1).priorities) + 1
    )
    units.close()


def with_fewer_priorities(_: str, version: int) -> School:
    """Return the small school, whose second edition knows two priorities."""
    school = small_school(_, version)
    kept = {rank: school.priorities[rank] for rank in (1, 2)}
    return school if version == 1 else replace(school, priorities=kept)
