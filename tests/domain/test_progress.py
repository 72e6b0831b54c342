"""What an outcome does to its item and to the gates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.gates import LONGEST_WAIT, Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.progress import (
    LIMIT_FALLBACK,
    SETTINGS_RETRY,
    Timing,
    cannot_look,
    circuit_gate,
    found,
    gate_after,
    look_again,
    not_found,
    orphaned,
    settle,
)
from stashlog.domain.reasons import Reason, ReasonCode

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(seconds=10)
EVER = NOW - timedelta(days=4000)
TIMING = Timing(now=NOW, chance=0.5, settled_after=45.0)
CLAIMED = Item(
    "id-1",
    State.SENDING,
    Entry(type="call"),
    created_at=EARLIER,
    updated_at=EARLIER,
    attempted_at=EARLIER,
    attempts=2,
)
CHECKED = replace(CLAIMED, state=State.CHECKING, maybe_delivered=True)
NO_ANSWER = Reason(ReasonCode.NO_ANSWER)


def seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


def test_a_confirmed_item_is_sent_with_the_servers_id() -> None:
    before = replace(CLAIMED, field_errors={"tags": "old"}, reason=NO_ANSWER)
    after = settle(before, Outcome(Effect.SENT, server_id="act_1", request_id="req_1"), TIMING, 0)
    assert after == replace(
        before,
        state=State.SENT,
        updated_at=NOW,
        attempts=3,
        server_id="act_1",
        request_id="req_1",
        reason=None,
        field_errors={},
    )


def test_a_refused_item_needs_its_user_and_keeps_the_words_at_their_fields() -> None:
    reason = Reason(ReasonCode.REFUSED_FIELDS, "failed validation")
    outcome = Outcome(Effect.REFUSED, reason, field_errors={"tags": "too many"})
    after = settle(CLAIMED, outcome, TIMING, 0)
    assert (after.state, after.reason, after.field_errors, after.attempts) == (
        State.NEEDS_YOU,
        reason,
        {"tags": "too many"},
        3,
    )
    assert after.editable


def test_what_touches_no_item_leaves_it_waiting_and_is_no_attempt() -> None:
    outcome = Outcome(Effect.UNCHANGED, Reason(ReasonCode.OFFLINE, "host"), GateKind.OFFLINE)
    after = settle(CLAIMED, outcome, TIMING, 0)
    assert (after.state, after.attempts, after.not_before) == (State.WAITING, 2, None)
    assert after.editable


def test_what_may_have_arrived_is_checked_at_once_and_cannot_be_edited() -> None:
    after = settle(CLAIMED, Outcome(Effect.MAYBE, NO_ANSWER), TIMING, 0)
    assert (after.state, after.maybe_delivered, after.attempts) == (State.CHECKING, True, 3)
    assert after.not_before is None
    assert not after.editable


def test_after_a_server_fault_the_look_waits_longer_each_time() -> None:
    outcome = Outcome(Effect.MAYBE, NO_ANSWER, server_fault=True)
    waits = [settle(CLAIMED, outcome, TIMING, strikes).not_before for strikes in (1, 2, 20)]
    assert waits == [NOW + seconds(2.5), NOW + seconds(5), NOW + seconds(450)]


def test_maybe_delivered_outlasts_a_later_refused_connection() -> None:
    sticky = replace(CLAIMED, maybe_delivered=True)
    outcome = Outcome(Effect.UNCHANGED, Reason(ReasonCode.OFFLINE, "host"), GateKind.OFFLINE)
    after = settle(sticky, outcome, TIMING, 0)
    assert after.maybe_delivered
    assert not after.editable


def test_a_new_request_id_replaces_the_old_and_none_keeps_it() -> None:
    known = replace(CLAIMED, request_id="req_old")
    kept = settle(known, Outcome(Effect.MAYBE, NO_ANSWER), TIMING, 0)
    replaced = settle(known, Outcome(Effect.MAYBE, NO_ANSWER, request_id="req_new"), TIMING, 0)
    assert (kept.request_id, replaced.request_id) == ("req_old", "req_new")


@pytest.mark.parametrize(
    ("gate", "retry_after", "until", "expected"),
    [
        (GateKind.OFFLINE, None, None, NOW + seconds(1)),
        (GateKind.SETTINGS, None, None, NOW + seconds(SETTINGS_RETRY)),
        (GateKind.RATE_LIMITED, 7.0, None, NOW + seconds(8)),
        (GateKind.RATE_LIMITED, 0.0, None, NOW + seconds(1)),
        (GateKind.RATE_LIMITED, None, None, NOW + seconds(LIMIT_FALLBACK + 1)),
        (GateKind.DAILY_QUOTA, 5.0, NOW + seconds(600), NOW + seconds(630)),
        (GateKind.DAILY_QUOTA, 5.0, None, NOW + seconds(6)),
        (GateKind.SERVER_TROUBLE, 120.0, None, NOW + seconds(120)),
        (GateKind.KEY_REFUSED, None, None, None),
        (GateKind.KEY_TOO_NARROW, None, None, None),
    ],
)
def test_a_gate_closes_for_as_long_as_its_kind_asks(
    gate: GateKind, retry_after: float | None, until: datetime | None, expected: datetime | None
) -> None:
    outcome = Outcome(
        Effect.UNCHANGED,
        Reason(ReasonCode.OFFLINE, "host"),
        gate,
        retry_after=retry_after,
        until=until,
    )
    closed = gate_after(outcome, TIMING, None)
    assert closed == Gate(gate, NOW, expected, "host", 1)


def test_a_gate_that_closes_again_waits_longer_and_remembers_since_when() -> None:
    previous = Gate(GateKind.OFFLINE, EARLIER, NOW, "host", strikes=3)
    outcome = Outcome(Effect.UNCHANGED, Reason(ReasonCode.OFFLINE, "host"), GateKind.OFFLINE)
    assert gate_after(outcome, TIMING, previous) == Gate(
        GateKind.OFFLINE, EARLIER, NOW + seconds(8), "host", 4
    )


def test_an_outcome_without_a_gate_closes_none() -> None:
    assert gate_after(Outcome(Effect.MAYBE), TIMING, None) is None


def test_the_circuit_spares_a_server_in_trouble() -> None:
    assert circuit_gate(TIMING, 5) == Gate(
        GateKind.SERVER_TROUBLE, NOW, NOW + seconds(40), strikes=5
    )


def test_a_gate_with_a_time_opens_by_itself() -> None:
    gate = Gate(GateKind.OFFLINE, NOW, NOW + seconds(5))
    assert gate.closed(NOW + seconds(4.9))
    assert not gate.closed(NOW + seconds(5))
    assert Gate(GateKind.PAUSED, NOW).closed(NOW + timedelta(days=400))


def test_a_time_that_a_wrong_clock_wrote_holds_nobody() -> None:
    assert not Gate(GateKind.OFFLINE, NOW, NOW + LONGEST_WAIT + seconds(1)).closed(NOW)
    assert Gate(GateKind.OFFLINE, NOW, NOW + LONGEST_WAIT).closed(NOW)


def test_not_found_while_it_may_still_be_under_way_is_looked_for_again() -> None:
    after = not_found(CHECKED, TIMING, EVER, NOW)
    assert after.state is State.CHECKING
    assert after.maybe_delivered
    assert after.not_before == EARLIER + seconds(45)


def test_not_found_after_that_goes_back_to_waiting_with_the_same_key() -> None:
    late = replace(TIMING, now=EARLIER + seconds(45))
    after = not_found(CHECKED, late, EVER, late.now)
    assert (after.state, after.maybe_delivered) == (State.WAITING, False)
    assert after.reason == Reason(ReasonCode.NOT_ARRIVED)
    assert after.idempotency_key == CHECKED.idempotency_key


@pytest.mark.parametrize("began", [44.9, 3600.0])
def test_what_arrived_while_the_look_up_took_its_time_may_be_missing_in_it(began: float) -> None:
    """The second case: the clock was set back while it was under way."""
    ended = replace(TIMING, now=EARLIER + seconds(46 if began < 45 else 44))
    after = not_found(CHECKED, ended, EVER, EARLIER + seconds(began))
    assert after.state is State.CHECKING
    assert after.not_before == EARLIER + seconds(45)


def test_a_clock_that_went_back_makes_the_look_start_over() -> None:
    before_it_began = replace(TIMING, now=EARLIER - timedelta(days=365))
    after = not_found(CHECKED, before_it_began, EVER, before_it_began.now)
    assert after.state is State.CHECKING
    assert after.not_before == before_it_began.now + seconds(45)


def test_a_clock_that_was_set_since_makes_the_look_start_over() -> None:
    two_days_later = replace(TIMING, now=NOW + timedelta(days=2))
    after = not_found(CHECKED, two_days_later, two_days_later.now, two_days_later.now)
    assert after.state is State.CHECKING
    assert after.attempted_at == CHECKED.attempted_at, "the search must not begin later"
    assert after.not_before == two_days_later.now + seconds(45)


def test_found_is_sent_with_the_id_that_nodestash_gave_it() -> None:
    after = found(replace(CHECKED, reason=NO_ANSWER), "act_9", NOW)
    assert (after.state, after.server_id, after.maybe_delivered, after.reason) == (
        State.SENT,
        "act_9",
        False,
        None,
    )


def test_where_nobody_can_look_the_user_decides() -> None:
    after = cannot_look(CHECKED, "activities:read", NOW)
    assert after.state is State.NEEDS_YOU
    assert after.reason == Reason(ReasonCode.CANNOT_LOOK, "activities:read")
    assert not after.editable


def test_a_failed_look_says_nothing_about_the_item() -> None:
    after = look_again(CHECKED, TIMING, 1)
    assert (after.state, after.maybe_delivered) == (State.CHECKING, True)
    assert after.not_before == NOW + seconds(2.5)
    assert look_again(CHECKED, TIMING, 0).not_before is None


def test_an_item_whose_sender_died_may_have_arrived() -> None:
    after = orphaned(CLAIMED, NOW)
    assert (after.state, after.maybe_delivered, after.attempts) == (State.CHECKING, True, 3)
    assert after.reason == Reason(ReasonCode.INTERRUPTED)
