"""What all parts of ``school.yaml`` have in common: an entry, and lists of codes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.school.names import Code


def listed(value: object) -> object:
    """Return a single word or number as a list of one; all else unchanged."""
    return [value] if isinstance(value, str | int) else value


class Entry(BaseModel):
    """A part of the file: no key that is not known, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Refs = Annotated[list[Code], BeforeValidator(listed), Field(min_length=1)]
