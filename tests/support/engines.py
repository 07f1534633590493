"""Engines that share what they know of SQL: a program opens one, the tests open thousands.

To write the SQL of a statement costs more than to run it, and each engine does it anew.
"""

from collections.abc import MutableMapping
from typing import Any

from sqlalchemy import Dialect, Engine, create_engine

_dialects: dict[str, Dialect] = {}
_statements: MutableMapping[Any, Any] = {}


def share(engine: Engine) -> None:
    """Let the engines of this kind that :func:`create` makes from now on speak like this one.

    It must have been connected: only then its dialect knows the server.
    """
    _dialects.setdefault(engine.dialect.name, engine.dialect)


def create(url: str, **how: Any) -> Engine:  # noqa: ANN401  as SQLAlchemy's own
    """Return an engine; it stands in for SQLAlchemy's ``create_engine``."""
    engine = create_engine(url, execution_options={"compiled_cache": _statements}, **how)
    engine.dialect = _dialects.get(engine.dialect.name, engine.dialect)
    return engine
