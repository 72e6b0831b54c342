"""Since when the time of day has run evenly, so that no wait is cut short by setting the clock.

A request counts as settled once enough time has passed since it began. A clock that is set forward
in between (a flat battery, say, corrected from the network soon after the start) would end that
wait at once. So the time of day is compared with seconds that never go back. These count from the
start of the computer and are the same for all its programs, so one pair of both in the store is
enough; after a restart of the computer, or a sleep in which they stood still, it does not fit, and
the waits under way begin anew. Requests from before carry times of the clock as it was, which may
lie in the future by the present one: they are dated back, so that they show as older.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from stashlog.domain.activity import Json
from stashlog.services.ports import Surroundings
from stashlog.storage.store import Store

FACT = "steady_clock"

TOLERANCE = timedelta(seconds=2)
"""A correction that is too small to end any wait early; computers make such ones all the time."""


def forget(store: Store) -> None:
    """Have every request so far count as one of before the clock was set.

    For requests that another computer timed: this clock says nothing about when they began.

    Raises:
        StoreError: everything is as it was.
    """
    store.facts.put(FACT, None)


class SteadyClock:
    """Watches the time of day. Belongs to the thread of its store."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        self._store = store
        self._around = surroundings

    def since(self) -> datetime:
        """Return the time, by the present clock, since which it has not been set.

        To be called before each request as well, so that there is something to compare with.
        Every request before this time shows as older than it.

        Raises:
            StoreError: nobody can tell.
        """
        now, seconds = self._around.clock(), self._around.monotonic()
        noted = self._store.facts.get(FACT)
        if (then := _if_it_fits(noted, now, seconds)) is not None:
            return then
        with self._store.database.transaction():
            self._store.facts.put(FACT, {"day": now.isoformat(), "seconds": seconds})
            self._store.outbox.date_back(now)
        return now


def _if_it_fits(noted: Json, now: datetime, seconds: float) -> datetime | None:
    """Return when the pair was noted; None if the clock was set since, or nothing is readable."""
    if not isinstance(noted, dict):
        return None
    try:
        then = datetime.fromisoformat(str(noted.get("day")))
        passed = timedelta(seconds=seconds - float(str(noted.get("seconds"))))
        return then if abs(now - then - passed) <= TOLERANCE else None
    except (TypeError, ValueError, OverflowError):
        return None
