"""``python -m tests.crash``: kill desks at every named place and at random moments, and judge."""

import sys

if __name__ == "__main__":  # each fork reads this file once more, and needs nothing of it
    from tests.crash.command import main

    sys.exit(main())
