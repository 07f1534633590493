"""What a press on a card draws, and who wins when two press at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.sql.dml import Update

from domain.moves import Move
from domain.school import School
from domain.tickets import HoldReason, Status, Ticket
from handlers.replies import Reply
from models import editions, tickets
from models.posts import SCREEN
from models.unit import Unit, Units
from services.acts import Act
from services.moving import move
from services.people import choose_language, person_for
from tests.handlers.team.conftest import on_card
from tests.handlers.team.group import Group
from tests.services.people import files
from tests.support.clocks import StillClock
from tests.support.databases import PostgresServer
from tests.support.debts import taken
from tests.support.schools import (
    COLLEAGUE,
    DISPATCH_CHAT,
    DISPATCHER,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
    small_school,
)
from tests.support.tickets import NEW
from tests.views.reading import shown

STRANGER = 4711


def labels(reply: Reply) -> list[str]:
    """Return what the buttons of an answer say."""
    assert reply.screen is not None
    return [button.label for row in reply.screen.rows for button in row]


def made(group: Group, ticket: Ticket, user_id: int, *moves: Move) -> None:
    """Move the ticket without the group."""
    with group.units.open() as unit:
        for each in moves:
            move(unit, Act(ticket.id, each, user_id))


def found(group: Group, ticket: Ticket) -> Ticket:
    """Return the ticket as it stands."""
    with group.units.open() as unit:
        return tickets.find(unit, ticket.id) or ticket


def test_a_move_is_a_toast_and_owes_a_card(group: Group, ticket: Ticket) -> None:
    """The live card is redrawn by delivery; the press itself answers in a few words."""
    reply = group.presses(WORKER, f"t:{ticket.id}:accept")

    assert (reply.toast, reply.screen) == ("Accepted: R-1001", None)
    with group.units.open() as unit:
        owed = taken(unit)
    assert [(debt.kind, debt.chat_id) for debt in owed] == [
        ("card", REPAIR_CHAT),
        ("notice", ticket.requester_id),
    ]


def test_a_card_explains_nothing(group: Group, ticket: Ticket) -> None:
    """It has no button for that, and a forged one is refused: there is ``/why``."""
    assert "时限怎么算" not in "".join(labels(group.presses(WORKER, f"t:{ticket.id}:show")))
    reply = group.presses(WORKER, f"t:{ticket.id}:why")
    assert (reply.screen, reply.alert) == (None, True)


def test_everybody_is_toasted_in_their_own_language(group: Group, ticket: Ticket) -> None:
    """The group is Chinese; a worker who chose Russian reads Russian in toasts only."""
    with group.units.open() as unit:
        choose_language(unit, person_for(unit, LEAD, "Zhao"), "ru")
    group.presses(LEAD, f"t:{ticket.id}:accept")
    reply = group.presses(LEAD, f"t:{ticket.id}:hold")

    assert "为什么暂停" in (reply.screen.text if reply.screen else "")
    assert group.presses(LEAD, f"t:{ticket.id}:hold:parts").toast == "Пауза: R-1001"


def test_hold_asks_for_the_reason(group: Group, ticket: Ticket) -> None:
    """The card asks, has a way back, and keeps the reason that was tapped."""
    made(group, ticket, WORKER, Move.ACCEPT)
    asked = group.presses(WORKER, f"t:{ticket.id}:hold")
    assert len(labels(asked)) == len(HoldReason) + 1
    back = group.presses(WORKER, f"t:{ticket.id}:card")
    assert any("完成" in label for label in labels(back))

    group.presses(WORKER, f"t:{ticket.id}:hold:parts")

    assert found(group, ticket).hold_reason is HoldReason.PARTS


def test_a_hold_asks_when_the_requester_hears_of_it(group: Group, ticket: Ticket) -> None:
    """The reason leads to a day, the day makes the hold; another reason may follow."""
    made(group, ticket, WORKER, Move.ACCEPT)
    asked = group.presses(WORKER, f"t:{ticket.id}:hold:requester")
    assert "什么时候再联系提交人" in (asked.screen.text if asked.screen else "")
    assert labels(asked)[:-1] == [
        "11月24日 周二",
        "11月25日 周三",
        "11月26日 周四",
        "11月30日 周一",
    ]
    assert found(group, ticket).status is Status.ACCEPTED

    group.presses(WORKER, f"t:{ticket.id}:hold:requester:2026-11-26")
    assert found(group, ticket).contact_on == date(2026, 11, 26)
    again = group.presses(WORKER, f"t:{ticket.id}:hold")
    assert len(labels(again)) == len(HoldReason)
    assert group.presses(WORKER, f"t:{ticket.id}:hold:requester").alert
    group.presses(WORKER, f"t:{ticket.id}:hold:parts")
    assert found(group, ticket).hold_reason is HoldReason.PARTS


def test_the_lead_extends_on_the_card(group: Group, ticket: Ticket) -> None:
    """What is done now and then stands behind a button; a worker cannot do it."""
    made(group, ticket, WORKER, Move.ACCEPT)
    group.presses(WORKER, f"t:{ticket.id}:hold:parts")
    assert "⏭ 延长暂停" in labels(group.presses(LEAD, f"t:{ticket.id}:more"))
    assert group.presses(WORKER, f"t:{ticket.id}:extend").alert
    assert group.presses(LEAD, f"t:{ticket.id}:extend").toast == "Pause extended: R-1001"


def test_a_manager_chooses_the_pause_to_annul(group: Group) -> None:
    """The ticket goes on when it is the one that lasts."""
    ticket = files(group.units)
    made(group, ticket, WORKER, Move.ACCEPT)
    assert group.presses(MANAGER, f"t:{ticket.id}:annul").alert
    group.presses(WORKER, f"t:{ticket.id}:hold:parts")
    asked = group.presses(MANAGER, f"t:{ticket.id}:annul")
    assert labels(asked)[0] == "今天 09:00 · 等配件"
    assert asked.screen is not None
    group.presses(MANAGER, asked.screen.rows[0][0].press)
    assert found(group, ticket).status is Status.ACCEPTED


def test_a_question_is_only_for_those_who_may_answer(group: Group, ticket: Ticket) -> None:
    """A colleague cannot turn somebody else's card into a question."""
    made(group, ticket, WORKER, Move.ACCEPT)

    assert group.presses(COLLEAGUE, f"t:{ticket.id}:hold").screen is None
    assert group.presses(COLLEAGUE, f"t:{ticket.id}:sure-cancel").screen is None
    assert group.presses(STRANGER, f"t:{ticket.id}:transfer").alert


def test_transfer_asks_for_the_team(group: Group, ticket: Ticket) -> None:
    """Every other team is offered; afterwards this group's buttons are not for the ticket."""
    asked = group.presses(WORKER, f"t:{ticket.id}:transfer")
    assert labels(asked)[:2] == ["宿管组", "后勤调度"]

    group.presses(WORKER, f"t:{ticket.id}:transfer:dormitory")

    assert found(group, ticket).team == "dormitory"
    assert "no such ticket" in group.presses(DISPATCHER, f"t:{ticket.id}:accept").toast
    assert found(group, ticket).status is Status.NEW


def test_a_duplicate_is_merged_on_its_card(group: Group, ticket: Ticket, school: School) -> None:
    """The others of the team are offered; only who may merge is asked."""
    again = on_card(group, school, NEW)
    asked = group.presses(LEAD, f"t:{again.id}:merge")
    assert labels(asked) == ["R-1001 · 301 · 教学楼 · 水龙头漏水", "⬅️ 返回"]
    assert group.presses(COLLEAGUE, f"t:{again.id}:merge").screen is None

    reply = group.presses(LEAD, f"t:{again.id}:merge:{ticket.id}")

    assert reply.toast == "Merged: R-1002"
    assert found(group, again).merged_into == ticket.id
    assert group.presses(LEAD, f"t:{again.id}:accept", on=1).alert


def test_a_lead_gives_it_to_somebody(group: Group, ticket: Ticket) -> None:
    """The team's people are offered by name; a worker is not asked."""
    asked = group.presses(LEAD, f"t:{ticket.id}:assign")
    assert sorted(labels(asked)[:-1]) == sorted(["李师傅", "王师傅", "赵组长"])
    assert group.presses(WORKER, f"t:{ticket.id}:assign").screen is None

    reply = group.presses(LEAD, f"t:{ticket.id}:assign:{COLLEAGUE}")

    assert reply.toast == "Assigned: R-1001"
    named = found(group, ticket)
    assert (named.status, named.assignee_id) == (Status.NEW, COLLEAGUE)
    assert "taken" not in group.presses(WORKER, f"t:{ticket.id}:accept").toast
    assert found(group, ticket).holder_id == WORKER


def test_forged_choices(group: Group, ticket: Ticket) -> None:
    """Whatever a button cannot carry is refused in a sentence."""
    made(group, ticket, WORKER, Move.ACCEPT)
    for data in (
        f"t:{ticket.id}:hold:holiday",
        f"t:{ticket.id}:transfer:nobody",
        f"t:{ticket.id}:transfer:repair",
        f"t:{ticket.id}:merge:{ticket.id}",
        f"t:{ticket.id}:merge:٣",
        f"t:{ticket.id}:assign:{COLLEAGUE}",
        f"t:{ticket.id}:submit",
        f"t:{ticket.id}:say",
        f"t:{10**12}:accept",
        "t",
        "m:home",
        "",
    ):
        reply = group.presses(WORKER, data or "nonsense")
        assert reply.toast
        assert reply.alert
    assert found(group, ticket).status is Status.ACCEPTED


def test_a_copy_of_the_card_is_drawn_as_it_stands(group: Group, ticket: Ticket) -> None:
    """Delivery keeps one card up to date; a copy that somebody asked for follows its press."""
    copy = group.holds_card(ticket.id, SCREEN)
    reply = group.presses(WORKER, f"t:{ticket.id}:accept", on=copy)

    assert any("完成" in label for label in labels(reply))


def test_an_old_card_is_redrawn_by_the_press_that_came_too_late(
    group: Group, ticket: Ticket
) -> None:
    """The refusal names the winner, and the card shows what is true; an alarm stays an alarm."""
    card = group.card_id
    alarm = group.holds_card(ticket.id, "notice")
    made(group, ticket, WORKER, Move.ACCEPT)

    late = group.presses(COLLEAGUE, f"t:{ticket.id}:accept", on=card)

    assert (late.toast, late.alert) == ("王师傅 has already accepted it.", True)
    assert not any("接单" in label for label in labels(late))
    assert group.presses(COLLEAGUE, f"t:{ticket.id}:accept", on=alarm).screen is None


def test_show_puts_the_card_below(group: Group, ticket: Ticket) -> None:
    """A ticket of a list or an alarm is shown at the bottom, as a message about it."""
    reply = group.presses(WORKER, f"t:{ticket.id}:show")

    assert reply.fresh
    assert reply.about == ticket.id
    assert "Anna <b>" in shown(reply.screen.text if reply.screen else "")


def test_no_ticket_is_shown_in_another_team_s_group(
    units: Units, group: Group, ticket: Ticket
) -> None:
    """Not even to a manager: everybody there reads along."""
    elsewhere = Group(units, DISPATCH_CHAT)

    assert elsewhere.presses(MANAGER, f"t:{ticket.id}:show", on=1).screen is None
    assert elsewhere.presses(MANAGER, f"t:{ticket.id}:cancel", on=1).alert
    assert found(group, ticket).status is Status.NEW


def test_two_accept_at_once(group: Group, ticket: Ticket) -> None:
    """One wins, the other is told who."""
    start = Barrier(2)

    def press(user_id: int) -> str:
        start.wait()
        return group.presses(user_id, f"t:{ticket.id}:accept").toast

    with ThreadPoolExecutor(2) as pool:
        toasts = list(pool.map(press, (WORKER, COLLEAGUE)))

    winner = found(group, ticket).assignee_id
    name = {WORKER: "王师傅", COLLEAGUE: "李师傅"}[winner or 0]
    assert sorted(toasts) == sorted(["Accepted: R-1001", f"{name} has already accepted it."])


class Meeting(Unit):
    """A unit that changes no ticket before another one wants to as well."""

    barrier: Barrier

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:  # noqa: ANN401  as Unit's
        """Wait before the first change of a ticket."""
        if isinstance(statement, Update) and getattr(statement.table, "name", "") == "ticket":
            self.barrier.wait()
        return super().execute(statement, values)


def test_both_have_read_before_either_writes(
    postgresql: PostgresServer, clock: StillClock
) -> None:
    """Two processes on PostgreSQL find the ticket free; the loser still learns who won."""
    with postgresql.fresh() as url:
        units = Units.connect(url, clock.now, small_school)
        group = Group(units)
        with units.open() as unit:
            school = editions.add(unit, "small", "small")
        ticket = on_card(group, school, NEW)
        barrier = Barrier(2)

        def press(user_id: int) -> str:
            with units.open() as unit:
                meeting = Meeting(unit.native, unit.now, unit.editions)
                meeting.barrier = barrier
                return group.heard(meeting, group.press(user_id, f"t:{ticket.id}:accept")).toast

        with ThreadPoolExecutor(2) as pool:
            toasts = list(pool.map(press, (WORKER, COLLEAGUE)))
        units.close()
    assert sum("Accepted" in toast for toast in toasts) == 1
    assert sum("师傅 has already accepted it." in toast for toast in toasts) == 1


def test_a_visit_is_agreed_on_the_card(group: Group, ticket: Ticket) -> None:
    """Whoever accepted asks the requester and chooses day and time on the card."""
    group.presses(WORKER, f"t:{ticket.id}:accept")
    more = group.presses(WORKER, f"t:{ticket.id}:more").screen
    assert more is not None
    assert f"t:{ticket.id}:appoint" in [each.press for row in more.rows for each in row]
    days = group.presses(WORKER, f"t:{ticket.id}:appoint").screen
    assert days is not None
    assert "哪天上门方便" in days.text
    slots = group.presses(WORKER, f"t:{ticket.id}:appoint:20261124").screen
    assert slots is not None
    assert "14:00–16:00" in [each.label for row in slots.rows for each in row]
    assert group.presses(WORKER, f"t:{ticket.id}:appoint:20261124:1400").toast
    assert "for somebody else" in group.presses(COLLEAGUE, f"t:{ticket.id}:appoint").toast


def test_a_lead_agrees_on_a_date_on_the_card(group: Group, ticket: Ticket) -> None:
    """A worker may not; the lead chooses among the closes of working days."""
    assert "for somebody else" in group.presses(WORKER, f"t:{ticket.id}:agree").toast
    dates = group.presses(LEAD, f"t:{ticket.id}:agree").screen
    assert dates is not None
    assert f"t:{ticket.id}:agree:20261130" in [each.press for row in dates.rows for each in row]
    assert group.presses(LEAD, f"t:{ticket.id}:agree:20261130").toast == "Date agreed: R-1001"
    gone = group.presses(LEAD, f"t:{ticket.id}:agree:20261128")
    assert "cannot be agreed on" in gone.toast
