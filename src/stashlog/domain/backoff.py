"""How long to wait after the n-th trouble in a row."""

from __future__ import annotations

OFFLINE_FIRST = 2.0
OFFLINE_CAP = 300.0
SERVER_FIRST = 5.0
SERVER_CAP = 900.0
"""Seconds. The server's back-off is longer: asking again at once is what keeps a server down."""

CIRCUIT_STRIKES = 5
"""Server faults in a row after which the whole queue pauses."""

JITTER_AFTER_LIMIT = 2.0
"""Seconds at most that are added to a wait told by the server, so that colleagues spread out."""


def full_jitter(strikes: int, *, first: float, cap: float, chance: float) -> float:
    """Seconds to wait: a random part of a limit that doubles with every strike.

    Args:
        strikes: 1 for the first trouble in a row.
        first: The limit for the first one, in seconds.
        cap: The highest limit, in seconds.
        chance: A random number from 0 up to, but not including, 1.
    """
    limit = min(cap, first * 2.0 ** min(strikes - 1, 32))
    return limit * chance


JITTER_AFTER_RESET = 60.0
"""The same after midnight UTC, when every colleague's quota starts again in the same second."""
