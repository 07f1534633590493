"""What people are told by messages of their own: news, alarms, reminders."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from domain.facts import Card
from domain.ladders import Recipient
from domain.moves import Move, Role
from locales import Text
from tests.views.samples import (
    AGAIN,
    AGREED,
    AGREED_SLOT,
    APPOINTED,
    ASSIGNED,
    BY_MONDAY,
    CANCELLED,
    CLOSED,
    COMPLAINT,
    DATED,
    DONE,
    EMERGENCY,
    GIVEN,
    LINES,
    MERGED,
    NAMED,
    NEW,
    NOW,
    PICTURED,
    RATED,
    SLOT,
    WAITING,
    WITH_BORIS,
    event,
)
from tests.views.school import SCHOOL, at
from views import (
    alarms,
    notices,
)
from views.screens import Screen
from views.summaries import summary

Draw = Callable[[Text], Screen]

_NEXT_DAY = at("2026-09-18 09:00")


def _notice(card: Card, move: Move, role: Role = Role.ASSIGNEE, **facts: str) -> Draw:
    told = event(move, role, **facts)
    return lambda text: notices.notice(card, told, SCHOOL, NOW, text)


def _team_notice(card: Card, move: Move, role: Role = Role.REQUESTER, **facts: str | int) -> Draw:
    told = event(move, role, **facts)
    return lambda text: notices.team_notice(card, told, SCHOOL, text)


def _alarm(card: Card, clock: int, recipient: Recipient, *, late: bool) -> Draw:
    told = alarms.Alarm(card, card.clocks[clock], recipient)
    moment = _NEXT_DAY if late else NOW
    return lambda text: alarms.alarm(told, SCHOOL, moment, text)


def _assignment(card: Card, moment: datetime = NOW) -> Draw:
    return lambda text: notices.assignment(card, ASSIGNED, SCHOOL, moment, text)


NOTICES: dict[str, Draw] = {
    "notice-accept": _notice(WITH_BORIS, Move.ACCEPT, Role.WORKER),
    "notice-arrive": _notice(WITH_BORIS, Move.ARRIVE),
    "notice-hold": _notice(WAITING, Move.HOLD, reason="parts"),
    "notice-hold-you": _notice(WAITING, Move.HOLD, reason="requester"),
    "notice-hold-contact": _notice(DATED, Move.HOLD, reason="parts", contact="2026-09-18"),
    "notice-extend": _notice(WAITING, Move.EXTEND, Role.LEAD, reason="parts"),
    "notice-annul": _notice(WITH_BORIS, Move.ANNUL, Role.MANAGER, reason="parts"),
    "team-notice-extend": _team_notice(WAITING, Move.EXTEND, Role.LEAD, reason="parts"),
    "team-notice-annul": _team_notice(WITH_BORIS, Move.ANNUL, Role.MANAGER, reason="parts"),
    "contact-due": lambda text: notices.contact_due(DATED, SCHOOL, text),
    "notice-resume": _notice(WITH_BORIS, Move.RESUME),
    "notice-release": _notice(NEW, Move.RELEASE, Role.ASSIGNEE),
    "notice-transfer": _notice(NEW, Move.TRANSFER, Role.LEAD, team="power"),
    "notice-done": _notice(DONE, Move.DONE),
    "notice-cancel": _notice(CANCELLED, Move.CANCEL, Role.MANAGER),
    "notice-reopen": _notice(NEW, Move.REOPEN, Role.MANAGER),
    "notice-prioritise": _notice(WITH_BORIS, Move.PRIORITISE, Role.LEAD),
    "notice-reclassify": _notice(NEW, Move.RECLASSIFY, Role.LEAD),
    "notice-relocate": _notice(WAITING, Move.RELOCATE, Role.DISPATCHER),
    "notice-close": _notice(CLOSED, Move.CLOSE, Role.SYSTEM),
    "notice-assign": _notice(GIVEN, Move.ASSIGN, Role.LEAD, name="张师傅"),
    "assignment-accept": _assignment(NAMED),
    "assignment-go-on": _assignment(GIVEN),
    "assignment-late": _assignment(GIVEN, _NEXT_DAY),
    "team-notice-assign": lambda text: notices.team_notice(NAMED, ASSIGNED, SCHOOL, text),
    "alarm-ack-late-named": _alarm(NAMED, 0, Recipient.LEAD, late=True),
    "notice-merge": _notice(MERGED, Move.MERGE, Role.LEAD, into="R-1042"),
    "notice-merged-accept": _notice(MERGED, Move.ACCEPT, Role.WORKER),
    "notice-merged-done": _notice(replace(MERGED, parent=DONE), Move.DONE),
    "notice-merged-not-fixed": _notice(
        replace(MERGED, parent=AGAIN), Move.NOT_FIXED, Role.REQUESTER
    ),
    "notice-merged-cancel": _notice(
        replace(MERGED, parent=CANCELLED), Move.CANCEL, Role.REQUESTER
    ),
    "notice-merged-reopen": _notice(replace(MERGED, parent=NEW), Move.REOPEN, Role.REQUESTER),
    "notice-merged-close": _notice(replace(MERGED, parent=CLOSED), Move.CLOSE, Role.SYSTEM),
    "notice-merged-changed": _notice(MERGED, Move.RELOCATE, Role.LEAD, place="main/gate"),
    "team-notice-confirm": _team_notice(RATED, Move.CONFIRM),
    "team-notice-not-fixed": _team_notice(AGAIN, Move.NOT_FIXED),
    "team-notice-cancel": _team_notice(CANCELLED, Move.CANCEL),
    "team-notice-reopen": _team_notice(NEW, Move.REOPEN),
    "team-notice-release": _team_notice(NEW, Move.RELEASE, Role.ASSIGNEE),
    "team-notice-resume": _team_notice(PICTURED, Move.RESUME, Role.SYSTEM),
    "team-notice-rate": _team_notice(RATED, Move.RATE, stars=4),
    "notice-appoint": _notice(APPOINTED, Move.APPOINT, Role.ASSIGNEE, **SLOT),
    "notice-appoint-off": _notice(WITH_BORIS, Move.APPOINT),
    "team-notice-appoint": _team_notice(APPOINTED, Move.APPOINT, Role.REQUESTER, **SLOT),
    "team-notice-appoint-off": _team_notice(WITH_BORIS, Move.APPOINT),
    "team-notice-resume-slot": _team_notice(APPOINTED, Move.RESUME, Role.SYSTEM, **SLOT),
    "slot-begins": lambda text: notices.slot_begins(APPOINTED, SCHOOL, text),
    "slot-apology": lambda text: notices.apology(APPOINTED, AGREED_SLOT, SCHOOL, text),
    "alarm-appointment-soon": _alarm(APPOINTED, 1, Recipient.ASSIGNEE, late=False),
    "alarm-appointment-late": lambda text: alarms.alarm(
        alarms.Alarm(APPOINTED, APPOINTED.clocks[1], Recipient.LEAD),
        SCHOOL,
        at("2026-09-18 16:05"),
        text,
    ),
    "notice-mute": _notice(WITH_BORIS, Move.MUTE, Role.LEAD, **BY_MONDAY),
    "notice-mute-off": _notice(WITH_BORIS, Move.MUTE, Role.LEAD),
    "notice-agree": _notice(AGREED, Move.AGREE, Role.LEAD, **BY_MONDAY),
    "alarm-agreed-soon": _alarm(AGREED, 0, Recipient.ASSIGNEE, late=True),
    "alarm-agreed-late": lambda text: alarms.alarm(
        alarms.Alarm(AGREED, AGREED.clocks[0], Recipient.MANAGER),
        SCHOOL,
        at("2026-09-22 09:00"),
        text,
    ),
    "summary": lambda text: summary(23, LINES, SCHOOL, NOW, text),
    "summary-long": lambda text: summary(
        40, [replace(line, overdue=n > 15) for n, line in enumerate(LINES * 9)], SCHOOL, NOW, text
    ),
    "unrouted": lambda text: notices.unrouted(NEW, SCHOOL, text),
    "relay-to-requester": lambda text: notices.relay_to_requester(
        WITH_BORIS, "张师傅", "下午两点过来，方便吗？", text
    ),
    "relay-to-requester-edited": lambda text: notices.relay_to_requester(
        WITH_BORIS, notices.corrected_by("张师傅", text), "改为三点过来，方便吗？", text
    ),
    "relay-to-team-edited": lambda text: notices.relay_to_team(
        WITH_BORIS, "方便，我在 302。", text, edited=True
    ),
    "relay-to-team": lambda text: notices.relay_to_team(WITH_BORIS, "方便，我在 301。", text),
    "alarm-ack-soon": _alarm(NEW, 0, Recipient.GROUP, late=False),
    "alarm-ack-late": _alarm(NEW, 0, Recipient.LEAD, late=True),
    "alarm-ack-late-on-call": _alarm(EMERGENCY, 0, Recipient.ON_CALL, late=True),
    "alarm-resolve-soon": _alarm(WITH_BORIS, 0, Recipient.ASSIGNEE, late=False),
    "alarm-resolve-late": _alarm(WITH_BORIS, 0, Recipient.MANAGER, late=True),
    "alarm-reply-late": _alarm(COMPLAINT, 1, Recipient.HEAD, late=True),
    "alarm-skipped": lambda text: alarms.alarm(
        alarms.Alarm(NEW, NEW.clocks[0], Recipient.DISPATCHER, skipped=3), SCHOOL, _NEXT_DAY, text
    ),
}
