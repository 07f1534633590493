"""Where something failed, without what it failed on: a message may hold what people wrote."""

from pathlib import Path
from traceback import walk_tb

_ROOT = Path(__file__).parent.parent
_SHOWN = 5


def trace_of(error: BaseException) -> str:
    """Return the class of an error and the last places in this program that it came through.

    The innermost place comes first. What the error says is left out, and so is where it came from
    in other people's packages.
    """
    places = [
        f"{Path(frame.f_code.co_filename).relative_to(_ROOT)}:{line}"
        for frame, line in walk_tb(error.__traceback__)
        if _is_ours(Path(frame.f_code.co_filename))
    ]
    return " ".join(
        [type(error).__name__, *(f"at {place}" for place in places[: -_SHOWN - 1 : -1])]
    )


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(_ROOT) and ".venv" not in file.parts
