"""``python -m pembinaan_lib.cli``: the same command where the script is not on the path."""

import sys

from pembinaan_lib.cli import main

if __name__ == "__main__":
    sys.exit(main())
