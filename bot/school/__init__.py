"""Reading ``school.yaml``: what the school decided, checked and turned into one value."""

from bot.school.differences import Change, ChangeKind, differences
from bot.school.editions import dump, fingerprint, restore
from bot.school.problems import Problem, SchoolFileError
from bot.school.reading import Checked, check, check_text, load, parse

__all__ = [
    "Change",
    "ChangeKind",
    "Checked",
    "Problem",
    "SchoolFileError",
    "check",
    "check_text",
    "differences",
    "dump",
    "fingerprint",
    "load",
    "parse",
    "restore",
]
