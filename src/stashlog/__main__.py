"""`python -m stashlog`, and the command `stashlog`."""

from __future__ import annotations

import sys


def main() -> int:
    """Carry out this process's command line and return the exit status."""
    from stashlog.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
