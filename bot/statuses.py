"""The exit statuses of all commands, as docs/operating.md tells them."""

OK = 0
PASSING = 1
"""It may work later without anybody's help."""

TO_MEND = 1
"""The doctor found something that has to be mended."""

BAD_INPUT = 2
"""Something has to be put right first; a sentence says what."""

REMAINS = 3
"""Some of what was asked for was not done, and is named."""

NOT_ALONE = 4
"""Another desk works on the database."""
