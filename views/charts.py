"""The digest's picture. Importing this module loads matplotlib: import it where a chart is drawn.

The font is Noto Sans CJK from its own package, a collection of faces; the face is chosen by family
name, so that Chinese signs have the shapes of the reader's script and not the Japanese ones of the
first face.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from unicodedata import category as kind_of

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from domain.cuts import cut
from domain.facts import DigestFigures, Tally
from domain.school import School
from locales import Text
from views.words import name, team_words

_FACES = {"zh_Hant": "Noto Sans CJK TC"}
_FACE = "Noto Sans CJK SC"
_NEW, _DONE, _OVERDUE, _GRID = "#3b7dd8", "#3aa76d", "#d9534f", "#e3e6ea"
_SIZE = (8.0, 7.2)  # inches; at 120 dots each the picture is 960 by 864, sharp on a phone
_DOTS = 120
_TEAMS = 8
_TEAMS_AT_LEAST = 3  # fewer bars would be as thick as a wall
_BAR = 0.38
_HEADROOM = 1.12
_PADDING = 0.15  # inches
_FIRST_EMOJI = 0x1F000
_LABEL = 18
_UNDRAWN = re.compile("[\ufe0e\ufe0f\u200d]")


def chart(figures: DigestFigures, school: School, text: Text) -> bytes:
    """Return a PNG: new and done tickets of each day above, open tickets of each team below."""
    _register()
    face = _FACES.get(text.language, _FACE)
    title = text.plain(
        "chart.title", school=name(school.names, text.language), n=len(figures.days)
    )
    # A team may have a dollar sign in its name: nothing is read as a formula.
    with rc_context({"font.family": face, "font.size": 13, "text.parse_math": False}):
        figure = Figure(
            figsize=_SIZE,
            dpi=_DOTS,
            layout=ConstrainedLayoutEngine(h_pad=_PADDING, w_pad=_PADDING),
        )
        days, teams = figure.subplots(2, 1, height_ratios=(3, 2))
        figure.suptitle(_drawn(title), fontsize=17)
        _draw_days(days, figures, text)
        _draw_teams(teams, _busiest(figures.teams), school, text)
        picture = BytesIO()
        figure.savefig(picture, format="png")
    return picture.getvalue()


@cache
def _register() -> None:
    fontManager.addfont(str(files("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc"))


def _draw_days(axes: Axes, figures: DigestFigures, text: Text) -> None:
    places = range(len(figures.days))
    new = [new for _, new, _ in figures.days]
    done = [done for _, _, done in figures.days]
    for side, counts, color, key in ((-1, new, _NEW, "new"), (1, done, _DONE, "done")):
        at = [place + side * _BAR / 2 for place in places]
        bars = axes.bar(at, counts, width=_BAR, color=color, label=text.plain(f"chart.{key}"))
        axes.bar_label(bars, labels=[str(each or "") for each in counts], padding=2, fontsize=11)
    labels = [text.day(day, "chart.day_pattern") for day, _, _ in figures.days]
    axes.set_xticks(list(places), labels)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(bottom=0, top=max([*new, *done, 4]) * _HEADROOM)
    axes.grid(axis="y", color=_GRID)
    _finish(axes, text.plain("chart.days"))


def _draw_teams(axes: Axes, teams: Sequence[Tally], school: School, text: Text) -> None:
    late = [team.overdue for team in teams]
    places = range(len(teams))
    in_time = [team.open - team.overdue for team in teams]
    for counts, starts, color, key in (
        (in_time, [0] * len(teams), _NEW, "in_time"),
        (late, in_time, _OVERDUE, "overdue"),
    ):
        label = text.plain(f"chart.{key}")
        axes.barh(places, counts, left=starts, height=0.6, color=color, label=label)
    for place, team in enumerate(teams):
        axes.text(team.open, place, f" {team.open}", va="center", fontsize=11)
    names = [cut(_drawn(team_words(school, t.code, text.language)), _LABEL) for t in teams]
    axes.set_yticks(list(places), names)
    axes.set_ylim(max(len(teams), _TEAMS_AT_LEAST) - 0.5, -0.5)
    axes.set_xlim(left=0, right=max([team.open for team in teams], default=1) * _HEADROOM)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    if not teams:
        axes.text(0.02, 1, text.plain("digest.quiet"), va="center")
    _finish(axes, text.plain("chart.teams"))


def _busiest(teams: Sequence[Tally]) -> Sequence[Tally]:
    busy = (team for team in teams if team.open)
    return sorted(busy, key=lambda team: (-team.open, -team.overdue))[:_TEAMS]


def _finish(axes: Axes, title: str) -> None:
    """Put the title at the left and the legend at the right above the bars, never over them."""
    axes.set_title(title, fontsize=14, loc="left", pad=12)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)
    if axes.patches:
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=12)


def _drawn(words: str) -> str:
    """Return words without emoji, which no text font has (Unicode category So, U+1F000 on)."""
    plain = _UNDRAWN.sub("", words)
    return "".join(letter for letter in plain if not _is_emoji(letter)).strip()


def _is_emoji(letter: str) -> bool:
    return ord(letter) >= _FIRST_EMOJI and kind_of(letter) in {"So", "Sk", "Cn"}
