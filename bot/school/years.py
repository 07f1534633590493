"""The national days of one year as lines for ``school.yaml``, from a published list.

Only whoever keeps the file asks for them, and reads them before they hold: the desk itself knows
nothing but what its school says.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

_NAMES = {
    "New Year's Day": ("元旦", "元旦", "New Year's Day", "Новый год"),
    "Spring Festival": ("春节", "春節", "Spring Festival", "Праздник Весны"),
    "Tomb-sweeping Day": ("清明节", "清明節", "Qingming Festival", "Праздник Цинмин"),
    "Labour Day": ("劳动节", "勞動節", "Labour Day", "День труда"),
    "Dragon Boat Festival": (
        "端午节",
        "端午節",
        "Dragon Boat Festival",
        "Праздник драконьих лодок",
    ),
    "Mid-autumn Festival": (
        "中秋节",
        "中秋節",
        "Mid-Autumn Festival",
        "Праздник середины осени",
    ),
    "National Day": ("国庆节", "國慶節", "National Day", "День образования КНР"),
}
_LANGUAGES = ("zh", "zh-Hant", "en", "ru")


def year_block(year: int) -> str:
    """Return the lines that go below ``national:``, indented as in ``examples/school.yaml``.

    Raises ValueError when the list does not have the year.
    """
    import chinese_calendar as published  # noqa: PLC0415  a long list no running desk needs

    off = {day: name for day, name in published.holidays.items() if day.year == year}
    if not off:
        raise ValueError(
            f"the national days of {year} are not in chinesecalendar {published.__version__}; "
            "wait for the State Council's notice and upgrade that package, or write the year by "
            "hand: docs/school.md says how.",
        )
    lines = [f"    {year}:", "      days_off:"]
    lines += (f"        - {{dates: {_dates(days)}{_name(name)}}}" for name, days in _spans(off))
    lines.append("      make_up_days:")
    lines += (f"        - {day}" for day in sorted(published.workdays) if day.year == year)
    return "\n".join(lines) + "\n"


def _spans(off: dict[date, str]) -> list[tuple[str, list[date]]]:
    """Return the holidays in order: each name with dates that follow one another."""
    numbered = enumerate(sorted(off))
    runs = groupby(numbered, key=lambda each: (off[each[1]], each[1] - timedelta(days=each[0])))
    return [(name, [day for _, day in run]) for (name, _), run in runs]


def _dates(days: list[date]) -> str:
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _name(name: str) -> str:
    """Return the name's part of a line; none for a holiday that this page cannot call by name."""
    if name not in _NAMES:
        return ""
    pairs = zip(_LANGUAGES, _NAMES[name], strict=True)
    words = ", ".join(f'{language}: "{said}"' for language, said in pairs)
    return f", name: {{{words}}}"
