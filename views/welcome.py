"""The first screens: language, who somebody is, the menu, help, and a hello to unknown groups."""

from __future__ import annotations

from domain.catalogue import categories
from domain.facts import Who
from domain.school import School
from domain.tickets import Kind
from locales import LANGUAGES, Text, text_in
from views.layout import home, lines, paragraphs, rows_of
from views.marks import KINDS
from views.presses import pack
from views.screens import Button, Screen
from views.words import name as named


def choose_language(languages: tuple[str, ...] = LANGUAGES) -> Screen:
    """Ask for the language, each one in its own words."""
    texts = [text_in(language) for language in languages]
    buttons = [Button(each.plain("language.name"), pack("l", each.language)) for each in texts]
    return Screen(lines(*(each("language.ask") for each in texts)), rows_of(buttons))


def language_chosen(text: Text) -> str:
    """Return the toast that confirms the language."""
    return text.plain("language.chosen")


def who_are_you(text: Text, name: str) -> Screen:
    """Greet somebody new and ask who they are."""
    buttons = [Button(text.plain(f"who.{who}"), pack("w", who)) for who in Who]
    question = paragraphs(text("welcome.hello", name=name), text("welcome.who"))
    return Screen(question, rows_of(buttons, 3))


def kind_buttons(text: Text, school: School) -> tuple[Button, ...]:
    """Return a button for each kind of request that the school takes."""
    return tuple(
        Button(f"{KINDS[kind]} {text.plain(f'kind.{kind}')}", pack("m", kind))
        for kind in Kind
        if categories(school, kind)
    )


def menu(text: Text, school: School) -> Screen:
    """Show what the desk can do; kinds that the school does not take have no button."""
    others = [
        Button(f"🌐 {text.plain('menu.language')}", pack("m", "language")),
        Button(f"❓ {text.plain('menu.help')}", pack("m", "help")),
    ]
    tickets = Button(f"📋 {text.plain('menu.tickets')}", pack("m", "tickets"))
    words = paragraphs(
        text("menu.title", school=named(school.names, text.language)),
        text("menu.ask"),
        _phone(text, school),
    )
    return Screen(words, (*rows_of(kind_buttons(text, school), 3), (tickets,), *rows_of(others)))


def help_screen(text: Text, school: School) -> Screen:
    """Tell how the desk works and which commands it knows."""
    words = paragraphs(
        text("help.title"), text("help.steps"), text("help.commands"), _phone(text, school)
    )
    return Screen(words, ((home(text),),))


def number(text: Text, person_id: int) -> Screen:
    """Tell a person the number by which ``school.yaml`` can name them."""
    return Screen(text("welcome.number", id=person_id), ((home(text),),))


def group_hello(text: Text, chat_id: int) -> Screen:
    """Tell a group that the desk does not know which number goes into ``school.yaml``."""
    return Screen(text("group.hello", chat=chat_id))


def _phone(text: Text, school: School) -> str:
    return text("menu.phone", phone=school.emergency_phone) if school.emergency_phone else ""
