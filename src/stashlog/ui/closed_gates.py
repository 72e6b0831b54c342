"""For how long a closed gate is worth showing."""

from __future__ import annotations

from datetime import datetime, timedelta

from stashlog.domain.gates import Gate

GRACE = timedelta(seconds=35)
"""For how long a gate whose time is over still shows: a try takes as long as a request may take,
and a banner that comes and goes with every try would be worse than none."""


def still_shown(gate: Gate, now: datetime) -> bool:
    """Whether a gate holds the queue, or is being tried at this moment."""
    if gate.closed(now):
        return True
    return gate.until is not None and gate.until <= now < gate.until + GRACE
