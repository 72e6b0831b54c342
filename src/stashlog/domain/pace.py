"""How fast to send: a token bucket that learns the workspace's burst limit from the answers.

The limit is shared by every colleague, so the bucket never trusts the whole of it: a 429 halves
the rate, and each success gives a little back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

DOCUMENTED_LOWEST_BURST = 5.0
"""Requests a second on the smallest plan (nodestash documentation, "Rate limits")."""

SLOWEST = 0.2
"""Requests a second below which no number of 429s pushes us."""

RECOVERY = 0.1
"""The part of the ceiling that each success gives back."""

ROUNDING = 1e-9
"""What is missing of a request when only the rounding of seconds is to blame."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The bucket at one moment.

    Attributes:
        ceiling: Requests a second that the workspace allows, as far as we know.
        rate: Requests a second that we allow ourselves now.
        tokens: Requests that may leave at once; at most `rate`, at least below one when empty.
        at: Monotonic seconds at which `tokens` was true.
    """

    ceiling: float = DOCUMENTED_LOWEST_BURST
    rate: float = DOCUMENTED_LOWEST_BURST
    tokens: float = 1.0
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next request may leave; 0 when it may leave at once."""
        missing = 1.0 - self._refilled(now)
        return missing / self.rate if missing > ROUNDING else 0.0

    def spend(self, now: float) -> Pace:
        """Take one request out of the bucket."""
        return replace(self, tokens=self._refilled(now) - 1.0, at=now)

    def learn(self, burst_limit: int | None) -> Pace:
        """Adopt the burst limit of an answer's headers and speed up a little."""
        ceiling = float(burst_limit) if burst_limit and burst_limit > 0 else self.ceiling
        rate = min(ceiling, self.rate + ceiling * RECOVERY)
        return replace(self, ceiling=ceiling, rate=rate)

    def slow_down(self) -> Pace:
        """Halve the rate after a 429."""
        return replace(self, rate=max(SLOWEST, self.rate / 2), tokens=min(self.tokens, 0.0))

    def _refilled(self, now: float) -> float:
        elapsed = max(0.0, now - self.at)
        return min(max(1.0, self.rate), self.tokens + elapsed * self.rate)
