"""How the desk fares, over HTTP: for whoever watches it, a person or a program.

``/health/live`` answers while the event loop turns. ``/health/ready`` answers 200 when all works,
else 503 with what does not. ``/metrics`` is Prometheus' text format (version 0.0.4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

LIVE, READY, METRICS = "/health/live", "/health/ready", "/metrics"
_FORMAT = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its name, ``counter``, ``gauge`` or ``summary``, what it means, its samples.

    A sample is a suffix of the name, labels, and a value.
    """

    name: str
    kind: str
    meaning: str
    samples: Sequence[tuple[str, Labels, float]]


class Vital(Protocol):
    """What can be asked how it fares."""

    async def troubles(self) -> Mapping[str, str]:
        """Return what does not work, by name, in a few words; empty when all does."""

    async def metrics(self) -> Iterable[Metric]:
        """Return what can be measured now."""


def application(vital: Vital) -> web.Application:
    """Return the application that answers for a desk."""

    async def live(_: web.Request) -> web.Response:
        """Answer, which a loop that hangs would not."""
        return web.json_response({"live": True})

    async def ready(_: web.Request) -> web.Response:
        """Tell whether all works."""
        troubles = dict(await vital.troubles())
        status = 503 if troubles else 200
        return web.json_response({"ready": not troubles, "troubles": troubles}, status=status)

    async def measured(_: web.Request) -> web.Response:
        """Tell all figures."""
        page = "".join(_lines(await vital.metrics()))
        return web.Response(body=page.encode(), headers={"Content-Type": _FORMAT})

    app = web.Application()
    app.add_routes([web.get(LIVE, live), web.get(READY, ready), web.get(METRICS, measured)])
    return app


def _lines(metrics: Iterable[Metric]) -> Iterable[str]:
    for metric in metrics:
        yield f"# HELP {metric.name} {metric.meaning}\n"
        yield f"# TYPE {metric.name} {metric.kind}\n"
        for suffix, labels, value in metric.samples:
            yield f"{metric.name}{suffix}{_shown(labels)} {value}\n"


def _shown(labels: Labels) -> str:
    inside = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{inside}}}" if inside else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
