"""What the server of forks has imported before it forks: all that a desk or a simulator needs.

To import this is to load it; what is loaded stays as it is, so that forks share its memory.
"""

import gc
from importlib import import_module

from bot.program import root
from locales import LANGUAGES, text_in

_AS_NEEDED = (
    "alembic.command",
    "bot.demo",
    "bot.running",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
"""What a program imports only when it needs it; here it is there after a fork."""

for _module in _AS_NEEDED:
    import_module(_module)
root()
for _language in LANGUAGES:
    text_in(_language)
gc.collect()
gc.freeze()
