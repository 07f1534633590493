"""Drawing the digest's chart in a process of its own.

matplotlib takes two seconds to load and a hundred megabytes to keep. Drawn in the desk's process
it would stop every conversation; so a process is started for a chart and ends with it.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from signal import SIGKILL, raise_signal
from threading import Thread

from domain.facts import DigestFigures
from domain.school import School


async def draw(figures: DigestFigures, school: School, language: str) -> bytes:
    """Return the chart as a PNG."""
    loop = asyncio.get_running_loop()
    process = ProcessPoolExecutor(1, get_context("spawn"), _end_with_the_desk)
    try:
        return await loop.run_in_executor(process, _draw, figures, school, language)
    finally:
        process.shutdown(wait=False)


def _end_with_the_desk() -> None:
    """Let this process not wait for work for ever when the desk was killed."""
    Thread(target=_die_after_the_desk, daemon=True).start()


def _die_after_the_desk() -> None:
    desk = parent_process()
    if desk is not None:
        desk.join()
        raise_signal(SIGKILL)


def _draw(figures: DigestFigures, school: School, language: str) -> bytes:
    from locales.catalogue import text_in  # noqa: PLC0415  only the drawing process needs it
    from views.charts import chart  # noqa: PLC0415  loads matplotlib

    return chart(figures, school, text_in(language))
