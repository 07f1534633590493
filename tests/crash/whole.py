"""``python -m tests.crash.whole PLACE ARGUMENTS``: ``python -m bot``, killed at a place."""

import sys

from bot.__main__ import main
from models.crashes import arm

if __name__ == "__main__":
    if sys.argv[1] != "nowhere":
        arm(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
