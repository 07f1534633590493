"""The one alias for what travels as a JSON object."""

from typing import Any

Json = dict[str, Any]
