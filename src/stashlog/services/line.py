"""The line to nodestash: one request at a time in the whole workspace, and not too fast.

Whatever talks to nodestash in the background shares it: delivery, and what fills its spare time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Outcome, RateLimits
from stashlog.domain.pace import Pace
from stashlog.services.limits import remember_limits
from stashlog.services.sender_lock import SenderLock
from stashlog.storage.facts import Facts

LOCK_RETRY = 1.0
"""Seconds until another look at a store that another process is sending from."""


class Pause(NamedTuple):
    """When the next step makes sense: in so many seconds, or None for "when something changes"."""

    seconds: float | None = None

    def or_sooner(self, seconds: float | None) -> Pause:
        """Return the shorter of two pauses."""
        known = [one for one in (self.seconds, seconds) if one is not None]
        return Pause(min(known, default=None))


class Line:
    """The pace of one delivery thread, and the lock that it shares with other processes."""

    def __init__(self, lock: SenderLock, monotonic: Callable[[], float], facts: Facts) -> None:
        self._lock = lock
        self._monotonic = monotonic
        self._facts = facts
        self._pace = Pace(at=monotonic())

    def held(self) -> AbstractContextManager[bool]:
        """Hold the line if it is free; the value says whether it is held."""
        return self._lock.held()

    def seconds(self) -> float:
        """Return seconds that never go back."""
        return self._monotonic()

    def wait(self) -> float:
        """Seconds until the next request may leave; 0 when it may leave at once."""
        return self._pace.wait(self._monotonic())

    def spend(self) -> None:
        """Note that a request leaves."""
        self._pace = self._pace.spend(self._monotonic())

    def turn(self) -> float:
        """Note that a request leaves as soon as the pace allows; return the seconds until then."""
        seconds, now = self.wait(), self._monotonic()
        self._pace = self._pace.spend(now + seconds)
        return seconds

    def learn(self, limits: RateLimits | None, outcome: Outcome | None) -> None:
        """Take from an answer how fast to go on, and keep what it said of the limits.

        Raises:
            StoreError: they could not be kept.
        """
        if limits is not None:
            remember_limits(self._facts, limits)
        if outcome is not None and outcome.gate is GateKind.RATE_LIMITED:
            self._pace = self._pace.slow_down()
        elif limits is not None:
            self._pace = self._pace.learn(limits.burst_limit)
