"""A bad moment for each minute: what goes wrong next, drawn by chance."""

from random import Random

from simulator.client.people import People

AMBIGUOUS = frozenset({"lose_answer", "truncate", "bad_charset", "delay"})
"""After these nobody can know whether a message was sent."""

_KINDS = (
    "flood",
    "html_5xx",
    "drop",
    "reset",
    "lose_answer",
    "delay",
    "truncate",
    "bad_charset",
    "duplicate",
)
_METHODS = ("", "", "sendMessage", "editMessageText", "answerCallbackQuery")
_LONGEST_FLOOD, _LONGEST_DELAY = 90, 40


class Faults:
    """Plans one fault at a time; what nobody met is forgotten with the next."""

    def __init__(self, people: People, chance: Random) -> None:
        self._people = people
        self._chance = chance
        self.planned = 0
        self.ambiguous = 0

    async def plan(self) -> None:
        """Let something go wrong with the next calls or updates."""
        kind, times = self._chance.choice(_KINDS), self._chance.randint(1, 2)
        await self._people.behaves()
        self.planned += 1
        if kind == "duplicate":
            await self._people.fails(kind, times=times)
            return
        details = {
            "method": self._chance.choice(_METHODS),
            "times": times,
            "retry_after": self._chance.randint(1, _LONGEST_FLOOD),
            "seconds": self._chance.randint(1, _LONGEST_DELAY),
        }
        self.ambiguous += times if kind in AMBIGUOUS else 0
        await self._people.fails(kind, **details)
