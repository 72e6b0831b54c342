"""Gates: the words under which they are stored, and the wait that is longest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from stashlog.domain.backoff import JITTER_AFTER_LIMIT
from stashlog.domain.gates import LONGEST_WAIT, Gate, GateKind


def test_the_words_of_the_store_are_these() -> None:
    assert [str(kind) for kind in GateKind] == [
        "paused",
        "key_missing",
        "keyring_locked",
        "key_refused",
        "key_too_narrow",
        "settings",
        "offline",
        "rate_limited",
        "daily_quota",
        "server_trouble",
        "storage_trouble",
    ]


def test_a_gate_that_closes_has_closed_once() -> None:
    assert Gate(GateKind.OFFLINE, datetime(2026, 11, 24, tzinfo=UTC)).strikes == 1


def test_a_day_and_its_jitter_is_waited_for_and_nothing_that_is_an_hour_more() -> None:
    a_day = timedelta(days=1)
    assert (
        a_day + timedelta(seconds=JITTER_AFTER_LIMIT) < LONGEST_WAIT <= a_day + timedelta(hours=1)
    )
