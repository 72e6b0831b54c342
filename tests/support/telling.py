"""How a helper program tells its test something: a line on standard output, at once."""

import sys


def tell(text: object) -> None:
    """Write a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
