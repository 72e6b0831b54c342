"""Nobody waits longer than the patience limit, and a late answer is not lost."""

import threading
import time
from collections.abc import Iterator

import pytest

from stashlog.credentials import (
    ApiKey,
    KeyringBroken,
    KeyringLocked,
    KeyringTimeout,
    PatientKeyStore,
)
from tests.credentials.gated_store import GatedStore, InBackground, keyring_threads
from tests.support.waiting import PATIENCE, wait_until

KEY = ApiKey("nds_test_a")
OTHER = ApiKey("nds_test_b")

SHORT = 0.05
"""Seconds: the limit in tests that want to see it pass."""

LONG = PATIENCE
"""Seconds: the limit in tests that do not."""


@pytest.fixture
def store() -> Iterator[GatedStore]:
    store = GatedStore(KEY)
    yield store
    store.gate.set()
    wait_until(lambda: not keyring_threads(), "the keyring's threads to end")


def timed_out(patient: PatientKeyStore, store: GatedStore) -> None:
    """Let a read run into the limit; its call still hangs afterwards."""
    store.gate.clear()
    with pytest.raises(KeyringTimeout):
        patient.read()
    # Its thread may begin later than the limit ends.
    assert store.arrived.wait(LONG)


def test_a_keyring_that_answers_is_used_as_if_there_were_no_limit(store: GatedStore) -> None:
    patient = PatientKeyStore(store)

    assert patient.read() == KEY
    patient.write(OTHER)
    assert patient.read() == OTHER
    patient.delete()
    assert patient.read() is None
    assert patient.status().backend == "gated store"


def test_a_problem_of_the_store_reaches_the_caller(store: GatedStore) -> None:
    store.problem = KeyringLocked()

    with pytest.raises(KeyringLocked):
        PatientKeyStore(store).read()
    assert PatientKeyStore(store).status().problem is store.problem


def test_the_wait_ends_at_the_limit(store: GatedStore) -> None:
    patient = PatientKeyStore(store, quiet=SHORT, asking=LONG)
    started = time.monotonic()

    timed_out(patient, store)

    assert time.monotonic() - started < LONG / 2


@pytest.mark.parametrize("call", ["asking read", "write", "delete"])
def test_calls_that_may_ask_have_a_limit_of_their_own(call: str, store: GatedStore) -> None:
    patient = PatientKeyStore(store, quiet=LONG, asking=SHORT)
    store.gate.clear()
    calls = {
        "asking read": lambda: patient.read(ask=True),
        "write": lambda: patient.write(OTHER),
        "delete": patient.delete,
    }

    with pytest.raises(KeyringTimeout):
        calls[call]()

    assert store.arrived.wait(LONG)
    assert store.calls == [call]


def test_while_one_call_hangs_all_others_fail_at_once_and_start_no_thread(
    store: GatedStore,
) -> None:
    patient = PatientKeyStore(store, quiet=SHORT, asking=LONG)
    timed_out(patient, store)
    started = time.monotonic()

    for _ in range(100):
        with pytest.raises(KeyringTimeout):
            patient.read(ask=True)
        with pytest.raises(KeyringTimeout):
            patient.write(OTHER)

    assert isinstance(patient.status().problem, KeyringTimeout)
    assert store.calls == ["read"]
    assert len(keyring_threads()) == 1
    assert time.monotonic() - started < LONG / 2


def test_the_key_of_a_late_answer_goes_to_the_next_read(store: GatedStore) -> None:
    late = threading.Event()
    patient = PatientKeyStore(store, quiet=SHORT, when_late=late.set)
    timed_out(patient, store)

    store.gate.set()
    assert late.wait(LONG)

    assert patient.read() == KEY
    assert store.calls == ["read"]


def test_a_late_key_is_given_out_once(store: GatedStore) -> None:
    late = threading.Event()
    patient = PatientKeyStore(store, quiet=SHORT, asking=LONG, when_late=late.set)
    timed_out(patient, store)
    store.gate.set()
    assert late.wait(LONG)
    patient.read()
    store.key = OTHER

    assert patient.read(ask=True) == OTHER


@pytest.mark.parametrize("call", ["write", "delete"])
def test_a_late_key_is_outdated_by_a_later_change(call: str, store: GatedStore) -> None:
    late = threading.Event()
    patient = PatientKeyStore(store, quiet=SHORT, asking=LONG, when_late=late.set)
    timed_out(patient, store)
    store.gate.set()
    assert late.wait(LONG)

    if call == "write":
        patient.write(OTHER)
    else:
        patient.delete()

    assert patient.read(ask=True) == (OTHER if call == "write" else None)


def test_a_late_problem_is_announced_and_the_next_read_tries_again(store: GatedStore) -> None:
    late = threading.Event()
    patient = PatientKeyStore(store, quiet=SHORT, asking=LONG, when_late=late.set)
    timed_out(patient, store)
    store.problem = KeyringLocked()
    store.gate.set()
    assert late.wait(LONG)
    store.problem = None

    assert patient.read(ask=True) == KEY
    assert store.calls == ["read", "asking read"]


def test_a_late_write_has_happened(store: GatedStore) -> None:
    late = threading.Event()
    patient = PatientKeyStore(store, asking=SHORT, when_late=late.set)
    store.gate.clear()
    with pytest.raises(KeyringTimeout):
        patient.write(OTHER)

    store.gate.set()
    assert late.wait(LONG)

    assert patient.read() == OTHER


def test_an_answer_in_time_is_not_announced(store: GatedStore) -> None:
    announced: list[str] = []
    patient = PatientKeyStore(store, when_late=lambda: announced.append("late"))

    patient.read()

    assert announced == []


def test_a_second_caller_waits_for_its_turn(store: GatedStore) -> None:
    patient = PatientKeyStore(store, quiet=LONG, asking=LONG)
    store.gate.clear()
    reading = InBackground(patient.read)
    assert store.arrived.wait(LONG)
    writing = InBackground(lambda: patient.write(OTHER))

    store.gate.set()

    assert reading.outcome() == KEY
    assert writing.outcome() is None
    assert store.calls == ["read", "write"]


def test_a_second_caller_does_not_wait_for_its_turn_beyond_its_limit(store: GatedStore) -> None:
    patient = PatientKeyStore(store, quiet=SHORT, asking=LONG)
    store.gate.clear()
    writing = InBackground(lambda: patient.write(OTHER))
    assert store.arrived.wait(LONG)

    with pytest.raises(KeyringTimeout):
        patient.read()

    store.gate.set()
    assert writing.outcome() is None


def test_a_machine_without_free_threads_is_a_broken_keyring_and_no_reason_to_hang(
    store: GatedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    patient = PatientKeyStore(store)
    with monkeypatch.context() as context:
        context.setattr(threading.Thread, "start", refuse)
        with pytest.raises(KeyringBroken, match="could not do"):
            patient.read()

    assert patient.read() == KEY
