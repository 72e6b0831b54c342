"""When the refresh of the directory may ask, how it saves the day's requests, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from stashlog.domain.directory import Kind
from stashlog.domain.outcome import RateLimits
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.domain.refresh import TROUBLE_CAP, is_forbidden
from stashlog.domain.refresh_state import ORDER, RefreshState

SHORTEST_REST = timedelta(minutes=15)
ROUND_REQUESTS = 4
ROUND_SHARE = 0.05
"""A round in which nothing changed takes so many requests. All rounds of a day together take at
most this share of the day's requests, so that five colleagues on the smallest plan go together."""

FLOOR_OF_FOUND = 0.5
FLOOR_OF_LIMIT = 0.25
"""The parts of what was left when the refresh first looked today, and of the day's limit, that it
leaves untouched: they are for logging, and for colleagues whose refresh looks later."""

SCOPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.COMPANY: "companies:read",
        Kind.CONTACT: "contacts:read",
        Kind.DEAL: "deals:read",
    }
)
"""What a key needs to read each list (nodestash documentation, "Authorization")."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The refresh as it is shown.

    Attributes:
        running: A round is under way, perhaps waiting for its next request.
        done: Records that came in the round.
        estimate: How many there may be in all; None where nobody can know, as at first.
        ended_at: When the latest round ended.
        trouble: Why it does not get on, if so.
        saving: It waits for tomorrow, so that enough of the day's requests is left.
    """

    running: bool = False
    done: int = 0
    estimate: int | None = None
    paused: bool = False
    ended_at: datetime | None = None
    trouble: Reason | None = None
    saving: bool = False


def rest_between_rounds(limits: RateLimits | None) -> timedelta:
    """Return how long to rest between rounds, by the size of the workspace's plan."""
    if limits is None or not limits.limit:
        return SHORTEST_REST
    rounds = limits.limit * ROUND_SHARE / ROUND_REQUESTS
    return max(SHORTEST_REST, timedelta(days=1) / max(rounds, 1.0))


def on_this_day(state: RefreshState, limits: RateLimits | None) -> RefreshState:
    """Return the state with today's floor, set when today's quota is first seen."""
    if limits is None or limits.remaining is None or limits.resets_at == state.day:
        return state
    found = limits.remaining * FLOOR_OF_FOUND
    of_limit = (limits.limit or 0) * FLOOR_OF_LIMIT
    return replace(state, day=limits.resets_at, floor=int(max(found, of_limit)))


def saves(state: RefreshState, limits: RateLimits | None) -> bool:
    """Whether another request would take what is left for logging today."""
    remaining = None if limits is None else limits.remaining
    return remaining is not None and remaining <= state.floor


def due(state: RefreshState, limits: RateLimits | None, now: datetime, *, wanted: bool) -> datetime:
    """Return when the next request makes sense; `now` or earlier for at once.

    Args:
        state: With today's floor.
        limits: The rate limits as last seen, if that was today.
        now: The time of day.
        wanted: The user wishes for a round.
    """
    if saves(state, limits):
        return now + SHORTEST_REST if state.day is None else state.day
    if state.retry_at is not None and state.retry_at <= now + timedelta(seconds=TROUBLE_CAP):
        return state.retry_at
    # A round that ended in the future was timed by a clock that was wrong.
    if state.under_way or wanted or state.ended_at is None or state.ended_at > now:
        return now
    return state.ended_at + rest_between_rounds(limits)


def progress(
    state: RefreshState, limits: RateLimits | None, now: datetime, *, paused: bool
) -> Progress:
    """Return the refresh as it is shown."""
    left_out_ = [kind for kind in ORDER if is_forbidden(state, kind, now)]
    scopes = ", ".join(SCOPES[kind] for kind in left_out_)
    forbidden = Reason(ReasonCode.KEY_TOO_NARROW, scopes) if left_out_ else None
    return Progress(
        running=state.under_way,
        done=state.done,
        estimate=max(state.estimate, state.done) if state.estimate else None,
        paused=paused,
        ended_at=state.ended_at,
        trouble=state.trouble or forbidden,
        saving=saves(state, limits),
    )
