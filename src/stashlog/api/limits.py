"""What the headers say about pace: the five rate-limit headers and every form of `Retry-After`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from stashlog.domain.outcome import RateLimits

LONGEST_WAIT = 86_400.0
"""Seconds. The daily window is the longest that nodestash documents; more is junk."""

_NUMBER = re.compile(r"[+-]?\d{1,300}(\.\d{1,300})?", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_SAME_CLOCK = timedelta(minutes=2)


def read_limits(headers: Mapping[str, str]) -> RateLimits:
    """Read the rate-limit headers (lower-case names); what is missing or junk becomes None."""
    reset = _count(headers.get("x-ratelimit-reset"))
    resets_at = None
    with suppress(OverflowError, OSError, ValueError):
        resets_at = None if reset is None else datetime.fromtimestamp(reset, UTC)
    return RateLimits(
        limit=_count(headers.get("x-ratelimit-limit")),
        remaining=_count(headers.get("x-ratelimit-remaining")),
        resets_at=resets_at,
        burst_limit=_count(headers.get("x-ratelimit-burst-limit")),
        burst_remaining=_count(headers.get("x-ratelimit-burst-remaining")),
    )


def retry_after(headers: Mapping[str, str], told: object, now: datetime) -> float | None:
    """Return how many seconds to wait, within 0 and `LONGEST_WAIT`; None when nobody says.

    Args:
        headers: Lower-case names. The header wins over the body.
        told: `retry_after` of the body, whatever it is.
        now: An aware time, for a header that is a date without a `Date` header beside it.
    """
    text = headers.get("retry-after", "").strip()
    for candidate in (text, told):
        if (seconds := _seconds(candidate)) is not None:
            return _clamp(seconds)
        if candidate is text and (moment := _http_date(text)) is not None:
            return _clamp((moment - server_time(headers, now)).total_seconds())
    return None


def daily_reset(limits: RateLimits, headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the day's count starts again, by this computer's clock.

    The header is a time of the server's clock. Where the answer's `Date` shows that the two differ,
    the time is moved, so that a wrong clock here neither shortens nor prolongs the wait. A reset
    that is past or more than a day ahead by both clocks is junk: None.
    """
    if limits.resets_at is None:
        return None
    at_server = server_time(headers, now)
    if abs(at_server - now) > _SAME_CLOCK and _within_a_day(limits.resets_at - at_server):
        return now + (limits.resets_at - at_server)
    return limits.resets_at if _within_a_day(limits.resets_at - now) else None


def server_time(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return the server's time from the `Date` header, or `now` where it has none."""
    return told_time(headers) or now


def told_time(headers: Mapping[str, str]) -> datetime | None:
    """Return the server's time from the `Date` header; None where it has none."""
    return _http_date(headers.get("date", ""))


def _within_a_day(wait: timedelta) -> bool:
    return timedelta(0) < wait <= timedelta(seconds=LONGEST_WAIT)


def _clamp(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _seconds(candidate: object) -> float | None:
    """Read a number, or a text that is one; `True` is no number, nor is `NaN`."""
    if isinstance(candidate, bool) or not isinstance(candidate, int | float | str):
        return None
    if isinstance(candidate, str):
        return float(candidate) if _NUMBER.fullmatch(candidate.strip()) else None
    return float(candidate) if abs(candidate) < 10**300 else None


def _http_date(text: str) -> datetime | None:
    """Read an HTTP date (RFC 9110, section 5.6.7)."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        moment = parsedate_to_datetime(text[:64])
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return None


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and _COUNT.fullmatch(text.strip()) else None
