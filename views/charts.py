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
from matplotlib.ticker import MaxNLocator

from domain.facts import DigestFigures, Tally
from domain.school import School
from locales import Text
from views.cuts import cut
from views.words import name, team_words

_FACES = {"zh_Hant": "Noto Sans CJK TC"}
_FACE = "Noto Sans CJK SC"
_NEW, _DONE, _OVERDUE, _GRID = "#3b7dd8", "#3aa76d", "#d9534f", "#e3e6ea"
_SIZE = (8.0, 7.2)  # inches; at 120 dots each the picture is 960 by 864, sharp on a phone
_DOTS = 120
_TEAMS = 8
_BAR = 0.38
_FIRST_EMOJI = 0x1F000
_LABEL = 14
_UNDRAWN = re.compile("[\ufe0e\ufe0f\u200d]")


def chart(figures: DigestFigures, school: School, text: Text) -> bytes:
    """Return a PNG: new and done tickets of each day above, open tickets of each team below."""
    _register()
    face = _FACES.get(text.language, _FACE)
    # A team may have a dollar sign in its name: nothing is read as a formula.
    with rc_context({"font.family": face, "font.size": 13, "text.parse_math": False}):
        figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
        days, teams = figure.subplots(2, 1, height_ratios=(3, 2))
        title = text.plain(
            "chart.title", school=name(school.names, text.language), n=len(figures.days)
        )
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
        axes.bar_label(bars, padding=2, fontsize=11)
    axes.set_xticks(list(places), [f"{day.month}/{day.day}" for day, _, _ in figures.days])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_ylim(bottom=0, top=_headroom([*new, *done]))
    axes.grid(axis="y", color=_GRID)
    _finish(axes)


def _draw_teams(axes: Axes, teams: Sequence[Tally], school: School, text: Text) -> None:
    names = [cut(_drawn(team_words(school, t.code, text.language)), _LABEL) for t in teams]
    in_time = [team.open - team.overdue for team in teams]
    late = [team.overdue for team in teams]
    places = range(len(teams))
    axes.barh(places, in_time, height=0.6, color=_NEW, label=text.plain("chart.in_time"))
    axes.barh(
        places, late, left=in_time, height=0.6, color=_OVERDUE, label=text.plain("chart.overdue")
    )
    for place, team in enumerate(teams):
        axes.text(team.open, place, f" {team.open}", va="center", fontsize=11)
    axes.set_yticks(list(places), names)
    axes.invert_yaxis()
    axes.set_xlim(left=0, right=_headroom([team.open for team in teams]))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_title(text.plain("chart.teams"), fontsize=14, loc="left")
    axes.grid(axis="x", color=_GRID)
    _finish(axes)


def _busiest(teams: Sequence[Tally]) -> Sequence[Tally]:
    return sorted(teams, key=lambda team: (-team.open, -team.overdue))[:_TEAMS]


def _headroom(counts: Sequence[int]) -> float:
    """Return where an axis ends: the longest bar leaves room for its number and the legend."""
    return max([*counts, 1]) * 1.25


def _finish(axes: Axes) -> None:
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)
    axes.legend(loc="upper right", ncols=2, frameon=False, fontsize=12)


def _drawn(words: str) -> str:
    """Return words without emoji, which no text font has (Unicode category So, U+1F000 on)."""
    plain = _UNDRAWN.sub("", words)
    return "".join(letter for letter in plain if not _is_emoji(letter)).strip()


def _is_emoji(letter: str) -> bool:
    return ord(letter) >= _FIRST_EMOJI and kind_of(letter) in {"So", "Sk", "Cn"}
