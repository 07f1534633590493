"""The form of a ticket: one live message that always tells the whole story so far."""

from views.forms.places import found
from views.forms.questions import discarded, draw

__all__ = ["discarded", "draw", "found"]
