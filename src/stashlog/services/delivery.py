"""Delivery: takes what is waiting to nodestash, one request at a time.

A plain object with `step()`. Each step makes at most one request and says when to come again, so
that a test can walk through any sequence of events, and a thread only has to repeat it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from stashlog.credentials import ApiKey, Credentials, CredentialsError, KeyringError
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item
from stashlog.domain.progress import orphaned, settle
from stashlog.services.checking import Beginning, Checking
from stashlog.services.events import Announcer, OutboxChanged
from stashlog.services.gatekeeper import KEY_GATES, TRY_NOW_GATES, Gatekeeper
from stashlog.services.line import LOCK_RETRY, Line, Pause
from stashlog.services.ports import Server, Surroundings
from stashlog.services.reconcile import query_for, served_together
from stashlog.services.sender_lock import SenderLock
from stashlog.services.settlement import Settlement
from stashlog.services.spare_time import SpareTime, SpareWork
from stashlog.services.steady_clock import SteadyClock
from stashlog.services.taking_back import TakingBack
from stashlog.storage.errors import StoreError
from stashlog.storage.store import Store

KEYRING_RETRY = 30.0
STORAGE_RETRY = 15.0
"""Seconds until another look at: a keyring that did not answer, a disk that failed."""


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """Settings of the delivery.

    Attributes:
        settled_after: Seconds from the start of a request after which it can no longer be under
            way at the server: the request's own deadline plus a margin.
    """

    settled_after: float = 45.0


class Delivery:
    """Sends and checks. Belongs to the thread of its store, but for `cancel`."""

    def __init__(
        self,
        store: Store,
        server: Server,
        credentials: Credentials,
        lock: SenderLock,
        surroundings: Surroundings,
        announcer: Announcer,
        rules: DeliveryRules | None = None,
    ) -> None:
        self._store = store
        self._server = server
        self._credentials = credentials
        self._around = surroundings
        self._announcer = announcer
        self._keeper = Gatekeeper(store.gates)
        self._line = Line(lock, surroundings.monotonic, store.facts)
        self._version = store.database.data_version()
        self._settlement = Settlement(
            store, self._keeper, surroundings, announcer, (rules or DeliveryRules()).settled_after
        )
        self._steady = SteadyClock(store, surroundings)
        self._checking = Checking(store, self._keeper, self._settlement, self._steady)
        self._taking_back = TakingBack(store, server, self._settlement)
        self._spare_time: SpareTime | None = None
        self._ending = False

    @property
    def gatekeeper(self) -> Gatekeeper:
        """The gates as this delivery sees them."""
        return self._keeper

    def fill_spare_time(self, make: Callable[[], SpareWork]) -> None:
        """Have other work done while nothing is due.

        Args:
            make: Makes the work, a while after the start. It has to send through this delivery's
                server, so that `cancel` frees what it sends as well.
        """
        self._spare_time = SpareTime(
            make, self._line, self._keeper, self._settlement, self._credentials.peek
        )

    def cancel(self) -> None:
        """Free a request that is under way, and begin no other one; from any thread, for good."""
        self._ending = True
        self._server.cancel()

    def try_now(self) -> None:
        """Forget back-offs: the user asks for an attempt, or the network came back."""
        self._keeper.open(TRY_NOW_GATES)
        self._announcer.announce(OutboxChanged())

    def key_changed(self) -> None:
        """Look at the key again, also in the keyring."""
        self._credentials.forget_cache()
        self._keeper.open(KEY_GATES)
        self._announcer.announce(OutboxChanged())

    def pause(self, *, paused: bool) -> None:
        """Hold the queue, or let it go again, as the user wants; survives a restart."""
        if paused:
            self._store.gates.close(Gate(GateKind.PAUSED, self._now()))
        else:
            self._keeper.open([GateKind.PAUSED])
        self._announcer.announce(OutboxChanged())

    def noticed_change(self) -> bool:
        """Whether someone else changed the store since the last call; announces it if so."""
        version = self._store.database.data_version()
        changed, self._version = version != self._version, version
        if changed:
            self._announcer.announce(OutboxChanged())
        return changed

    def close(self) -> None:
        """Give the store back."""
        if self._spare_time is not None:
            self._spare_time.close()
        self._store.close()

    def step(self) -> Pause:
        """Do the next thing that is due, and say when to come again.

        A trouble of the store pauses the queue and is announced; it is not raised, since the
        next step may find the disk well again.
        """
        try:
            return self._step()
        except StoreError as error:
            until = self._now() + timedelta(seconds=STORAGE_RETRY)
            self._keeper.close_here(
                Gate(GateKind.STORAGE_TROUBLE, self._now(), until, detail=error.title)
            )
            self._announcer.announce(OutboxChanged())
            return Pause(STORAGE_RETRY)

    def _step(self) -> Pause:
        with self._line.held() as held:
            if not held:
                return Pause(LOCK_RETRY)
            self._recover()
        now = self._now()
        due = self._store.outbox.next_due(now)
        if due is None or due > now:
            return self._spare(Pause() if due is None else self._until(due))
        if closed := self._keeper.closed(now):
            return self._gate_pause(closed)
        key = self._key()
        if isinstance(key, Pause):
            return key
        if self._ending:  # while the keyring was asked, perhaps for long
            return Pause()
        wait = self._line.wait()
        if wait > 0:
            return Pause(wait)
        with self._line.held() as held:
            return self._work(key) if held else Pause(LOCK_RETRY)

    def _spare(self, rest: Pause) -> Pause:
        return rest if self._spare_time is None else self._spare_time.step(rest)

    def _recover(self) -> None:
        """Turn items whose sender died into items to be checked; drop what is wanted back here."""
        for item in self._store.outbox.sending():
            self._settlement.write(item, orphaned(item, self._now()))
        self._taking_back.drop_unsent()

    def _work(self, key: ApiKey) -> Pause:
        """Take back, else check, else send what is due."""
        # So that a clock that is set while a request is under way is noticed afterwards.
        steady_since = self._steady.since()
        if (wanted := self._taking_back.next()) is not None:
            self._line.spend()
            self._taking_back.remove(wanted, key.reveal())
            return Pause(0.0)
        due = self._store.outbox.next_checking(self._now())
        if due:
            self._check(served_together(due), key, steady_since)
            return Pause(0.0)
        item = self._store.outbox.claim_next(self._now())
        if item is not None:
            self._announcer.announce(OutboxChanged())
            self._send(item, key)
        return Pause(0.0)

    def _key(self) -> ApiKey | Pause:
        """Return the key, or close the gate that says why there is none."""
        try:
            key = self._credentials.current()
        except KeyringError as error:
            until = self._now() + timedelta(seconds=KEYRING_RETRY)
            return self._close_key_gate(GateKind.KEYRING_LOCKED, error.title, until)
        except CredentialsError as error:
            # Not nodestash's refusal: what the environment holds is no key at all.
            return self._close_key_gate(GateKind.KEY_MISSING, error.title, None)
        if key is None:
            return self._close_key_gate(GateKind.KEY_MISSING, "", None)
        return key

    def _close_key_gate(self, kind: GateKind, detail: str, until: datetime | None) -> Pause:
        self._keeper.close_here(Gate(kind, self._now(), until, detail))
        self._announcer.announce(OutboxChanged())
        return Pause(None if until is None else KEYRING_RETRY)

    def _send(self, item: Item, key: ApiKey) -> None:
        if item.request is None:
            raise ValueError(f"Item {item.id} in state {item.state} has no request.")
        self._line.spend()
        answer = self._server.create(key.reveal(), item.request, item.idempotency_key)
        outcome = answer.outcome
        self._settlement.count(outcome)
        timing = self._settlement.timing()
        gate = self._settlement.gate_for(outcome, timing)
        strikes = 0 if gate is not None else self._settlement.faults
        settled = settle(item, outcome, timing, strikes)
        self._settlement.write(item, settled, gate, outcome)
        self._line.learn(answer.limits, outcome)

    def _check(self, items: list[Item], key: ApiKey, steady_since: datetime) -> None:
        began = Beginning(self._now(), steady_since)
        look_up = self._server.look_up(key.reveal(), query_for(items), self._line.turn)
        self._checking.settle(items, look_up, began)
        self._line.learn(look_up.limits, look_up.outcome)

    def _gate_pause(self, closed: list[Gate]) -> Pause:
        if any(gate.until is None for gate in closed):
            return Pause()
        return self._until(max(gate.until for gate in closed if gate.until is not None))

    def _until(self, moment: datetime) -> Pause:
        return Pause(max(0.0, (moment - self._now()).total_seconds()))

    def _now(self) -> datetime:
        return self._around.clock()
