"""The one error that a person may cause."""

from __future__ import annotations

from datetime import datetime

type_of_fact = str | int | datetime


class Refusal(Exception):
    """Something a person asked for that the rules do not allow.

    ``reason`` names the sentence ``refusal.<reason>`` that every language has; ``facts`` fill it.
    A moment among them is local time of the school, told by its day and hour.
    Whoever raises it has changed nothing: the transaction around it is rolled back.
    """

    def __init__(self, reason: str, **facts: type_of_fact) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
