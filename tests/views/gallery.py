"""Every screen of the desk in every state that looks different: for snapshots and checks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from domain.alerts import Alert
from domain.drafts import Draft
from domain.facts import Card, Line
from domain.moves import Move, Role
from domain.offering import rarely
from domain.places import find_rooms, path
from domain.tickets import Kind, Status
from locales import Text
from tests.views.backdates import BACKDATES
from tests.views.lateness import LATENESS
from tests.views.messages import NOTICES
from tests.views.reasons import WHY
from tests.views.samples import (
    AGAIN,
    AGAIN_FILED,
    AGREED,
    ANNA,
    APPOINTED,
    CANCELLED,
    CLOSED,
    COMPLAINT,
    CORRECTED,
    DATED,
    DONE,
    EMERGENCY,
    FIGURES,
    FILED,
    GIVEN,
    GONE,
    HISTORY,
    LINES,
    MERGED,
    MERGES,
    MISSED,
    MUTES,
    NAMED,
    NEW,
    NIGHT,
    NOW,
    PARENT,
    PICTURED,
    QUIET,
    RAISED,
    RATED,
    RETURNS,
    TICKET,
    WAITING,
    WAITS,
    WITH_BORIS,
    YOURS,
    event,
    line,
)
from tests.views.school import PEOPLE, POWER, SCHOOL, SECOND_CAMPUS, at
from tests.views.stories import FINISHED, OWN
from tests.views.years import YEARS
from views import (
    cards,
    choices,
    corrections,
    dates,
    digest,
    forms,
    offers,
    pausing,
    queues,
    records,
    staff,
    tickets,
    welcome,
)
from views.alerts import alert
from views.screens import Screen
from views.tickets import Story
from views.why import in_place

Draw = Callable[[Text], Screen]

_TEN_PM = at("2026-09-16 22:10")
_NEXT_DAY = at("2026-09-18 09:00")
_EMPTY = Draft(Kind.REPAIR)
_LIGHT = replace(_EMPTY, category="ELE", service="ELE-01")
_PLACED = replace(_LIGHT, place="main/a/3/301", place_done=True)
_WORDED = replace(_PLACED, words="左边第二盏灯一直闪。")
_LOCK = replace(_WORDED, category="FUR", service="FUR-01")
_SENT = replace(_EMPTY, words="301 的灯 <b>一直</b>闪 & 很暗。")
_COMPLAINT = Draft(Kind.COMPLAINT, category="CMP", service="CMP-01")
_ACCEPTED = replace(COMPLAINT, ticket=replace(COMPLAINT.ticket, status=Status.ACCEPTED))
_TWO_CAMPUSES = replace(SCHOOL, campuses=(*SCHOOL.campuses, SECOND_CAMPUS))


def _form(draft: Draft, page: int = 0) -> Draw:
    return lambda text: forms.draw(draft, SCHOOL, ANNA, text, page)


def _card(card: Card, moment: datetime = NOW) -> Draw:
    return lambda text: cards.card(card, SCHOOL, moment, text)


def _inside(card: Card, code: str = "main/a/3", page: int = 0) -> Draw:
    at = (path(SCHOOL, code)[-1], page)
    return lambda text: corrections.inside(card, at, SCHOOL, NOW, text)


WELCOME: dict[str, Draw] = {
    "welcome-language": lambda _: welcome.choose_language(),
    "welcome-who": lambda text: welcome.who_are_you(text, ANNA.name),
    "welcome-menu": lambda text: welcome.menu(text, SCHOOL),
    "welcome-help": lambda text: welcome.help_screen(text, SCHOOL),
    "welcome-number": lambda text: welcome.number(text, 2011),
    "welcome-group": lambda text: welcome.group_hello(text, -1001234567890),
}

FORMS: dict[str, Draw] = {
    "form-category": _form(_EMPTY),
    "form-service": _form(replace(_EMPTY, category="ELE")),
    "form-emergency": _form(replace(_EMPTY, category="EMG")),
    "form-place": _form(_LIGHT),
    "form-place-two-campuses": lambda text: forms.draw(
        _LIGHT, _TWO_CAMPUSES, replace(ANNA, last_place=""), text
    ),
    "form-place-floors": _form(replace(_LIGHT, place="main/a")),
    "form-place-rooms": _form(replace(_LIGHT, place="main/a/3")),
    "form-place-rooms-last": _form(replace(_LIGHT, place="main/a/3"), 1),
    "form-found-one": lambda text: forms.found(_LIGHT, find_rooms(SCHOOL, "校门"), SCHOOL, text),
    "form-found-many": lambda text: forms.found(_LIGHT, find_rooms(SCHOOL, "3"), SCHOOL, text),
    "form-words": _form(_PLACED),
    "form-photos-required": _form(_LOCK),
    "form-photos-wished": _form(_WORDED),
    "form-photos-two": _form(replace(_WORDED, photos=("one", "two"))),
    "form-review": _form(replace(_WORDED, photos=("one", "two"), photos_done=True)),
    "form-review-no-photos": _form(replace(_WORDED, photos_done=True)),
    "form-complaint-words": _form(_COMPLAINT),
    "form-suggestion-words": _form(Draft(Kind.SUGGESTION, "SUG", "SUG-01")),
    "form-complaint-review": _form(replace(_COMPLAINT, words="师傅态度不好。")),
    "form-discarded": forms.discarded,
}

TICKETS: dict[str, Draw] = {
    "mine-empty": lambda text: tickets.my_tickets((), 0, SCHOOL, NOW, text),
    "mine": lambda text: tickets.my_tickets(LINES, 0, SCHOOL, NOW, text),
    "mine-page-2": lambda text: tickets.my_tickets(
        [line(number) for number in range(1, 14)], 1, SCHOOL, NOW, text
    ),
    "ticket-explained": lambda text: in_place(WHY["why-resumed"](text), NEW.ticket, text),
    "ticket-merged": lambda text: tickets.ticket(Story(MERGED, MERGES, ()), SCHOOL, NOW, text),
    "ticket-merged-waiting": lambda text: tickets.ticket(
        Story(replace(MERGED, parent=WAITING), HISTORY[:5], ()), SCHOOL, NOW, text
    ),
    "ticket-appointment-days": lambda text: tickets.appointment_days(APPOINTED, SCHOOL, NOW, text),
    "ticket-appointment-slots": lambda text: tickets.appointment_slots(
        WITH_BORIS, "20260918", SCHOOL, NOW, text
    ),
    "ticket-ask-addition": lambda text: tickets.ask_addition(NEW, text),
    "ticket-added": lambda text: tickets.added(NEW, text),
    "ticket-ask-cancel": lambda text: tickets.ask_cancel(NEW, text),
    "ticket-follows": lambda text: tickets.ticket(
        Story(AGAIN_FILED, RETURNS, ()), SCHOOL, NOW, text
    ),
    "submitted-follows": lambda text: tickets.submitted(AGAIN_FILED, SCHOOL, NOW, text),
    "submitted": lambda text: tickets.submitted(NEW, SCHOOL, NOW, text),
    "submitted-emergency": lambda text: tickets.submitted(EMERGENCY, SCHOOL, FILED, text),
    "rating-ask": lambda text: tickets.ask_rating(DONE, text),
    "rating-comment": lambda text: tickets.ask_comment(RATED, text),
    "rating-thanks": lambda text: tickets.thanks(RATED, text),
}
CARDS: dict[str, Draw] = {
    "card-new": _card(NEW),
    "card-pictured": _card(PICTURED),
    "card-night": _card(NIGHT, _TEN_PM),
    "card-accepted": _card(WITH_BORIS),
    "card-overdue": _card(WITH_BORIS, _NEXT_DAY),
    "card-waiting": _card(WAITING),
    "card-again": _card(AGAIN),
    "card-done": _card(DONE),
    "card-done-again": _card(replace(DONE, ticket=replace(DONE.ticket, cycle=2))),
    "card-rated": _card(RATED),
    "card-cancelled": _card(CANCELLED),
    "card-complaint": _card(COMPLAINT),
    "card-emergency": _card(EMERGENCY, FILED),
    "card-raised": _card(RAISED),
    "card-stranger": _card(replace(NEW, requester=replace(ANNA, who=None))),
    "card-hold": lambda text: cards.hold_reasons(WITH_BORIS, SCHOOL, NOW, text),
    "card-transfer": lambda text: cards.transfer_teams(PICTURED, SCHOOL, NOW, text),
    "card-more": lambda text: cards.rarely(
        WITH_BORIS, rarely(WITH_BORIS, cards.TEAM), SCHOOL, NOW, text
    ),
    "card-priority": lambda text: cards.priorities(PICTURED, SCHOOL, NOW, text),
    "card-relief": lambda text: cards.reliefs(PICTURED, "4", (SCHOOL, NOW, text)),
    "card-categories": lambda text: corrections.categories(PICTURED, SCHOOL, NOW, text),
    "card-services": lambda text: corrections.services(
        WITH_BORIS, SCHOOL.categories[1], SCHOOL, NOW, text
    ),
    "card-services-others": lambda text: corrections.services(
        WITH_BORIS, SCHOOL.categories[2], SCHOOL, NOW, text
    ),
    "card-services-only": lambda text: corrections.categories(COMPLAINT, SCHOOL, NOW, text),
    "card-campuses": lambda text: corrections.places(NEW, _TWO_CAMPUSES, NOW, text),
    "card-places": lambda text: corrections.places(NEW, SCHOOL, NOW, text),
    "card-places-floors": _inside(NEW, "main/a"),
    "card-places-floor-chosen": _inside(replace(NEW, ticket=replace(TICKET, place="main/a/3"))),
    "card-places-rooms": _inside(NEW, "main/a/3"),
    "card-places-rooms-last": _inside(NEW, "main/a/3", 1),
    "card-found": lambda text: corrections.found(NEW, find_rooms(SCHOOL, "30"), SCHOOL, text),
    "card-found-one": lambda text: corrections.found(
        NEW, find_rooms(SCHOOL, "校门"), SCHOOL, text
    ),
    "card-suited": lambda text: corrections.suggestion(NEW, "office", SCHOOL, text),
    "card-other-reason": lambda text: cards.hold_reasons(WAITING, SCHOOL, NOW, text),
    "card-contact": lambda text: pausing.contacts(
        PICTURED, "parts", (date(2026, 9, 17), date(2026, 9, 18)), (SCHOOL, NOW, text)
    ),
    "card-contact-named": _card(DATED),
    "card-annul": lambda text: pausing.annulments(WAITING, WAITS, (SCHOOL, NOW, text)),
    "card-follows": _card(AGAIN_FILED),
    "card-named": _card(NAMED),
    "card-given": _card(GIVEN),
    "card-assign": lambda text: choices.assignees(NEW, replace(SCHOOL, staff=PEOPLE), NOW, text),
    "card-assign-nobody": lambda text: choices.assignees(
        WITH_BORIS, replace(SCHOOL, staff={8: PEOPLE[8]}), NOW, text
    ),
    "card-merged": _card(MERGED),
    "card-parent": _card(PARENT),
    "card-merge": lambda text: choices.duplicates(
        PICTURED,
        (
            replace(
                NEW.ticket,
                id=43,
                number=1043,
                words="灯不亮。\n左边那盏，已经两天了，上课看不清黑板。",
            ),
            replace(NEW.ticket, id=44, number=1044, place=""),
        ),
        SCHOOL,
        NOW,
        text,
    ),
    "card-merge-nothing": lambda text: choices.duplicates(NEW, (), SCHOOL, NOW, text),
    "card-more-complaint": lambda text: cards.rarely(
        COMPLAINT, rarely(_ACCEPTED, cards.TEAM), SCHOOL, NOW, text
    ),
    "card-appointed": _card(APPOINTED),
    "card-missed": _card(MISSED, at("2026-09-18 16:05")),
    "card-appointment-days": lambda text: dates.appointment_days(PICTURED, SCHOOL, NOW, text),
    "card-appointment-slots": lambda text: dates.appointment_slots(
        PICTURED, "20260916", SCHOOL, NOW, text
    ),
    "card-agreed": _card(AGREED),
    "card-agreed-late": _card(AGREED, at("2026-09-22 09:00")),
    "card-dates": lambda text: dates.agreed_dates(PICTURED, SCHOOL, NOW, text),
    "card-mute": lambda text: choices.mutes(PICTURED, SCHOOL, NOW, text),
    "card-muted": lambda text: choices.mutes(
        replace(PICTURED, requester=replace(PICTURED.requester, muted_until=_NEXT_DAY)),
        SCHOOL,
        NOW,
        text,
    ),
    "card-mute-anonymous": lambda text: choices.mutes(COMPLAINT, SCHOOL, NOW, text),
    "card-cancel": lambda text: cards.ask_cancel(NEW, SCHOOL, NOW, text),
    "queue": lambda text: queues.queue(LINES, POWER, SCHOOL, NOW, text),
    "queue-long": lambda text: queues.queue(
        [line(number) for number in range(1, 22)], POWER, SCHOOL, NOW, text
    ),
    "queue-emergency": lambda text: queues.queue(
        [replace(line(1042), emergency=True), line(1043)], POWER, SCHOOL, NOW, text
    ),
    "queue-interrupted": lambda text: queues.interrupted(
        LINES[:2], POWER, (at("2026-09-16 08:40"), NOW), (SCHOOL, NOW, text)
    ),
    "queue-empty": lambda text: queues.queue((), POWER, SCHOOL, NOW, text),
    "queue-mine": lambda text: queues.mine(
        (
            *LINES[:2],
            Line(NAMED.ticket, NAMED.assignee_name, None, overdue=False, emergency=False),
        ),
        SCHOOL,
        NOW,
        text,
    ),
    "record": lambda text: records.record(
        records.Record(FINISHED.card, HISTORY, frozenset({Role.MANAGER})), SCHOOL, NOW, text
    ),
    "record-muted": lambda text: records.record(
        records.Record(FINISHED.card, MUTES, frozenset({Role.LEAD})), SCHOOL, NOW, text
    ),
    "ticket-muted": lambda text: tickets.ticket(Story(RATED, MUTES, ()), SCHOOL, NOW, text),
    "record-corrected": lambda text: records.record(
        records.Record(RAISED, CORRECTED, frozenset({Role.LEAD})), SCHOOL, NOW, text
    ),
    "ticket-waiting-for-you": lambda text: tickets.ticket(
        Story(YOURS, (event(Move.HOLD, Role.ASSIGNEE, reason="requester"),), ()),
        SCHOOL,
        NOW,
        text,
    ),
    "ticket-corrected": lambda text: tickets.ticket(
        Story(RAISED, CORRECTED, ()), SCHOOL, NOW, text
    ),
}


def _told_of(kind: Alert) -> Draw:
    return lambda text: alert(kind, 3, NOW, SCHOOL, text)


STAFF: dict[str, Draw] = {
    "staff-passed-on": lambda text: staff.passed_on(WITH_BORIS, "下午两点过来，方便吗？", text),
    "staff-passed-on-file": lambda text: staff.passed_on(WITH_BORIS, "", text),
    "staff-ask-photo": lambda text: staff.ask_photo(DONE, text),
    "staff-help": staff.help_screen,
    "staff-digest": staff.digest_coming,
    "staff-chat-lost": lambda text: staff.chat_lost("power", SCHOOL, text),
    "staff-topic-lost": lambda text: staff.topic_lost("power", SCHOOL, text),
    "staff-not-passed-on": lambda text: staff.passed_on(GONE, "下午两点过来，方便吗？", text),
    "staff-instead": lambda text: offers.remarked(
        cards.card(NEW, SCHOOL, NOW, text), staff.instead("power", SCHOOL, text)
    ),
    "card-unreachable": lambda text: cards.card(GONE, SCHOOL, NOW, text),
    "card-retired-newer": lambda text: cards.retired(NEW, "newer", SCHOOL, text),
    "card-retired-in-group": lambda text: cards.retired(NEW, "in_group", SCHOOL, text),
    "mine-back": lambda text: offers.remarked(
        tickets.my_tickets(LINES[:2], 0, SCHOOL, NOW, text), text("mine.back")
    ),
    **{f"alert-{kind}": _told_of(kind) for kind in Alert},
}

OFFERS: dict[str, Draw] = {
    "offer-words": lambda text: offers.offer(_SENT, SCHOOL, text),
    "offer-photos": lambda text: offers.offer(
        replace(_EMPTY, photos=("one", "two")), SCHOOL, text
    ),
    "unfinished": lambda text: offers.unfinished(_WORDED, None, text),
    "unfinished-another": lambda text: offers.unfinished(_WORDED, Kind.COMPLAINT, text),
    "unfinished-again": lambda text: offers.unfinished(_WORDED, Kind.REPAIR, text, CLOSED.ticket),
    "too-late": lambda text: offers.too_late(CLOSED.ticket, SCHOOL.reopen_days, text),
    "form-follows": lambda text: forms.draw(
        replace(_PLACED, follows="R-1042"), SCHOOL, ANNA, text
    ),
    "lost": lambda text: offers.lost(SCHOOL, text),
    "still-wrong": lambda text: offers.still_wrong(AGAIN, text),
    "nothing-open": offers.nothing_open,
    "left": offers.left,
    "form-remarked": lambda text: offers.remarked(
        forms.draw(_SENT, SCHOOL, ANNA, text), text("remark.words")
    ),
    "form-remarked-photo": lambda text: offers.remarked(
        forms.draw(replace(_LIGHT, photos=("one",)), SCHOOL, ANNA, text), text("remark.photo")
    ),
}


def _said(words: str) -> Screen:
    return Screen(words)


DIGEST: dict[str, Draw] = {
    "digest": lambda text: _said(digest.digest(FIGURES, SCHOOL, NOW, text)),
    "digest-quiet": lambda text: _said(digest.digest(QUIET, SCHOOL, NOW, text)),
    "digest-headline": lambda text: _said(digest.headline(FIGURES, SCHOOL, NOW, text)),
}

SCREENS = (
    WELCOME
    | FORMS
    | OFFERS
    | TICKETS
    | OWN
    | CARDS
    | NOTICES
    | STAFF
    | DIGEST
    | YEARS
    | WHY
    | LATENESS
    | BACKDATES
)
