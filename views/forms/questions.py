"""Drawing a form: the question that comes next, as the table of steps decides."""

from __future__ import annotations

from domain.catalogue import categories
from domain.drafts import PHOTOS_AT_MOST, Draft, Step, step_of
from domain.facts import Person
from domain.school import PhotoRule, School
from locales import Text
from views.forms.frame import Form, answers, ask
from views.forms.places import where
from views.layout import home, rows_of
from views.presses import pack
from views.screens import Button, Screen
from views.words import name


def draw(draft: Draft, school: School, person: Person, text: Text, page: int = 0) -> Screen:
    """Draw the question that a draft is at; ``page`` matters only where there are many rooms."""
    form = Form(draft, school, text)
    step = step_of(draft, school)
    if step is Step.PLACE:
        return where(form, person, page)
    return _QUESTIONS[step](form)


def discarded(text: Text) -> Screen:
    """Say that nothing was submitted."""
    return Screen(text("form.discarded"), ((home(text),),))


def _category(form: Form) -> Screen:
    offered = categories(form.school, form.draft.kind)
    buttons = (
        Button(name(each.names, form.text.language), pack("f", "category", each.code))
        for each in offered
    )
    back_to = pack("f", "back", "category") if form.draft.kept else None
    return ask(form, form.text("form.ask.category"), rows_of(buttons), back_to)


def _service(form: Form) -> Screen:
    offered = categories(form.school, form.draft.kind)
    buttons = (
        Button(name(service.names, form.text.language), pack("f", "service", service.code))
        for category in offered
        if category.code == form.draft.category
        for service in category.services
    )
    goes_back = len(offered) > 1 or form.draft.kept is not None
    back_to = pack("f", "back", "category") if goes_back else None
    return ask(form, form.text("form.ask.service"), rows_of(buttons), back_to)


def _words(form: Form) -> Screen:
    service = form.service
    before = Step.PLACE if service is not None and service.needs_place else Step.SERVICE
    question = form.text(f"form.ask.words.{form.draft.kind}")
    return ask(form, question, (), pack("f", "back", before))


def _photos(form: Form) -> Screen:
    text, count = form.text, len(form.draft.photos)
    service = form.service
    required = service is not None and service.photo is PhotoRule.REQUIRED
    if count:
        question = text("form.ask.photos_more")
    else:
        rule = "required" if required else "wished"
        question = text(f"form.ask.photos_{rule}", limit=PHOTOS_AT_MOST)
    label = (
        f"✅ {text.plain('form.photos_done')}" if count else f"⏭ {text.plain('form.photos_skip')}"
    )
    finish = ((Button(label, pack("f", "photos", "done")),),) if count or not required else ()
    return ask(form, question, finish, pack("f", "back", Step.WORDS))


def _review(form: Form) -> Screen:
    text = form.text
    edits = (
        Button(f"✏️ {text.plain(f'step.{step}')}", pack("f", "edit", step))
        for step in answers(form)
    )
    submit = Button(f"✅ {text.plain('form.submit')}", pack("f", "submit"))
    return ask(form, text("form.ask.review"), ((submit,), *rows_of(edits, 3)))


_QUESTIONS = {
    Step.CATEGORY: _category,
    Step.SERVICE: _service,
    Step.WORDS: _words,
    Step.PHOTOS: _photos,
    Step.REVIEW: _review,
}
