"""The delivery thread: it delivers, outlives every fault, and ends when it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from stashlog.credentials import ApiKey, Credentials
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.services.delivery import Delivery
from stashlog.services.line import Pause
from stashlog.services.network_watch import NetworkWatch
from stashlog.services.worker import Worker
from stashlog.storage.errors import StoreUnavailableError
from stashlog.storage.store import Store
from tests.credentials.gated_store import GatedStore
from tests.support.waiting import PATIENCE, wait_until
from tests.support.workbench import DEADLINE, Workbench


@contextmanager
def working(worker: Worker) -> Iterator[Worker]:
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop(PATIENCE)


@dataclass
class Script:
    """A delivery that plays what it is given, one step after the other, and then rests."""

    steps: list[Exception | float | None]
    played: Event = field(default_factory=Event)
    tried: Event = field(default_factory=Event)
    closed: bool = False

    def step(self) -> Pause:
        if not self.steps:
            self.played.set()
            return Pause()
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return Pause(step)

    def try_now(self) -> None:
        self.tried.set()

    def noticed_change(self) -> bool:
        return False

    def cancel(self) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        self.closed = True


def made(script: Script) -> Worker:
    return Worker(lambda: script, NetworkWatch(lambda: True))  # type: ignore[arg-type,return-value]  # plays one


def on_its_own_store(bench: Workbench) -> Worker:
    """Return a worker over a store of its own thread, as in the program."""

    def make() -> Delivery:
        bench.open()
        return bench.delivery

    bench.delivery.close()
    return Worker(make)


def states(folder: Path) -> list[State]:
    store = Store.open(folder)
    try:
        return [item.state for item in store.outbox.list()]
    finally:
        store.close()


@pytest.fixture
def glancing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker glance often at what others do, so that no test waits for it."""
    monkeypatch.setattr("stashlog.services.worker.GLANCE", 0.02)


def test_what_waits_is_delivered_and_so_is_what_comes_later(bench: Workbench) -> None:
    bench.log("first")
    with working(on_its_own_store(bench)) as worker:
        bench.sandbox.ledger.wait_until(lambda ledger: len(ledger.activities) == 1)
        store = Store.open(bench.folder)
        item = bench.item_like("second")
        store.outbox.add(item)
        store.close()
        bench.time.advance(60)
        worker.wake()
        bench.sandbox.ledger.wait_until(lambda ledger: len(ledger.activities) == 2)


@pytest.mark.usefixtures("glancing")
def test_a_change_by_another_process_is_noticed_without_a_word(bench: Workbench) -> None:
    with working(on_its_own_store(bench)):
        store = Store.open(bench.folder)
        store.outbox.add(bench.item_like("from elsewhere"))
        store.close()
        bench.sandbox.ledger.wait_until(lambda ledger: len(ledger.activities) == 1, PATIENCE)


def test_a_fault_of_ours_ends_neither_thread_nor_delivery(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("stashlog.services.worker.AFTER_FAULT", 0.0)
    script = Script([ValueError("a bug"), RuntimeError("another"), 0.0])
    with working(made(script)):
        assert script.played.wait(PATIENCE)
    assert script.closed


def test_a_store_that_cannot_be_opened_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stashlog.services.worker.AFTER_FAULT", 0.0)
    script, failures = Script([]), [StoreUnavailableError("full", "free some space")] * 2

    def make() -> Script:
        if failures:
            raise failures.pop()
        return script

    with working(Worker(make, NetworkWatch(lambda: True))):  # type: ignore[arg-type]  # plays one
        assert script.played.wait(PATIENCE)
    assert failures == []


def test_an_errand_is_run_on_the_thread_before_the_next_step() -> None:
    script, seen = Script([]), Event()
    with working(made(script)) as worker:
        worker.post(lambda delivery: seen.set() if delivery is script else None)  # type: ignore[comparison-overlap]  # plays one
        assert seen.wait(PATIENCE)


@pytest.mark.usefixtures("glancing")
def test_the_return_of_the_network_leads_to_a_try_at_once() -> None:
    looks = iter([False])
    script = Script([])
    worker = Worker(lambda: script, NetworkWatch(lambda: next(looks, True)))  # type: ignore[arg-type,return-value]  # plays one
    with working(worker):
        assert script.tried.wait(PATIENCE)


def test_stopping_frees_a_request_that_is_under_way(bench: Workbench) -> None:
    """The item may have arrived, and says so; the next start looks for it."""
    bench.sandbox.faults.add(Fault.hold(after_commit=True).on("POST"))
    bench.log()
    worker = on_its_own_store(bench)
    worker.start()
    bench.sandbox.ledger.wait_until(lambda ledger: len(ledger.requests) == 1)
    assert worker.stop(DEADLINE / 2), "it waited for the request"
    assert states(bench.folder) == [State.CHECKING]
    bench.sandbox.faults.release()
    bench.open()


def test_once_told_to_end_it_claims_nothing_that_the_keyring_answers_for(bench: Workbench) -> None:
    keys = GatedStore(ApiKey.parse(bench.sandbox.key))
    keys.gate.clear()
    bench.credentials = Credentials(keys, environment={})
    bench.log()
    worker = on_its_own_store(bench)
    worker.start()
    assert keys.arrived.wait(PATIENCE)
    assert not worker.stop(patience=0.0), "it waits for the keyring"
    keys.gate.set()
    assert worker.stop(PATIENCE)
    assert states(bench.folder) == [State.WAITING]
    assert bench.sandbox.ledger.requests == []
    bench.open()


def test_stopping_one_that_never_started_is_no_trouble() -> None:
    assert made(Script([])).stop()


def test_gates_are_empty_before_there_is_a_delivery() -> None:
    assert made(Script([])).gates_here() == {}


def test_gates_of_this_process_can_be_seen_from_outside(bench: Workbench) -> None:
    bench.credentials.clear()
    bench.log()
    with working(on_its_own_store(bench)) as worker:
        wait_until(lambda: bool(worker.gates_here()), "the gate to close")
        assert [str(kind) for kind in worker.gates_here()] == ["key_missing"]
