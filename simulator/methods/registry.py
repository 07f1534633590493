"""The table of implemented methods and what each is given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.shapes import Json
from simulator.world.bots import Bot
from simulator.world.files import Upload
from simulator.world.world import World

Result = Json | list[Json] | list[str] | bool | str | int


@dataclass(frozen=True, slots=True)
class Options:
    """How strict and how patient the server is. Lives are in seconds of simulated time."""

    strict: bool = True
    press_life: int = 15 * 60
    deletable_for: int = 48 * 3600


@dataclass(slots=True)
class Call:
    """One call of a method: who calls, with which parameters and files."""

    world: World
    bot: Bot
    options: Options
    fields: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Tell a text parameter, empty when absent."""
        value: str = self.fields.get(name, "")
        return value

    def number(self, name: str, default: int = 0) -> int:
        """Tell an integer parameter."""
        value: int = self.fields.get(name, default)
        return value

    def flag(self, name: str) -> bool:
        """Tell a boolean parameter, false when absent."""
        return bool(self.fields.get(name))


Handler = Callable[[Call], Result]
HANDLERS: dict[str, Handler] = {}


def method(*names: str) -> Callable[[Handler], Handler]:
    """Register a function as one or several methods of the API."""

    def register(handler: Handler) -> Handler:
        for name in names:
            HANDLERS[name.lower()] = handler
        return handler

    return register
