"""Looking at everything that a desk needs, and saying how to mend what is not well."""

from bot.doctor.command import add_parser

__all__ = ["add_parser"]
