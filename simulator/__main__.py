"""`python -m simulator`: the simulator as a process of its own, on a clock that flows."""

import argparse
import asyncio
import sys
from datetime import datetime
from pathlib import Path

from simulator.clock import SimulatedClock, real_moment
from simulator.errors import WorldError
from simulator.server import Simulator
from simulator.worldfile import build, read_world


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", help="the token of the bot, for example 42:TEST")
    parser.add_argument("--username", default="desk_bot", help="the username of that bot")
    parser.add_argument(
        "--world", type=Path, help="a JSON file that describes users, bots and groups"
    )
    parser.add_argument(
        "--start", type=datetime.fromisoformat, help="the moment to start at, with an offset"
    )
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    clock = SimulatedClock(arguments.start or real_moment(), flowing=True)
    simulator = Simulator(clock)
    if arguments.token:
        simulator.add_bot(arguments.token, arguments.username)
    if arguments.world:
        build(simulator, read_world(arguments.world))
    try:
        url = await simulator.start(arguments.host, arguments.port)
        sides = f"the people's side at {url}/people, the page at {url}/"
        sys.stdout.write(f"the Bot API is at {url}, {sides}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await simulator.close()


def main() -> int:
    """Serve until interrupted; one clear sentence when something is wrong."""
    try:
        asyncio.run(_serve(_arguments()))
    except KeyboardInterrupt:
        return 0
    except (WorldError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
