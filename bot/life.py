"""The page ``docs/life.md``: the table of moves as a picture and as rows."""

from collections.abc import Iterator

from domain.moves import Ask, Move
from domain.rules import RULES, Rule
from domain.tickets import Kind, Status

_HEAD = """# The life of a ticket

Written by `python -m bot life` from `domain/rules.py`; a test fails when the two differ.

A {kinds} is filed once (`submit`) and then moves as follows. Every move is checked against the
ticket's status and the person's roles, is written down as an event, and has one winner when two
people make it at once.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    kinds = ", ".join(list(Kind)[:-1]) + f" or {list(Kind)[-1]}"
    return "\n".join([_HEAD.format(kinds=kinds), *_picture(), "", *_rows(), ""])


def _picture() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {Status.NEW}: {Move.SUBMIT}"
    for rule in RULES:
        for source in _sources(rule):
            if rule.to is not None:
                yield f"    {source} --> {rule.leads(source)}: {rule.move}"
    yield "```"


def _rows() -> Iterator[str]:
    yield "| move | from | to | who may | asks for |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in RULES:
        sources = ", ".join(_sources(rule))
        who = ", ".join(sorted(rule.roles))
        ask = "" if rule.ask is Ask.NOTHING else rule.ask
        yield f"| {rule.move} | {sources} | {_to(rule)} | {who} | {ask} |"


def _to(rule: Rule) -> str:
    kept = "".join(f"; {status} as it is" for status in Status if status in rule.keeps)
    return f"{rule.to or 'as it is'}{kept}"


def _sources(rule: Rule) -> list[Status]:
    return [status for status in Status if status in rule.sources]
