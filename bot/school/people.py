"""Roles as the file writes them: ``manager``, ``dispatcher``, ``head``, ``lead of repair``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator

from bot.school.problems import found
from domain.moves import Role
from domain.school import Grant

_WHOLE_SCHOOL = (Role.MANAGER, Role.HEAD, Role.DISPATCHER)
_OF_A_TEAM = re.compile(r"(worker|lead) of (\S+)")


def read_grant(value: object) -> Grant:
    """Return a role for the whole school, or ``worker`` or ``lead`` of one team."""
    text = value if isinstance(value, str) else ""
    if text in _WHOLE_SCHOOL:
        return Grant(Role(text), None)
    match = _OF_A_TEAM.fullmatch(text)
    if match is None:
        raise ValueError(
            "expected manager, head, dispatcher, worker of TEAM or lead of TEAM; "
            f"found {found(value)}.",
        )
    return Grant(Role(match[1]), match[2])


GrantText = Annotated[Grant, PlainValidator(read_grant)]
