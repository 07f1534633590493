"""What the buttons of a form answer, and what an answer means for the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.catalogue import categories, service_of
from domain.drafts import Draft, Step, photos_ready, reopen_step, step_of, with_words
from domain.places import is_known
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Kind, Ticket

_ORDER = tuple(Step)


def begun(kind: Kind, school: School) -> Draft:
    """Return an empty draft; where there is only one choice, it is made already.

    Refusal ``button-unknown`` for a kind that the school does not take.
    """
    offered = categories(school, kind)
    if not offered:
        raise Refusal("button-unknown")
    draft = Draft(kind)
    return _in_category(draft, school, offered[0].code) if len(offered) == 1 else draft


def following(ticket: Ticket, school: School) -> Draft:
    """Return the draft for what comes back: the earlier ticket's service and place, if left."""
    draft = replace(begun(ticket.kind, school), follows=ticket.public_number)
    offered = categories(school, ticket.kind)
    for category in offered:
        if ticket.service in {service.code for service in category.services}:
            draft = replace(draft, category=category.code, service=ticket.service)
    if ticket.place and is_known(school, ticket.place):
        draft = replace(draft, place=ticket.place, place_done=True)
    return draft


def is_begun(draft: Draft, school: School) -> bool:
    """Return whether anything has been answered that would be a pity to lose."""
    return draft != begun(draft.kind, school)


def fitted(draft: Draft, school: School) -> Draft:
    """Return the draft without the answers that the school no longer has."""
    offered = categories(school, draft.kind)
    category = next((each for each in offered if each.code == draft.category), None)
    if category is None:
        draft = reopen_step(draft, Step.CATEGORY)
    elif draft.service not in {service.code for service in category.services}:
        draft = reopen_step(draft, Step.SERVICE)
    if draft.place and not is_known(school, draft.place):
        draft = reopen_step(draft, Step.PLACE)
    return draft


def settled(draft: Draft, school: School) -> Draft:
    """Return the draft without what was kept for a change of mind, once all is answered again."""
    return replace(draft, kept=None) if step_of(draft, school) is Step.REVIEW else draft


def with_more_words(draft: Draft, words: str) -> Draft:
    """Return the draft with words added to its description; refusals as ``with_words``."""
    return with_words(draft, f"{draft.words}\n{words}")


def chosen(draft: Draft, school: School, button: str, choice: str) -> Draft:
    """Return the draft after a press on one of the form's buttons.

    Refusals: ``button-unknown`` for a button that no form has, ``stale-step`` for one that
    belongs to another question than the open one, and those of the answer itself.
    """
    known = _BUTTONS.get(button)
    if known is None:
        raise Refusal("button-unknown")
    asked, answer = known
    if step_of(draft, school) not in asked:
        raise Refusal("stale-step")
    return answer(draft, school, choice)


def _in_category(draft: Draft, school: School, code: str) -> Draft:
    offered = {each.code: each for each in categories(school, draft.kind)}
    if code not in offered:
        raise Refusal("service-gone", service=code)
    services = offered[code].services
    only = services[0].code if len(services) == 1 else ""
    return replace(draft, category=code, service=only)


def _service(draft: Draft, school: School, code: str) -> Draft:
    service_of(school, code)
    offered = categories(school, draft.kind)
    mine = next(each for each in offered if each.code == draft.category)
    if code not in {service.code for service in mine.services}:
        raise Refusal("stale-step")
    return replace(draft, service=code)


def _inside(draft: Draft, school: School, code: str) -> Draft:
    if not is_known(school, code):
        raise Refusal("place-gone", place=code)
    return replace(draft, place=code)


def _there(draft: Draft, school: School, code: str) -> Draft:
    return replace(_inside(draft, school, code), place_done=True)


def _pictures_done(draft: Draft, school: School, _: str) -> Draft:
    return photos_ready(draft, school)


def _again(draft: Draft, _: School, step: str) -> Draft:
    return replace(reopen_step(draft, _step(step)), kept=draft)


def _back(draft: Draft, school: School, step: str) -> Draft:
    wanted = _step(step)
    if _ORDER.index(wanted) > _ORDER.index(step_of(draft, school)):
        raise Refusal("stale-step")
    return fitted(draft.kept, school) if draft.kept else reopen_step(draft, wanted)


def _step(name: str) -> Step:
    if name not in _ORDER or name == Step.REVIEW:
        raise Refusal("button-unknown")
    return Step(name)


_BUTTONS: dict[str, tuple[frozenset[Step], Callable[[Draft, School, str], Draft]]] = {
    "category": (frozenset({Step.CATEGORY}), _in_category),
    "service": (frozenset({Step.SERVICE}), _service),
    "place": (frozenset({Step.PLACE}), _inside),
    "here": (frozenset({Step.PLACE}), _there),
    "room": (frozenset({Step.PLACE}), _there),
    "photos": (frozenset({Step.PHOTOS}), _pictures_done),
    "edit": (frozenset({Step.REVIEW}), _again),
    "back": (frozenset(_ORDER) - {Step.REVIEW}, _back),
}
