"""What an outcome does to its item and to the gates: pure, so that every case can be tabled.

Delivery asks here what to write; the store writes item and gate in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from stashlog.domain.backoff import (
    JITTER_AFTER_LIMIT,
    JITTER_AFTER_RESET,
    OFFLINE_CAP,
    OFFLINE_FIRST,
    SERVER_CAP,
    SERVER_FIRST,
    full_jitter,
)
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode

SETTINGS_RETRY = 300.0
"""Seconds between attempts while certificate, proxy or address look wrong: the cause may be a
hotel's login page, which goes away without any change of the settings."""

LIMIT_FALLBACK = 60.0
"""Seconds to wait after a 429 that does not say how long."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What the rules need of the outside world.

    Attributes:
        now: The time at which the outcome is known, UTC.
        chance: A random number from 0 up to, but not including, 1.
        settled_after: Seconds from the start of a request after which it can no longer be under
            way at the server: our own deadline plus a margin.
    """

    now: datetime
    chance: float
    settled_after: float


def settle(item: Item, outcome: Outcome, timing: Timing, strikes: int) -> Item:
    """Return the item as it stands after an attempt to send it.

    Args:
        item: The claimed item, in state sending.
        outcome: What the attempt came to.
        timing: Now, chance and the margin.
        strikes: How many server faults in a row there were, this one included; 0 where a gate
            closes, which then decides alone when to go on.
    """
    answered = replace(
        item,
        updated_at=timing.now,
        request_id=outcome.request_id or item.request_id,
        reason=outcome.reason,
        not_before=None,
    )
    if outcome.effect is Effect.UNCHANGED:
        return replace(answered, state=State.WAITING)
    tried = replace(answered, attempts=item.attempts + 1)
    if outcome.effect is Effect.SENT:
        return _confirmed(replace(tried, server_id=outcome.server_id))
    if outcome.effect is Effect.REFUSED:
        errors = dict(outcome.field_errors)
        return replace(tried, state=State.NEEDS_YOU, field_errors=errors)
    again = _after_trouble(timing, strikes if outcome.server_fault else 0)
    return replace(tried, state=State.CHECKING, maybe_delivered=True, not_before=again)


def gate_after(outcome: Outcome, timing: Timing, previous: Gate | None) -> Gate | None:
    """Return the gate that an outcome closes, its back-off grown from the previous one."""
    if outcome.gate is None:
        return None
    strikes = 1 if previous is None else previous.strikes + 1
    return Gate(
        kind=outcome.gate,
        since=timing.now if previous is None else previous.since,
        until=_gate_until(outcome, timing, strikes),
        detail="" if outcome.reason is None else outcome.reason.detail,
        strikes=strikes,
    )


def circuit_gate(timing: Timing, strikes: int) -> Gate:
    """Return the gate that spares a server in trouble."""
    wait = full_jitter(strikes, first=SERVER_FIRST, cap=SERVER_CAP, chance=timing.chance)
    return Gate(
        GateKind.SERVER_TROUBLE, timing.now, timing.now + timedelta(seconds=wait), strikes=strikes
    )


def not_found(item: Item, timing: Timing, steady_since: datetime, began: datetime) -> Item:
    """Return a checking item after a look-up that did not find it.

    It goes back to waiting, with the same key and bytes, if its request could no longer be under
    way when the look-up began; else it is looked for again at that time. Where the clock was set
    since the start of the request, the full time counts from then on.

    Args:
        item: The item.
        timing: Now and the margin.
        steady_since: When the clock was set last, by the clock itself.
        began: When the look-up began. It may have taken long, and what arrived meanwhile can be
            missing on its pages.
    """
    started = min(item.attempted_at or item.updated_at, timing.now)
    settled_at = max(started, steady_since) + timedelta(seconds=timing.settled_after)
    if min(began, timing.now) < settled_at:
        return replace(
            item,
            updated_at=timing.now,
            attempted_at=started,
            not_before=settled_at,
            reason=Reason(ReasonCode.NOT_FOUND_YET),
        )
    return replace(
        item,
        state=State.WAITING,
        updated_at=timing.now,
        maybe_delivered=False,
        not_before=None,
        reason=Reason(ReasonCode.NOT_ARRIVED),
    )


def found(item: Item, server_id: str, now: datetime) -> Item:
    """Return a checking item that the look-up found in nodestash."""
    return _confirmed(replace(item, updated_at=now, server_id=server_id, not_before=None))


def cannot_look(item: Item, scope: str, now: datetime) -> Item:
    """Return a checking item about which only a person can decide."""
    return replace(
        item,
        state=State.NEEDS_YOU,
        updated_at=now,
        not_before=None,
        reason=Reason(ReasonCode.CANNOT_LOOK, scope),
    )


def look_again(item: Item, timing: Timing, strikes: int) -> Item:
    """Return a checking item whose look-up failed in a way that says nothing about it."""
    return replace(item, not_before=_after_trouble(timing, strikes), updated_at=timing.now)


def orphaned(item: Item, now: datetime) -> Item:
    """Return a claimed item whose sender died: it may have arrived."""
    return replace(
        item,
        state=State.CHECKING,
        updated_at=now,
        maybe_delivered=True,
        attempts=item.attempts + 1,
        reason=Reason(ReasonCode.INTERRUPTED),
    )


def taken_back(item: Item, now: datetime) -> Item:
    """Return an item that is not in nodestash, as its user wished."""
    return replace(
        item,
        state=State.DISCARDED,
        discarded_from=State.DRAFT,
        updated_at=now,
        take_back=False,
        not_before=None,
        reason=Reason(ReasonCode.TAKEN_BACK),
    )


def removed(item: Item, outcome: Outcome, timing: Timing, strikes: int) -> Item:
    """Return a sent item after an attempt to remove it from nodestash.

    Args:
        item: A sent item that is wanted back.
        outcome: What the attempt came to; SENT means that it is not there any more.
        timing: Now, chance and the margin.
        strikes: Server faults in a row; 0 where a gate closes.
    """
    if outcome.effect is Effect.SENT:
        return taken_back(item, timing.now)
    if outcome.effect is Effect.REFUSED:
        detail = "" if outcome.reason is None else outcome.reason.detail
        reason = Reason(ReasonCode.NOT_TAKEN_BACK, detail)
        return replace(item, updated_at=timing.now, take_back=False, reason=reason)
    # Asking again is harmless: what is gone answers that it is gone.
    again = _after_trouble(timing, max(1, strikes)) if outcome.gate is None else None
    return replace(item, updated_at=timing.now, not_before=again)


def _confirmed(item: Item) -> Item:
    return replace(item, state=State.SENT, maybe_delivered=False, reason=None, field_errors={})


def _after_trouble(timing: Timing, strikes: int) -> datetime | None:
    if strikes < 1:
        return None
    wait = full_jitter(strikes, first=SERVER_FIRST, cap=SERVER_CAP, chance=timing.chance)
    return timing.now + timedelta(seconds=wait)


def _gate_until(outcome: Outcome, timing: Timing, strikes: int) -> datetime | None:
    def later(seconds: float) -> datetime:
        return timing.now + timedelta(seconds=seconds)

    if outcome.gate is GateKind.OFFLINE:
        return later(
            full_jitter(strikes, first=OFFLINE_FIRST, cap=OFFLINE_CAP, chance=timing.chance)
        )
    if outcome.gate is GateKind.SETTINGS:
        return later(SETTINGS_RETRY)
    if outcome.gate in (GateKind.RATE_LIMITED, GateKind.DAILY_QUOTA):
        if outcome.gate is GateKind.DAILY_QUOTA and outcome.until is not None:
            return outcome.until + timedelta(seconds=JITTER_AFTER_RESET * timing.chance)
        told = LIMIT_FALLBACK if outcome.retry_after is None else outcome.retry_after
        return later(told + JITTER_AFTER_LIMIT * timing.chance)
    if outcome.retry_after is not None:
        return later(outcome.retry_after)
    return None
