"""Drawing the digest's chart in a process of its own.

matplotlib takes two seconds to load and a hundred megabytes to keep. Drawn in the desk's process
it would stop every conversation; so a process is started for a chart and ends with it.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from domain.facts import DigestFigures
from domain.school import School


async def draw(figures: DigestFigures, school: School, language: str) -> bytes:
    """Return the chart as a PNG."""
    loop = asyncio.get_running_loop()
    process = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    try:
        return await loop.run_in_executor(process, _draw, figures, school, language)
    finally:
        process.shutdown(wait=False)


def _draw(figures: DigestFigures, school: School, language: str) -> bytes:
    from locales.catalogue import text_in  # noqa: PLC0415  only the drawing process needs it
    from views.charts import chart  # noqa: PLC0415  loads matplotlib

    return chart(figures, school, text_in(language))
