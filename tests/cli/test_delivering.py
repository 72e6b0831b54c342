"""Repeating the delivery's step: until it is done, or there is no point in going on."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.cli.delivering import PATIENCE, Stepping, status_for
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.services.sender_lock import SenderLock
from tests.support.items import NOON, made_item
from tests.support.workbench import Workbench, workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with workbench(tmp_path / "data") as made:
        yield made


def stepping(bench: Workbench) -> Stepping:
    """Step on the bench's made-up time."""
    return Stepping(bench.delivery, lambda: bench.time.passed, bench.time.advance)


def test_everything_that_is_due_is_sent_at_the_pace_of_the_workspace(bench: Workbench) -> None:
    for number in range(12):
        bench.log(f"call {number}")
    stepping(bench).once(lambda: False)
    assert bench.states() == [State.SENT] * 12


def test_nothing_more_is_begun_after_the_time_for_it(tmp_path: Path) -> None:
    with workbench(tmp_path / "data", plan="free") as bench:
        for number in range(12):
            bench.log(f"call {number}")
        stepping(bench).once(lambda: False, at_most=1.0)
        assert 0 < bench.states().count(State.SENT) < 12


def test_another_process_that_is_sending_is_waited_for(bench: Workbench) -> None:
    item = bench.log()
    locked, free = threading.Event(), threading.Event()

    def hold() -> None:
        with SenderLock(bench.folder).held() as held:
            assert held
            locked.set()
            free.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    assert locked.wait(60)

    def nap(seconds: float) -> None:
        bench.time.advance(seconds)
        free.set()
        other.join()

    Stepping(bench.delivery, lambda: bench.time.passed, nap).once(
        lambda: bench.item(item).state is State.SENT
    )
    assert bench.item(item).state is State.SENT


def test_another_process_that_never_ends_is_waited_for_only_so_long(bench: Workbench) -> None:
    bench.log()
    began = bench.time.passed
    with SenderLock(bench.folder).held() as held:
        assert held
        stepping(bench).once(lambda: False)
    assert PATIENCE <= bench.time.passed - began < PATIENCE + 2
    assert bench.states() == [State.WAITING]


def test_waiting_goes_on_through_an_outage(bench: Workbench) -> None:
    bench.log()
    bench.sandbox.stop()
    naps = 0

    def nap(seconds: float) -> None:
        nonlocal naps
        naps += 1
        bench.time.advance(seconds)
        if naps == 3:
            bench.sandbox.start()

    patient = Stepping(bench.delivery, lambda: bench.time.passed, nap)
    patient.wait(lambda: bench.states() == [State.SENT], 60)
    assert bench.states() == [State.SENT]


def test_waiting_ends_when_the_time_is_up(bench: Workbench) -> None:
    bench.log()
    bench.sandbox.stop()
    began = bench.time.passed
    stepping(bench).wait(lambda: False, 20)
    assert 20 <= bench.time.passed - began < 21
    assert bench.states() == [State.WAITING]


def test_what_is_being_checked_is_waited_for(bench: Workbench) -> None:
    item = bench.log()
    bench.sandbox.faults.add(Fault.drop_answer(after_commit=False).on(method="POST"))
    stepping(bench).wait(lambda: bench.item(item).state is State.SENT, 120)
    assert bench.item(item).state is State.SENT
    assert bench.arrived() == ["No answer"]


def test_a_key_that_is_entered_meanwhile_is_used(bench: Workbench) -> None:
    bench.credentials.clear()
    item = bench.log()
    naps = 0

    def nap(seconds: float) -> None:
        nonlocal naps
        naps += 1
        bench.time.advance(seconds)
        if naps == 2:
            bench.use_key(bench.sandbox.key)

    Stepping(bench.delivery, lambda: bench.time.passed, nap).wait(
        lambda: bench.item(item).state is State.SENT, 30
    )
    assert bench.item(item).state is State.SENT


def test_a_refused_key_is_not_tried_again_and_again(bench: Workbench) -> None:
    bench.use_key(bench.sandbox.keys.revoked)
    bench.log()
    stepping(bench).wait(lambda: False, 30)
    assert len(bench.sandbox.ledger.requests) == 1


@pytest.mark.parametrize(
    ("states", "gate", "status"),
    [
        ([State.SENT], None, 0),
        ([State.WAITING], GateKind.OFFLINE, 0),
        ([State.WAITING], GateKind.KEY_REFUSED, 4),
        ([State.WAITING], GateKind.KEY_TOO_NARROW, 4),
        ([State.WAITING], GateKind.KEYRING_LOCKED, 4),
        ([State.SENT], GateKind.KEY_REFUSED, 0),
        ([State.NEEDS_YOU, State.WAITING], GateKind.KEY_MISSING, 3),
        ([], None, 0),
    ],
)
def test_the_exit_status_says_what_became_of_the_items(
    states: list[State], gate: GateKind | None, status: int
) -> None:
    items = [made_item(state=state) for state in states]
    closed = [] if gate is None else [Gate(gate, NOON)]
    assert status_for(items, closed) == status
