"""The clock on the wall of this computer, set to the rules of another place."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Clocks go forward on 29 March 2026 at 2:00, and back on 25 October at 3:00."""
BEIRUT = "EET-2EEST,M3.5.0/0,M10.5.0/0"
"""Clocks go forward on 29 March 2026 at 0:00, so that this day has no midnight, and back on 25
October at 0:00, so that the day before has 25 hours."""

needs_tzset = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")


@contextmanager
def local_clock(rules: str) -> Iterator[None]:
    """Have this process use other rules for its local time.

    Args:
        rules: As POSIX writes them in TZ.
    """
    before = os.environ.get("TZ")
    _set(rules)
    try:
        yield
    finally:
        _set(before)


def _set(rules: str | None) -> None:
    if rules is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = rules
    time.tzset()
