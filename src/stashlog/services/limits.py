"""The workspace's rate limits as the last answer told them, kept for the next start."""

from __future__ import annotations

from datetime import datetime

from stashlog.domain.outcome import RateLimits
from stashlog.storage.codec import readable_time
from stashlog.storage.facts import Facts

FACT = "rate_limits"


def remember_limits(facts: Facts, limits: RateLimits) -> None:
    """Keep what an answer said."""
    resets_at = None if limits.resets_at is None else limits.resets_at.isoformat()
    facts.put(
        FACT,
        {
            "limit": limits.limit,
            "remaining": limits.remaining,
            "resets_at": resets_at,
            "burst_limit": limits.burst_limit,
        },
    )


def recall_limits(facts: Facts, now: datetime) -> RateLimits | None:
    """Return what the last answer said, unless its day is over."""
    kept = facts.get(FACT)
    if not isinstance(kept, dict):
        return None
    resets_at = readable_time(kept.get("resets_at"))
    if resets_at is not None and resets_at <= now:
        return None

    def number(name: str) -> int | None:
        value = kept.get(name)
        return value if type(value) is int else None

    return RateLimits(number("limit"), number("remaining"), resets_at, number("burst_limit"), None)
