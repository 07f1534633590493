"""Somebody new, somebody who comes by a link, and the menu."""

import pytest

from domain.facts import Person, Who
from domain.school import School
from models import people
from models.unit import Units
from tests.handlers.private.phone import Phone, filed


def person(units: Units, phone: Phone) -> Person:
    """Return what the desk knows of somebody."""
    with units.open() as unit:
        found = people.find(unit, phone.user_id)
    assert found is not None
    return found


def test_language_then_who_then_menu(units: Units, school: School) -> None:
    """A new person chooses a language in its own words, says who they are, and gets the menu."""
    phone = Phone(units, 1, "Wei", "zh-hans")
    phone.says("/start")
    assert phone.labels == ["简体中文", "繁體中文", "English", "Русский"]
    phone.presses("Русский")
    assert phone.toast
    assert "Wei" in phone.text
    phone.presses("Учитель")
    assert "🔧 Ремонт" in phone.labels
    assert (person(units, phone).language, person(units, phone).who) == ("ru", Who.TEACHER)
    assert phone.said == 1, "one message, redrawn"


def test_markup_in_a_name_is_shown_literally(units: Units, school: School) -> None:
    """A name is words, never markup."""
    phone = Phone(units, 1, "<b>Eve</b> & {name}")
    phone.says("/start")
    phone.presses("English")
    assert "<b>Eve</b> & {name}" in phone.text


def test_first_words_are_not_lost(units: Units, school: School) -> None:
    """What a stranger says first is kept until language and person are known."""
    phone = Phone(units, 1, "Wei")
    phone.says("The tap drips")
    phone.sends_photo("tap")
    phone.presses("English")
    phone.presses("Student")
    assert "The tap drips" in phone.text
    phone.presses("Repair")
    assert "The tap drips" in phone.text
    assert "1 photo" in phone.text


def test_a_sticker_from_a_stranger(units: Units, school: School) -> None:
    """Anything else from a stranger gets the question of the language."""
    phone = Phone(units, 1, "Wei")
    phone.sends({"dice": {"emoji": "🎲", "value": 3}})
    assert "English" in phone.labels


def test_staff_are_not_asked_who_they_are(wang: Phone) -> None:
    """The school knows its own staff."""
    assert "🔧 Repair" in wang.labels


@pytest.mark.parametrize("data", ["l:xx", "l", "w:pope", "w", "m:lottery", "z", "", "t:1", "q:x"])
def test_forged_buttons(anna: Phone, data: str) -> None:
    """A button that the desk never drew is refused in a sentence."""
    anna.taps(data)
    assert "no longer works" in anna.toast
    assert anna.alert


def test_menu_and_its_pages(anna: Phone) -> None:
    """Each page of the menu is drawn in place and leads back."""
    anna.presses("Help")
    assert "How it works" in anna.text
    anna.presses("Menu")
    anna.presses("Language")
    anna.presses("简体中文")
    assert "🔧 报修" in anna.labels
    anna.presses("我的工单")
    assert anna.said == 1


def test_commands(anna: Phone) -> None:
    """Every command of the menu can be typed."""
    anna.says("/help")
    assert "How it works" in anna.text
    anna.says("/tickets")
    assert "no tickets yet" in anna.text
    anna.says("/language")
    assert "English" in anna.labels
    anna.says("/menu")
    assert "🔧 Repair" in anna.labels
    anna.says("/cancel")
    assert "nothing to cancel" in anna.text
    anna.says("/complaint")
    assert "Complaint" in anna.text


def test_unknown_command(anna: Phone) -> None:
    """A command that nobody knows gets the menu's buttons and a sentence."""
    anna.says("/frobnicate now")
    assert "did not understand" in anna.text
    assert "🏠 Menu" in anna.labels


def test_link_to_a_ticket(anna: Phone, ben: Phone, units: Units) -> None:
    """A link opens a ticket for those who may see it, and says the same of others' as of none."""
    anna.says("/complaint")
    anna.says("Cold soup")
    anna.presses("Submit")
    number = filed(units, anna)[0].public_number
    anna.says(f"/start t_{number}")
    assert "Cold soup" in anna.text
    ben.says(f"/start t_{number}")
    foreign = ben.text
    ben.says("/start t_C-9999")
    assert ben.text == foreign
    assert "no such ticket" in foreign


def test_unknown_link(anna: Phone) -> None:
    """A link that means nothing is an ordinary start."""
    anna.says("/start from_the_poster")
    assert "🔧 Repair" in anna.labels


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_block_and_unblock(anna: Phone, units: Units, status: str, *, reachable: bool) -> None:
    """The desk learns who cannot be reached."""
    bot = {"id": 99, "is_bot": True, "first_name": "Caretaker"}
    anna.hears(
        {
            "my_chat_member": {
                "chat": {"id": anna.user_id, "type": "private"},
                "from": {"id": anna.user_id, "is_bot": False, "first_name": "Anna"},
                "date": 0,
                "old_chat_member": {"status": "member", "user": bot},
                "new_chat_member": {"status": status, "user": bot}
                | ({"until_date": 0} if status == "kicked" else {}),
            }
        }
    )
    assert person(units, anna).reachable is reachable


def test_notices_of_telegram_are_no_talk(anna: Phone) -> None:
    """A pinned message is not something that a person said."""
    before = dict(anna.screens)
    anna.sends({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    assert anna.screens == before


def test_a_colleague_asks_for_the_number_that_the_school_s_file_wants(
    anna: Phone,
) -> None:
    """/id tells the Telegram number by which ``staff`` names people."""
    anna.says("/id")
    assert str(anna.user_id) in anna.text
    assert "school.yaml" in anna.text
