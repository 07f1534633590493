"""The words in which the life of a ticket is told: moves, parts, and what a move asks for."""

from __future__ import annotations

from enum import StrEnum


class Move(StrEnum):
    """What can happen to a ticket."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    ARRIVE = "arrive"
    HOLD = "hold"
    RESUME = "resume"
    DONE = "done"
    CONFIRM = "confirm"
    NOT_FIXED = "not_fixed"
    RATE = "rate"
    CANCEL = "cancel"
    TRANSFER = "transfer"
    RELEASE = "release"
    REOPEN = "reopen"
    CLOSE = "close"
    SAY = "say"
    PRIORITISE = "prioritise"
    RECLASSIFY = "reclassify"
    RELOCATE = "relocate"
    RECOMPUTE = "recompute"
    EXTEND = "extend"
    ANNUL = "annul"
    APPOINT = "appoint"
    AGREE = "agree"
    BACKDATE = "backdate"
    REJECT = "reject"
    EXPLAIN = "explain"
    EXCUSE = "excuse"
    RETRACT = "retract"
    MERGE = "merge"
    ABSORB = "absorb"
    ASSIGN = "assign"
    FOLLOW = "follow"
    MUTE = "mute"


class Role(StrEnum):
    """What a person is to one ticket."""

    REQUESTER = "requester"
    WORKER = "worker"
    ASSIGNEE = "assignee"
    LEAD = "lead"
    DISPATCHER = "dispatcher"
    MANAGER = "manager"
    HEAD = "head"
    SYSTEM = "system"


class Ask(StrEnum):
    """What must be said with a move before it can be made."""

    NOTHING = "nothing"
    REASON = "reason"
    TEAM = "team"
    STARS = "stars"
    PROOF = "proof"
    PRIORITY = "priority"
    SERVICE = "service"
    PLACE = "place"
    PAUSE = "pause"
    TICKET = "ticket"
    ASSIGNEE = "assignee"
    SLOT = "slot"
    DATE = "date"
    TIME = "time"
    CORRECTION = "correction"
    DAYS = "days"
