"""The judge of a history: what people did and saw is held against what the database holds.

Each rule yields a sentence for everything that broke it. None of them knows how the desk works
inside; they know what it promises (docs/architecture.md, "Promises").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from domain.moves import Move, Role
from domain.rules import led_to, rule_of
from domain.tickets import Status
from tests.crash.cases import CARD, NUMBER, SUMMARY, WORDS, Case, filing_of, number_of
from tests.crash.history import History, Records

_MERGED = "in a summary"
_FULL = 15  # tickets that a summary tells of; the others are only counted
_MOVE = re.compile(r"t:\d+:(\w+)(?::\d)?")
_FINE = {"sent", "nothing to say any more", _MERGED}
_REDRAWN = {"card", "retired"}
_ANSWERS = ("Thank you", "Your rating", "Passed on")  # to each press, and each word
_RELAYS = {"relay", "team_relay"}
_TOLD = {"accept": "was accepted", "done": "is done"}

Rule = Callable[[Case], Iterator[str]]


def confirmed_is_on_disk(case: Case) -> Iterator[str]:
    """Hold what Telegram may forget against what the desk knows."""
    known = {row["id"] for row in case.records.of("seen_update")}
    known |= {row["update_id"] for row in case.records.of("parked_update")}
    for deed in case.handled:
        if deed.update_id not in known:
            yield f"update {deed.update_id} ({deed.what} by {deed.person_id}) is lost"
    for poison in case.history.poisons - case.history.expired - case.history.waiting - known:
        yield f"update {poison}, which cannot be decoded, is not parked"


def only_poison_is_parked(case: Case) -> Iterator[str]:
    """Find what was put aside and is good, or was put aside twice."""
    parked = Counter(row["update_id"] for row in case.records.of("parked_update"))
    for update_id, times in parked.items():
        if update_id not in case.history.poisons:
            yield f"update {update_id} is parked, and nothing is wrong with it"
        if times > 1:
            yield f"update {update_id} is parked {times} times"


def what_was_acknowledged_exists(case: Case) -> Iterator[str]:
    """Hold each number that somebody read against their ticket."""
    for filed in case.history.filed:
        ticket = case.numbers.get(filed.number)
        if ticket is None:
            yield f"{filed.number} was acknowledged to {filed.person_id} and is lost"
        elif filing_of(ticket) != (filed.person_id, filed.words):
            yield f"{filed.number} is not what {filed.person_id} filed as {filed.words!r}"


def tickets_exist_once(case: Case) -> Iterator[str]:
    """Hold each Submit against the tickets: one for what was filed, however often pressed."""
    pressed = {(d.person_id, d.about) for d in case.history.deeds if d.what == "f:submit"}
    handled = {(d.person_id, d.about) for d in case.handled if d.what == "f:submit"}
    found = Counter(map(filing_of, case.tickets.values()))
    for who, times in found.items():
        if times > 1:
            yield f"{who} is filed {times} times"
        if who not in pressed:
            yield f"{who} is a ticket that nobody filed"
    for who in handled - found.keys():
        yield f"{who} was submitted and is no ticket"


def numbers_are_given_once(case: Case) -> Iterator[str]:
    """Find numbers that two tickets have."""
    for number, times in Counter(map(number_of, case.tickets.values())).items():
        if times > 1:
            yield f"{number} was given {times} times"


def words_are_kept_once(case: Case) -> Iterator[str]:
    """Hold what was said about tickets against their histories."""
    kept = Counter(
        (event["facts"]["words"], case.number(event))
        for event in case.events
        if event["move"] == Move.SAY
    )
    said = {(deed.words, deed.about) for deed in case.said.values()}
    for (words, number), times in kept.items():
        if times > 1:
            yield f"{words!r} stands {times} times in the history of {number}"
    for words, number in kept.keys() - said:
        yield f"{words!r} stands in the history of {number}, where nobody said it"
    handled = {(d.words, d.about) for d in case.handled if d.what == "say" and d.about}
    for words, number in handled - kept.keys():
        if not case.is_called_off(number):
            yield f"{words!r} about {number} is lost"


def moves_are_allowed(case: Case) -> Iterator[str]:
    """Follow each history from status to status; it ends where the ticket is."""
    status: dict[int, Status] = {}
    for event in case.events:
        move, ticket_id = Move(event["move"]), event["ticket_id"]
        before = status.get(ticket_id)
        if move is Move.SAY:
            continue
        if before not in (rule_of(move).sources if move is not Move.SUBMIT else {None}):
            yield f"ticket {ticket_id}: {move} from {before}"
        status[ticket_id] = led_to(before or Status.NEW, move, Role(event["role"]))
    for ticket_id, ticket in case.tickets.items():
        if status.get(ticket_id) != ticket["status"]:
            yield f"ticket {ticket_id} is {ticket['status']}, its history {status.get(ticket_id)}"


def moves_are_made_once(case: Case) -> Iterator[str]:
    """Find moves that were made twice, and acceptances that two people won."""
    for (number, move), times in case.made.items():
        if times > 1:
            yield f"{number}: {move} was made {times} times"
    for event in case.events:
        ticket = case.tickets.get(event["ticket_id"])
        if event["move"] == Move.ACCEPT and ticket and ticket["assignee_id"] != event["actor_id"]:
            yield f"{number_of(ticket)} is not with {event['actor_id']}, who accepted it"


def presses_count(case: Case) -> Iterator[str]:
    """Find moves that were pressed and not made; what is done cannot be called off any more."""
    for deed in case.handled:
        pressed = _MOVE.fullmatch(deed.what)
        if pressed is None or deed.about not in case.numbers:
            continue
        move, called_off = pressed[1], case.is_called_off(deed.about)
        if (
            move in set(Move) - {Move.CANCEL}
            and not case.made[deed.about, move]
            and not called_off
        ):
            yield f"{deed.about}: {move} of {deed.person_id} is lost"


def ratings_are_kept(case: Case) -> Iterator[str]:
    """Hold the stars that somebody gave against the ticket's stars."""
    for deed in case.handled:
        stars = re.fullmatch(r"t:\d+:rate:(\d)", deed.what)
        ticket = case.numbers.get(deed.about)
        if stars and (ticket is None or ticket["rating"] != int(stars[1])):
            yield f"{stars[1]} stars for {deed.about} are lost"


def messages_have_a_cause(case: Case) -> Iterator[str]:
    """Find tickets and words that were told of and are none of anybody's."""
    known = {deed.words for deed in case.history.deeds}
    for shown in case.history.shown:
        number, words = NUMBER.search(shown.text), set(WORDS.findall(shown.text))
        if number and number[0] not in case.numbers:
            yield f"{number[0]} was told to {shown.chat_id} and is no ticket"
        if words - known:
            yield f"{words - known} were told to {shown.chat_id}, and nobody said them"


def answers_have_a_question(case: Case) -> Iterator[str]:
    """Count what is said about no ticket: one for each update of the chat, and what is owed."""
    answers = Counter(s.chat_id for s in case.history.shown if not NUMBER.search(s.text))
    asked = Counter(deed.chat_id for deed in case.history.deeds)
    for debt in case.debts:
        if debt["ticket_id"] is None:
            asked[debt["chat_id"]] += debt["attempts"]
    for chat_id, times in answers.items():
        if times > asked[chat_id]:
            yield f"{chat_id} got {times} answers to {asked[chat_id]} updates and debts"


def nothing_is_told_too_often(case: Case) -> Iterator[str]:
    """Count the messages about a ticket in a chat: the attempts of its debts, and answers."""
    for (chat_id, number), times in case.told.items():
        tries = sum(debt["attempts"] for debt in case.owed(chat_id, number))
        mine = [deed for deed in case.history.deeds if deed.chat_id == chat_id]
        asked = sum(deed.about == number or deed.what == "f:submit" for deed in mine)
        if times > tries + asked:
            yield f"{chat_id} was told {times} times of {number}, for {tries} debts, {asked} deeds"


def copies_come_of_kills(case: Case) -> Iterator[str]:
    """Find what is said twice, but for once more after each kill."""
    killed = {life for life, ending in enumerate(case.history.endings) if ending.killed}
    for (chat_id, number, words), copies in case.copies.items():
        if words.startswith(_ANSWERS):
            continue
        alarms = sum(debt["kind"] == "alarm" for debt in case.owed(chat_id, number))
        lives = sorted(shown.life for shown in copies)
        if max(Counter(lives).values()) > max(1, alarms):
            yield f"{chat_id} was told in one life, twice, of {number}: {words!r}"
        again = set(lives) - {lives[-1]}
        if len(set(lives)) > max(1, alarms) and again - killed:
            yield f"{chat_id} was told again, after no kill, of {number}: {words!r}"


def debts_are_paid(case: Case) -> Iterator[str]:
    """Find what fell due and is not settled, or was settled unsent."""
    for debt in case.debts:
        what = f"debt {debt['id']} ({debt['kind']} to {debt['chat_id']})"
        if debt["settled_at"] is None and debt["due_at"] <= case.records.ended_at:
            yield f"{what} is still owed"
        if debt["settled_at"] is not None and debt["result"] not in _FINE:
            yield f"{what} is settled as {debt['result']!r}"


def what_was_paid_was_told(case: Case) -> Iterator[str]:
    """Hold the debts that are settled as sent against the messages that came."""
    paid = [debt for debt in case.debts if debt["result"] == "sent" and debt["ticket_id"]]
    cards = {(d["chat_id"], case.number(d)) for d in paid if d["kind"] == "card"}
    owed = Counter((d["chat_id"], case.number(d)) for d in paid if d["kind"] not in _REDRAWN)
    for key in owed.keys() | cards:
        if case.told[key] < owed[key] + (key in cards):
            yield f"{key[0]} was told {case.told[key]} times of {key[1]}, and was owed more"
    for key in cards:
        if (*key, CARD) not in case.copies:
            yield f"{key[0]} has no card of {key[1]}"


def merged_news_is_told(case: Case) -> Iterator[str]:
    """Hold the debts that a summary paid against the tickets that it told of."""
    told: dict[int, set[str]] = defaultdict(set)
    full: set[int] = set()
    for shown in case.history.shown:
        if shown.text.startswith(SUMMARY):
            numbers = set(NUMBER.findall(shown.text))
            told[shown.chat_id] |= numbers
            full |= {shown.chat_id} if len(numbers) >= _FULL else set()
    for debt in case.debts:
        chat_id, number = debt["chat_id"], case.number(debt)
        if debt["result"] == _MERGED and number not in told[chat_id] and chat_id not in full:
            yield f"no summary told {chat_id} of {number}"


def requesters_are_told(case: Case) -> Iterator[str]:
    """Find what happened to a ticket and did not come to whoever filed it."""
    moves = {event["id"]: event["move"] for event in case.events}
    for debt in case.debts:
        move = moves.get(debt["facts"].get("event")) if debt["kind"] == "notice" else None
        words = _TOLD.get(str(move))
        if words is None or debt["result"] != "sent":
            continue
        told = (key for key in case.copies if key[:2] == (debt["chat_id"], case.number(debt)))
        if not any(words in text for _, _, text in told):
            yield f"{debt['chat_id']} was never told: {case.number(debt)} {words}"


def words_are_passed_on(case: Case) -> Iterator[str]:
    """Hold the words that were to be passed on against what came, and in which order."""
    for chat_id in {debt["chat_id"] for debt in case.debts}:
        owed = [d for d in case.debts if d["kind"] in _RELAYS and d["chat_id"] == chat_id]
        expected = [debt["facts"]["words"] for debt in owed if debt["result"] == "sent"]
        passed = [words for words in case.passed_on(chat_id) if words in expected]
        for words in set(expected) - set(passed):
            yield f"{words!r} never came to {chat_id}"
        came = [words for words in expected if words in passed]
        if passed != came:
            yield f"{chat_id} was told {passed}, and was owed {came}"


def order_is_kept(case: Case) -> Iterator[str]:
    """Hold the order in which a person spoke against that of the histories."""
    order = {words: place for place, words in enumerate(case.said)}
    by_person: dict[int, list[str]] = defaultdict(list)
    for event in case.events:
        words = event["facts"].get("words")
        if event["move"] == Move.SAY and words in order:
            by_person[case.said[words].person_id].append(words)
    for person_id, spoken in by_person.items():
        if spoken != sorted(spoken, key=order.__getitem__):
            yield f"what {person_id} said stands in another order: {spoken}"


def lives_end_as_they_were_ended(case: Case) -> Iterator[str]:
    """Find desks that ended and were neither killed nor stopped."""
    for life, ending in enumerate(case.history.endings):
        if ending.how.startswith("status"):
            yield f"life {life} ended by itself: {ending.how}"


RULES: Sequence[Rule] = (
    confirmed_is_on_disk,
    only_poison_is_parked,
    what_was_acknowledged_exists,
    tickets_exist_once,
    numbers_are_given_once,
    words_are_kept_once,
    moves_are_allowed,
    moves_are_made_once,
    presses_count,
    ratings_are_kept,
    messages_have_a_cause,
    answers_have_a_question,
    nothing_is_told_too_often,
    copies_come_of_kills,
    debts_are_paid,
    what_was_paid_was_told,
    merged_news_is_told,
    requesters_are_told,
    words_are_passed_on,
    order_is_kept,
    lives_end_as_they_were_ended,
)


def violations(history: History, records: Records) -> list[str]:
    """Return everything that is not as it was promised; nothing for a good history."""
    case = Case(history, records)
    return [f"{rule.__name__}: {sentence}" for rule in RULES for sentence in rule(case)]


def duplicates(history: History, records: Records) -> int:
    """Return how many messages about tickets came once more than they were to."""
    case = Case(history, records)
    return sum(len({shown.life for shown in copies}) - 1 for copies in case.copies.values())
