"""The digest's picture."""

from dataclasses import replace
from io import BytesIO

import pytest
from matplotlib.font_manager import FontProperties, findfont, fontManager
from PIL import Image

from domain.facts import Tally
from locales import LANGUAGES, text_in
from tests.views.samples import FIGURES, QUIET
from tests.views.school import POWER, SCHOOL, names
from views.charts import chart


@pytest.mark.parametrize("language", LANGUAGES)
def test_chart_is_a_picture_with_all_signs(language: str) -> None:
    """Each language is drawn; a sign that the font lacks would be a warning, thus an error."""
    with Image.open(BytesIO(chart(FIGURES, SCHOOL, text_in(language)))) as picture:
        assert picture.format == "PNG"
        assert picture.size == (960, 864)
        assert len(picture.getcolors(maxcolors=1 << 20) or ()) > 4


def test_chart_of_a_quiet_week() -> None:
    """Nothing to report is drawn, too, without teams."""
    assert chart(QUIET, SCHOOL, text_in("en")).startswith(b"\x89PNG")


def test_odd_names_are_drawn() -> None:
    """Emoji, dollar signs and very long names of teams do no harm."""
    called = names(*["🔧 $水电$ 班 👩‍🔧 的名字特别特别特别特别长"] * 4)
    school = replace(SCHOOL, teams={"power": replace(POWER, names=called)})
    figures = replace(FIGURES, teams=(Tally("power", 1, 1, 1, 0), Tally("gone", 1, 1, 1, 0)))
    assert chart(figures, school, text_in("zh_Hans")).startswith(b"\x89PNG")


@pytest.mark.parametrize("face", ["Noto Sans CJK SC", "Noto Sans CJK TC"])
def test_face_is_found(face: str) -> None:
    """The faces that charts ask for by name are in the font's collection."""
    chart(QUIET, SCHOOL, text_in("zh_Hant"))
    assert face in fontManager.get_font_names()
    assert findfont(FontProperties(family=face), fallback_to_default=False)
