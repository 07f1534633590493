"""What people see, word for word, in every language."""

import pytest

from locales import LANGUAGES, text_in
from tests.views.conftest import FOLDER, Snapshots
from tests.views.gallery import SCREENS
from tests.views.toasts import TOASTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*SCREENS, *TOASTS])
def test_screen(name: str, language: str, snapshots: Snapshots) -> None:
    """A screen is exactly what its snapshot says."""
    screen = (SCREENS | TOASTS)[name](text_in(language))
    snapshots.check(f"{language}/{name}.txt", screen)


def test_no_stray_snapshots() -> None:
    """Every snapshot belongs to a screen."""
    known = {f"{language}/{name}.txt" for language in LANGUAGES for name in SCREENS | TOASTS}
    assert {str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.txt")} <= known
