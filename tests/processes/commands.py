"""Running a command of the operator to its end."""

from pathlib import Path

from tests.support.processes import running


def outcome(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Run ``python -m bot arguments`` in a folder; return its status and all that it said."""
    with running("bot", *arguments, folder=folder, **settings) as program:
        status = program.ends()
    return status, "".join(program.said)
