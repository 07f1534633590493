"""What every question of a form has around it: what is answered so far, and the way out."""

from __future__ import annotations

from dataclasses import dataclass

from domain.catalogue import categories, service_of
from domain.cuts import cut
from domain.drafts import Draft, Step
from domain.school import School, Service
from domain.tickets import Kind
from locales import Markup, Text
from views.about import follows_line
from views.layout import lines, paragraphs
from views.marks import KINDS
from views.presses import pack
from views.screens import Button, Rows, Screen
from views.words import category_words, name, place_words

_WORDS_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Form:
    """A draft, the school it is filed at, and the words it is drawn in."""

    draft: Draft
    school: School
    text: Text

    @property
    def service(self) -> Service | None:
        """Return the chosen service, None before; Refusal ``service-gone`` as ``service_of``."""
        return service_of(self.school, self.draft.service) if self.draft.service else None


def ask(form: Form, question: Markup, rows: Rows, back_to: str | None = None) -> Screen:
    """Return a question below everything answered so far; ``back_to`` is packed callback data."""
    words = paragraphs(_emergency(form), _answered(form), question)
    return Screen(words, (*rows, _ways_out(form.text, back_to)))


def answers(form: Form) -> dict[Step, str]:
    """Return every answer given so far in plain words, in the order of the questions."""
    draft, text = form.draft, form.text
    language = text.language
    service = form.service
    given = {
        Step.CATEGORY: _category(form),
        Step.SERVICE: name(service.names, language) if service else "",
        Step.PLACE: place_words(form.school, draft.place, language),
        Step.WORDS: cut(draft.words, _WORDS_SHOWN),
        Step.PHOTOS: _photos(form),
    }
    return {step: answer for step, answer in given.items() if answer}


def _category(form: Form) -> str:
    """Return the chosen category; the only one goes without saying."""
    offered = categories(form.school, form.draft.kind)
    if len(offered) == 1 or not form.draft.category:
        return ""
    return category_words(form.school, form.draft.category, form.text.language)


def _photos(form: Form) -> str:
    draft, text = form.draft, form.text
    if draft.photos:
        return text.count("form.photos", len(draft.photos))
    return text.plain("form.photos_none") if draft.photos_done else ""


def _answered(form: Form) -> Markup:
    text = form.text
    title = f"{KINDS[form.draft.kind]} {text(f'form.title.{form.draft.kind}')}"
    given = (
        text("label.line", label=text.plain(f"step.{step}"), value=answer)
        for step, answer in answers(form).items()
    )
    return lines(title, follows_line(form.draft.follows, text), *given, _anonymous(form))


def _anonymous(form: Form) -> str:
    service = form.service
    hidden = form.draft.kind is Kind.COMPLAINT and service is not None and service.anonymous
    return form.text("form.anonymous") if hidden else ""


def _emergency(form: Form) -> str:
    if not form.school.emergency_phone:
        return ""
    chosen = [
        service
        for category in categories(form.school, form.draft.kind)
        if category.code == form.draft.category
        for service in category.services
        if form.draft.service in {"", service.code}
    ]
    urgent = bool(chosen) and all(service.emergency for service in chosen)
    return form.text("form.emergency", phone=form.school.emergency_phone) if urgent else ""


def _ways_out(text: Text, back_to: str | None) -> tuple[Button, ...]:
    discard = Button(f"✖️ {text.plain('form.discard')}", pack("f", "discard"))
    if back_to is None:
        return (discard,)
    return (Button(f"⬅️ {text.plain('button.back')}", back_to), discard)
