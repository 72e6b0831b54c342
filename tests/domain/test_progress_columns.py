"""Every column of an item after every event: what is not named here stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.gates import GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.progress import (
    Timing,
    cannot_look,
    found,
    look_again,
    not_found,
    orphaned,
    removed,
    settle,
    taken_back,
)
from stashlog.domain.reasons import Reason, ReasonCode

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EVER = NOW - timedelta(days=4000)
TIMING = Timing(now=NOW, chance=0.5, settled_after=45.0)
WORDS = Reason(ReasonCode.REFUSED, "the server's words")
FULL = Item(
    "id-1",
    State.SENDING,
    Entry(type="call"),
    created_at=NOW - timedelta(hours=2),
    updated_at=NOW - timedelta(hours=1),
    request=b"{}",
    revision=3,
    attempts=2,
    maybe_delivered=True,
    attempted_at=NOW - timedelta(seconds=10),
    not_before=NOW - timedelta(seconds=1),
    reason=Reason(ReasonCode.OFFLINE, "host"),
    field_errors={"tags": "too many"},
    request_id="req_old",
    take_back=True,
)
"""A claimed item with something in every column."""

CHECKED = replace(FULL, state=State.CHECKING)
SENT = replace(FULL, state=State.SENT, server_id="act_1", maybe_delivered=False)


def soon(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def settled(effect: Effect, strikes: int = 0, **answer: Any) -> Callable[[Item], Item]:  # noqa: ANN401 - fields of Outcome
    outcome = Outcome(effect, answer.pop("reason", WORDS), **answer)
    return lambda item: settle(item, outcome, TIMING, strikes)


def after_removal(effect: Effect, strikes: int = 0, **answer: Any) -> Callable[[Item], Item]:  # noqa: ANN401 - fields of Outcome
    outcome = Outcome(effect, answer.pop("reason", WORDS), **answer)
    return lambda item: removed(item, outcome, TIMING, strikes)


EVENTS: dict[str, tuple[Item, Callable[[Item], Item], dict[str, Any]]] = {
    "confirmed": (
        FULL,
        settled(Effect.SENT, server_id="act_1", request_id="req_new"),
        {
            "state": State.SENT,
            "server_id": "act_1",
            "request_id": "req_new",
            "attempts": 3,
            "maybe_delivered": False,
            "field_errors": {},
            "reason": None,
            "not_before": None,
        },
    ),
    "refused": (
        FULL,
        settled(Effect.REFUSED, field_errors={"subject": "too long"}),
        {
            "state": State.NEEDS_YOU,
            "attempts": 3,
            "field_errors": {"subject": "too long"},
            "reason": WORDS,
            "not_before": None,
        },
    ),
    "unclear": (
        FULL,
        settled(Effect.MAYBE, strikes=3),
        {"state": State.CHECKING, "attempts": 3, "reason": WORDS, "not_before": None},
    ),
    "unclear for the first time": (
        replace(FULL, maybe_delivered=False),
        settled(Effect.MAYBE),
        {
            "state": State.CHECKING,
            "attempts": 3,
            "maybe_delivered": True,
            "reason": WORDS,
            "not_before": None,
        },
    ),
    "a fault of the server": (
        FULL,
        settled(Effect.MAYBE, strikes=1, server_fault=True),
        {"state": State.CHECKING, "attempts": 3, "reason": WORDS, "not_before": soon(2.5)},
    ),
    "nothing happened": (
        FULL,
        settled(Effect.UNCHANGED),
        {"state": State.WAITING, "reason": WORDS, "not_before": None},
    ),
    "its sender died": (
        FULL,
        lambda item: orphaned(item, NOW),
        {
            "state": State.CHECKING,
            "attempts": 3,
            "maybe_delivered": True,
            "reason": Reason(ReasonCode.INTERRUPTED),
        },
    ),
    "not found yet": (
        CHECKED,
        lambda item: not_found(item, TIMING, EVER, NOW),
        {"not_before": soon(35), "reason": Reason(ReasonCode.NOT_FOUND_YET)},
    ),
    "not found before the clock went back": (
        replace(CHECKED, attempted_at=soon(3600)),
        lambda item: not_found(item, TIMING, EVER, NOW),
        {
            "attempted_at": NOW,
            "not_before": soon(45),
            "reason": Reason(ReasonCode.NOT_FOUND_YET),
        },
    ),
    "not found": (
        replace(CHECKED, attempted_at=soon(-45)),
        lambda item: not_found(item, TIMING, EVER, NOW),
        {
            "state": State.WAITING,
            "maybe_delivered": False,
            "not_before": None,
            "reason": Reason(ReasonCode.NOT_ARRIVED),
        },
    ),
    "not found, of which nobody knows when it began": (
        replace(CHECKED, attempted_at=None),
        lambda item: not_found(item, TIMING, EVER, NOW),
        {
            "state": State.WAITING,
            "maybe_delivered": False,
            "not_before": None,
            "reason": Reason(ReasonCode.NOT_ARRIVED),
        },
    ),
    "found": (
        CHECKED,
        lambda item: found(item, "act_7", NOW),
        {
            "state": State.SENT,
            "server_id": "act_7",
            "maybe_delivered": False,
            "not_before": None,
            "reason": None,
            "field_errors": {},
        },
    ),
    "nobody can look": (
        CHECKED,
        lambda item: cannot_look(item, "activities:read", NOW),
        {
            "state": State.NEEDS_YOU,
            "not_before": None,
            "reason": Reason(ReasonCode.CANNOT_LOOK, "activities:read"),
        },
    ),
    "a look-up failed": (
        CHECKED,
        lambda item: look_again(item, TIMING, 2),
        {"not_before": soon(5)},
    ),
    "taken back": (
        replace(FULL, state=State.WAITING),
        lambda item: taken_back(item, NOW),
        {
            "state": State.DISCARDED,
            "discarded_from": State.DRAFT,
            "take_back": False,
            "not_before": None,
            "reason": Reason(ReasonCode.TAKEN_BACK),
        },
    ),
    "removed": (
        SENT,
        after_removal(Effect.SENT),
        {
            "state": State.DISCARDED,
            "discarded_from": State.DRAFT,
            "take_back": False,
            "not_before": None,
            "reason": Reason(ReasonCode.TAKEN_BACK),
        },
    ),
    "kept by nodestash": (
        SENT,
        after_removal(Effect.REFUSED),
        {"take_back": False, "reason": Reason(ReasonCode.NOT_TAKEN_BACK, WORDS.detail)},
    ),
    "kept by nodestash without a word": (
        SENT,
        after_removal(Effect.REFUSED, reason=None),
        {"take_back": False, "reason": Reason(ReasonCode.NOT_TAKEN_BACK)},
    ),
    "a removal is unclear": (
        SENT,
        after_removal(Effect.MAYBE),
        {"not_before": soon(2.5)},
    ),
    "a removal met a fault of the server": (
        SENT,
        after_removal(Effect.MAYBE, strikes=2),
        {"not_before": soon(5)},
    ),
    "a removal met a gate": (
        SENT,
        after_removal(Effect.UNCHANGED, gate=GateKind.OFFLINE),
        {"not_before": None},
    ),
}


@pytest.mark.parametrize(("before", "event", "changes"), EVENTS.values(), ids=EVENTS)
def test_an_event_changes_these_columns_and_no_other(
    before: Item, event: Callable[[Item], Item], changes: dict[str, Any]
) -> None:
    assert event(before) == replace(before, **{"updated_at": NOW, **changes})
