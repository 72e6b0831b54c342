"""What a step answers when it can do nothing: how long to rest, and which gate says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import pytest

from stashlog.credentials import ApiKey, Credentials, KeyringError, MemoryKeyStore
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import ReasonCode
from stashlog.sandbox import Fault
from stashlog.services.delivery import Delivery, DeliveryRules
from stashlog.services.events import ItemSettled, OutboxChanged
from stashlog.services.limits import recall_limits
from stashlog.services.line import Pause
from stashlog.services.sender_lock import SenderLock
from stashlog.services.settlement import Settlement
from stashlog.services.taking_back import TakingBack
from stashlog.storage.errors import StoreError, StoreUnavailableError
from stashlog.storage.outbox import Outbox
from stashlog.storage.store import Store
from tests.support.waiting import wait_until
from tests.support.workbench import Workbench


class LockedStore(MemoryKeyStore):
    """A keyring that is locked."""

    def read(self, *, ask: bool = False) -> None:
        del ask
        raise KeyringError("The keyring is locked.", "Unlock it.")


class LastAnswer(MemoryKeyStore):
    """A keyring during whose answer the program is told to end."""

    def __init__(self, key: ApiKey) -> None:
        super().__init__(key)
        self.told: Callable[[], None] = lambda: None

    def read(self, *, ask: bool = False) -> ApiKey | None:
        self.told()
        return super().read(ask=ask)


class FailingOutbox(Outbox):
    """An outbox on a disk that has failed."""

    def next_due(self, now: datetime) -> datetime | None:
        raise StoreUnavailableError(f"No disk at {now}.")


class BrokenOutbox(Outbox):
    """An outbox that hands out an item without a request."""

    def claim_next(self, now: datetime) -> Item | None:
        claimed = super().claim_next(now)
        return None if claimed is None else replace(claimed, request=None)


class EmptyOutbox(Outbox):
    """An outbox whose due item somebody else has claimed meanwhile."""

    def claim_next(self, now: datetime) -> Item | None:
        del now
        return None


def delivery_over(
    bench: Workbench, outbox: type[Outbox] = Outbox, credentials: Credentials | None = None
) -> Delivery:
    """Return a delivery that meets a trouble."""
    return Delivery(
        replace(bench.store, outbox=outbox(bench.store.database)),
        bench.server,
        credentials or bench.credentials,
        SenderLock(bench.folder),
        bench.time.surroundings(),
        bench.announcer,
    )


def only_gate(delivery: Delivery) -> Gate:
    (gate,) = delivery.gatekeeper.gates().values()
    return gate


def test_with_nothing_to_do_it_waits_for_a_change(bench: Workbench) -> None:
    assert bench.delivery.step().seconds is None


def test_with_something_due_later_it_waits_until_then(bench: Workbench) -> None:
    item = bench.log()
    bench.store.outbox.hold(item.id, bench.time.day + timedelta(seconds=70))
    assert bench.delivery.step().seconds == 70


def test_a_gate_without_a_time_is_waited_for_without_one(bench: Workbench) -> None:
    bench.log()
    bench.delivery.gatekeeper.close_here(Gate(GateKind.KEY_REFUSED, bench.time.day))
    until = bench.time.day + timedelta(seconds=5)
    bench.delivery.gatekeeper.close_here(Gate(GateKind.OFFLINE, bench.time.day, until))
    assert bench.delivery.step().seconds is None


def test_of_several_gates_the_last_to_open_is_waited_for(bench: Workbench) -> None:
    bench.log()
    for kind, seconds in (
        (GateKind.OFFLINE, 5),
        (GateKind.RATE_LIMITED, 9),
        (GateKind.SETTINGS, 7),
    ):
        until = bench.time.day + timedelta(seconds=seconds)
        bench.delivery.gatekeeper.close_here(Gate(kind, bench.time.day, until))
    assert bench.delivery.step().seconds == 9


def test_while_another_process_sends_it_comes_again_in_a_second(bench: Workbench) -> None:
    bench.log()
    with SenderLock(bench.folder).held():
        assert bench.delivery.step().seconds == 1


def test_two_requests_are_not_sent_faster_than_the_pace(bench: Workbench) -> None:
    bench.log("first")
    bench.log("second")
    assert bench.delivery.step().seconds == 0
    assert bench.delivery.step().seconds == pytest.approx(1 / 25), "five a second, and 20 learnt"


def test_a_missing_key_is_waited_for_without_a_time(bench: Workbench) -> None:
    bench.log()
    delivery = delivery_over(bench, credentials=Credentials(MemoryKeyStore(), environment={}))
    assert delivery.step().seconds is None
    assert only_gate(delivery) == Gate(GateKind.KEY_MISSING, bench.time.day)
    assert bench.events[-1] == OutboxChanged()


def test_what_the_environment_holds_instead_of_a_key_is_named(bench: Workbench) -> None:
    bench.log()
    environment = {"STASHLOG_API_KEY": "no key at all"}
    delivery = delivery_over(bench, credentials=Credentials(MemoryKeyStore(), environment))
    assert delivery.step().seconds is None
    gate = only_gate(delivery)
    assert (gate.kind, gate.until) == (GateKind.KEY_MISSING, None)
    assert "STASHLOG_API_KEY" in gate.detail


def test_a_locked_keyring_is_asked_again_in_half_a_minute(bench: Workbench) -> None:
    bench.log()
    delivery = delivery_over(bench, credentials=Credentials(LockedStore(), environment={}))
    assert delivery.step().seconds == 30
    until = bench.time.day + timedelta(seconds=30)
    assert only_gate(delivery) == Gate(
        GateKind.KEYRING_LOCKED, bench.time.day, until, "The keyring is locked."
    )
    assert bench.store.gates.load() == {}, "another process may have another keyring"


def test_a_failed_disk_is_looked_at_again_in_a_quarter_of_a_minute(bench: Workbench) -> None:
    delivery = delivery_over(bench, FailingOutbox)
    assert delivery.step().seconds == 15
    gate = delivery.gatekeeper.here()[GateKind.STORAGE_TROUBLE]
    assert gate.since == bench.time.day
    assert gate.until == bench.time.day + timedelta(seconds=15)
    assert gate.detail == f"No disk at {bench.time.day}."
    assert bench.events[-1] == OutboxChanged()


def test_an_item_that_somebody_else_has_claimed_is_no_reason_to_rest(bench: Workbench) -> None:
    bench.log()
    assert delivery_over(bench, EmptyOutbox).step().seconds == 0
    assert bench.sandbox.ledger.requests == []


def test_an_item_without_a_request_is_a_fault_of_ours_and_is_not_sent(bench: Workbench) -> None:
    bench.log()
    with pytest.raises(ValueError, match=r"^Item .+ in state sending has no request\.$"):
        delivery_over(bench, BrokenOutbox).step()
    assert bench.sandbox.ledger.requests == []
    assert bench.states() == [State.SENDING]


def test_a_removal_without_an_id_is_a_fault_of_ours_and_is_not_asked_for(bench: Workbench) -> None:
    settlement = Settlement(
        bench.store, bench.delivery.gatekeeper, bench.time.surroundings(), bench.announcer, 45.0
    )
    with pytest.raises(ValueError, match=r"^Item .+ in state waiting has no server id\.$"):
        TakingBack(bench.store, bench.server, settlement).remove(bench.log(), bench.sandbox.key)
    assert bench.sandbox.ledger.requests == []


def test_a_request_that_blocks_is_freed_from_another_thread(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.hold())
    item = bench.log()

    def cancel() -> None:
        wait_until(lambda: bool(bench.sandbox.ledger.requests), "the request")
        bench.delivery.cancel()

    thread = Thread(target=cancel)
    thread.start()
    bench.delivery.step()
    thread.join()
    reason = bench.item(item).reason
    assert reason is not None
    assert reason.code is ReasonCode.INTERRUPTED


def test_a_request_counts_as_over_a_quarter_of_a_minute_after_its_deadline() -> None:
    assert DeliveryRules() == DeliveryRules(settled_after=30.0 + 15.0)


@pytest.mark.parametrize(
    "change",
    [
        Delivery.try_now,
        Delivery.key_changed,
        lambda delivery: delivery.pause(paused=True),
        lambda delivery: delivery.pause(paused=False),
    ],
    ids=["try now", "key changed", "paused", "resumed"],
)
def test_whoever_shows_the_queue_is_told_of_a_change_at_once(
    bench: Workbench, change: Callable[[Delivery], None]
) -> None:
    bench.events.clear()
    change(bench.delivery)
    assert bench.events == [OutboxChanged()]


def test_a_key_that_was_exchanged_in_the_keyring_is_the_one_that_is_sent(bench: Workbench) -> None:
    keyring = MemoryKeyStore()
    keyring.write(ApiKey.parse(bench.sandbox.key))
    bench.credentials = Credentials(keyring, environment={})
    bench.restart()
    bench.log("with the first key")
    bench.deliver()
    keyring.write(ApiKey.parse("nds_test_of_nobody"))
    bench.delivery.key_changed()
    bench.log("with the second key")
    bench.deliver()
    assert bench.states() == [State.SENT, State.WAITING]


def test_the_store_is_given_back_at_the_end(bench: Workbench) -> None:
    bench.delivery.close()
    with pytest.raises(StoreError):
        bench.states()


def test_what_a_look_up_tells_of_the_limits_is_remembered(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.drop_answer(after_commit=True).on("POST"))
    bench.log()
    bench.deliver()
    assert bench.states() == [State.SENT]
    assert recall_limits(bench.store.facts, bench.time.day) is not None


def test_what_comes_next_is_looked_at_without_a_pause(bench: Workbench) -> None:
    bench.log()
    bench.log()
    pauses = [bench.delivery.step()]
    while State.SENT not in bench.states():
        pauses.append(bench.delivery.step())
    assert pauses[-1] == Pause(0.0)


def test_a_claim_shows_before_its_outcome(bench: Workbench) -> None:
    bench.log()
    bench.events.clear()
    bench.delivery.step()
    assert bench.events[0] == OutboxChanged()
    assert isinstance(bench.events[-1], ItemSettled)


def test_a_change_by_somebody_else_is_noticed_once(bench: Workbench) -> None:
    other = Store.open(bench.folder)
    assert not bench.delivery.noticed_change()
    other.outbox.add(bench.item_like("from elsewhere"))
    other.close()
    bench.events.clear()
    assert bench.delivery.noticed_change()
    assert bench.events == [OutboxChanged()]
    assert not bench.delivery.noticed_change()


def test_removals_keep_to_the_pace_as_well(bench: Workbench) -> None:
    items = [bench.log(subject) for subject in ("first", "second", "third")]
    bench.deliver()
    for item in items:
        bench.actions.take_back(item.id)
    waits = []
    while State.SENT in bench.states():
        waits.append(bench.delivery.step().seconds or 0.0)
        bench.time.advance(waits[-1])
        assert len(waits) < 20
    assert len([wait for wait in waits if wait > 0]) >= 2


def test_who_was_told_to_end_while_the_keyring_was_asked_begins_nothing(bench: Workbench) -> None:
    keyring = LastAnswer(ApiKey.parse(bench.sandbox.key))
    bench.credentials = Credentials(keyring, environment={})
    bench.restart()
    keyring.told = bench.delivery.cancel
    bench.log("Waits for the next start")
    assert bench.delivery.step() == Pause()
    assert bench.states() == [State.WAITING]
    assert bench.sandbox.ledger.requests == []
