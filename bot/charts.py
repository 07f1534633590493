"""Drawing the digest's chart in a process of its own: ``python -m bot.charts``.

matplotlib takes two seconds to load and a hundred megabytes to keep. Drawn in the desk's process
it would stop every conversation; so a process is started for a chart and ends with it. It reads
its order from the standard input and writes the picture to the standard output, so it also ends
by itself when the desk was killed meanwhile.
"""

import pickle
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

from domain.facts import DigestFigures
from domain.school import School

_HERE = Path(__file__).parent.parent


async def draw(figures: DigestFigures, school: School, language: str) -> bytes:
    """Return the chart as a PNG; RuntimeError when it cannot be drawn."""
    drawing = await create_subprocess_exec(
        sys.executable, "-m", "bot.charts", cwd=_HERE, stdin=PIPE, stdout=PIPE
    )
    try:
        picture, _ = await drawing.communicate(pickle.dumps((figures, school, language)))
    finally:
        if drawing.returncode is None:
            drawing.kill()
    if drawing.returncode:
        raise RuntimeError(f"the chart was not drawn: status {drawing.returncode}")
    return picture


def _main() -> None:
    from locales import text_in  # noqa: PLC0415  only the drawing process needs it
    from views.charts import chart  # noqa: PLC0415  loads matplotlib

    figures, school, language = pickle.load(sys.stdin.buffer)  # noqa: S301  our own order
    sys.stdout.buffer.write(chart(figures, school, text_in(language)))


if __name__ == "__main__":
    _main()
