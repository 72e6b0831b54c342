"""Plans and rate limits: per workspace, shared by every key of it."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from stashlog.sandbox.answers import JsonObject, RefusalError

Clock: TypeAlias = Callable[[], float]
"""Unix seconds, UTC."""

_DAY = 86_400


@dataclass(frozen=True)
class Plan:
    """What a workspace may do: requests per day (None: no limit) and per second."""

    name: str
    per_day: int | None
    per_second: int


PLANS = {
    plan.name: plan
    for plan in (
        Plan("free", 1_000, 5),
        Plan("starter", 25_000, 25),
        Plan("pro", 250_000, 50),
        Plan("scale", 2_000_000, 200),
        Plan("enterprise", None, 500),
    )
}


class RateLimiter:
    """Counts the requests of a workspace by UTC day and by clock second.

    Undocumented and therefore chosen: a refused request is not counted; the burst window is the
    second of the clock; an unlimited day is shown as the word `unlimited`; only the daily refusal
    carries `retry_after` and `upgrade_url` in its error object.
    """

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self.plan = plan
        self._clock = clock
        self._lock = threading.Lock()
        self._day = self._second = -1
        self._used_today = self._used_this_second = 0

    def spend(self) -> None:
        """Count one request.

        Raises:
            RefusalError: 429; `Retry-After` is in whole seconds.
        """
        with self._lock:
            now = self._turn_windows()
            if self.plan.per_day is not None and self._used_today >= self.plan.per_day:
                raise self._refuse_day(now)
            if self._used_this_second >= self.plan.per_second:
                raise _refuse("Burst rate limit exceeded", 1, {})
            self._used_today += 1
            self._used_this_second += 1

    def headers(self) -> dict[str, str]:
        """The five headers of every answer. The reset is that of the day, in Unix seconds."""
        with self._lock:
            self._turn_windows()
            limit = self.plan.per_day
            left = "unlimited" if limit is None else str(max(0, limit - self._used_today))
            burst_left = max(0, self.plan.per_second - self._used_this_second)
            return {
                "x-ratelimit-limit": "unlimited" if limit is None else str(limit),
                "x-ratelimit-remaining": left,
                "x-ratelimit-reset": str((self._day + 1) * _DAY),
                "x-ratelimit-burst-limit": str(self.plan.per_second),
                "x-ratelimit-burst-remaining": str(burst_left),
            }

    def leave_today(self, requests: int) -> None:
        """Let colleagues use up the day so that only this many requests are left.

        Raises:
            ValueError: The plan has no daily limit.
        """
        with self._lock:
            self._turn_windows()
            if self.plan.per_day is None:
                raise ValueError(f"the plan {self.plan.name} has no daily limit")
            self._used_today = self.plan.per_day - requests

    def _turn_windows(self) -> float:
        now = self._clock()
        if self._day != int(now // _DAY):
            self._day, self._used_today = int(now // _DAY), 0
        if self._second != int(now):
            self._second, self._used_this_second = int(now), 0
        return now

    def _refuse_day(self, now: float) -> RefusalError:
        wait = math.ceil((self._day + 1) * _DAY - now)
        url = "https://app.nodestash.io/billing/upgrade"
        return _refuse("Daily rate limit exceeded", wait, {"retry_after": wait, "upgrade_url": url})


def _refuse(message: str, wait: int, extra: JsonObject) -> RefusalError:
    headers = {"Retry-After": str(wait)}
    return RefusalError(429, "RATE_LIMITED", message, extra=extra, headers=headers)
