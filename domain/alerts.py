"""What an operator is told of: troubles that nobody in the chats can do anything about."""

from enum import StrEnum


class Alert(StrEnum):
    """A kind of trouble. Each is told in a sentence that says what to do."""

    PARKED = "parked"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    HELD_UP = "held_up"
    DRIFT = "drift"
    DATABASE = "database"
    OUTAGE = "outage"
