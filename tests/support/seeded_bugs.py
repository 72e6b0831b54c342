"""Bugs of the kind that cost others their users' data, to be put into a running Stashlog.

The state machine is only worth something if it finds them. Each changes one thing, in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import pytest

from stashlog.api.client import Nodestash
from stashlog.api.values import Answer, LookUp
from stashlog.credentials import ApiKey
from stashlog.domain import progress
from stashlog.domain.gates import Gate
from stashlog.domain.outbox import Item, State
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.progress import Timing
from stashlog.services import checking, delivery
from stashlog.services.checking import Beginning, Checking
from stashlog.services.delivery import Delivery
from stashlog.services.line import Pause
from stashlog.services.outbox_actions import OutboxActions
from stashlog.services.sender_lock import SenderLock
from stashlog.services.settlement import Settlement
from stashlog.services.steady_clock import SteadyClock
from stashlog.services.taking_back import TakingBack
from stashlog.storage.outbox import Outbox

Seed = Callable[[pytest.MonkeyPatch], None]


def _certainty_from_a_failure(patch: pytest.MonkeyPatch) -> None:
    """A look-up that was refused a connection makes the item safe: maybe is not sticky."""

    def look_again(item: Item, timing: Timing, strikes: int) -> Item:
        again = progress.look_again(item, timing, strikes)
        return replace(again, state=State.WAITING, maybe_delivered=False)

    patch.setattr(checking, "look_again", look_again)


def _fault_as_failure(patch: pytest.MonkeyPatch) -> None:
    """A 5xx or a time-out means that nothing arrived."""

    def settle(item: Item, outcome: Outcome, timing: Timing, strikes: int) -> Item:
        if outcome.effect is Effect.MAYBE:
            outcome = replace(outcome, effect=Effect.UNCHANGED)
        return progress.settle(item, outcome, timing, strikes)

    patch.setattr(delivery, "settle", settle)


def _new_key_for_each_attempt(patch: pytest.MonkeyPatch) -> None:
    def key(item: Item) -> str:
        return f"stashlog-activity-{item.id}-{item.attempts + 1}"

    patch.setattr(Item, "idempotency_key", property(key))


def _sent_before_it_is_sent(patch: pytest.MonkeyPatch) -> None:
    """The item leaves the unsent list before the server has answered."""
    send = Delivery._send  # noqa: SLF001 - a bug inside it

    def mark_and_send(self: Delivery, item: Item, key: ApiKey) -> None:
        sent = replace(item, state=State.SENT)
        self._settlement.write(item, sent)
        send(self, sent, key)

    patch.setattr(Delivery, "_send", mark_and_send)


def _deleted_before_it_is_sent(patch: pytest.MonkeyPatch) -> None:
    send = Delivery._send  # noqa: SLF001 - a bug inside it

    def delete_and_send(self: Delivery, item: Item, key: ApiKey) -> None:
        database = self._store.database
        with database.transaction():
            database.execute("DELETE FROM outbox WHERE id = ?", [item.id])
        send(self, item, key)

    patch.setattr(Delivery, "_send", delete_and_send)


def _refusal_drops_the_item(patch: pytest.MonkeyPatch) -> None:
    """An answer with status 4xx ends the item, as in a client that tests answers for truth."""
    write = Settlement.write

    def write_or_drop(
        self: Settlement,
        before: Item,
        after: Item,
        gate: Gate | None = None,
        outcome: Outcome | None = None,
    ) -> None:
        write(self, before, after, gate, outcome)
        if outcome is not None and outcome.effect is Effect.REFUSED:
            dropped = replace(after, state=State.DISCARDED, discarded_from=State.NEEDS_YOU)
            write(self, after, dropped)

    patch.setattr(Settlement, "write", write_or_drop)


def _no_recovery(patch: pytest.MonkeyPatch) -> None:
    """What was under way when a process died stays so for ever."""

    def sending(self: Outbox) -> list[Item]:
        del self
        return []

    patch.setattr(Outbox, "sending", sending)


def _hasty_recovery(patch: pytest.MonkeyPatch) -> None:
    """What was under way when the process died is simply sent again."""

    def orphaned(item: Item, now: datetime) -> Item:
        return replace(item, state=State.WAITING, updated_at=now)

    patch.setattr(delivery, "orphaned", orphaned)


def _edit_while_checking(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Item,
        "editable",
        property(lambda item: item.state not in (State.SENDING, State.SENT, State.DISCARDED)),
    )


def _retry_forgets(patch: pytest.MonkeyPatch) -> None:
    """A retry by the user sends at once what may have arrived."""

    def retried(self: OutboxActions, item: Item) -> Item:
        del self
        return replace(item, state=State.WAITING, maybe_delivered=False, not_before=None)

    patch.setattr(OutboxActions, "_retried", retried)


def _incomplete_search_trusted(patch: pytest.MonkeyPatch) -> None:
    decided = Checking._decided  # noqa: SLF001 - a bug inside it

    def trusting(self: Checking, item: Item, look_up: LookUp, began: Beginning) -> Item:
        return decided(self, item, replace(look_up, complete=True), began)

    patch.setattr(Checking, "_decided", trusting)


def _failed_search_trusted(patch: pytest.MonkeyPatch) -> None:
    settle = Checking.settle

    def trusting(self: Checking, items: list[Item], look_up: LookUp, began: Beginning) -> None:
        settle(self, items, replace(look_up, outcome=None, complete=True), began)

    patch.setattr(Checking, "settle", trusting)


def _search_at_once(patch: pytest.MonkeyPatch) -> None:
    """A look-up counts although the request may still be worked on."""

    def not_found(item: Item, timing: Timing, steady_since: datetime, began: datetime) -> Item:
        at_once = replace(timing, settled_after=0.0)
        return progress.not_found(item, at_once, steady_since, began)

    patch.setattr(checking, "not_found", not_found)


def _trusting_the_clock(patch: pytest.MonkeyPatch) -> None:
    """A clock that was set forward ends the wait for a request."""
    patch.setattr(SteadyClock, "since", lambda self: datetime.fromisoformat("2000-01-01T00:00Z"))  # noqa: ARG005


def _claim_not_committed(patch: pytest.MonkeyPatch) -> None:
    """Claim, request and outcome are one transaction."""
    work = Delivery._work  # noqa: SLF001 - a bug inside it

    def in_one_transaction(self: Delivery, key: ApiKey) -> Pause:
        with self._store.database.transaction():
            return work(self, key)

    patch.setattr(Delivery, "_work", in_one_transaction)


def _no_lock(patch: pytest.MonkeyPatch) -> None:
    """Two processes take each other's items for left over."""

    @contextmanager
    def held(self: SenderLock) -> Iterator[bool]:
        del self
        yield True

    patch.setattr(SenderLock, "held", held)


def _other_bytes(patch: pytest.MonkeyPatch) -> None:
    """The request is made anew for each attempt, and says which one it is."""
    create = Nodestash.create

    def create_anew(self: Nodestash, key: str, request: bytes, idempotency_key: str) -> Answer:
        return create(
            self, key, request.replace(b'"metadata":{', b'"metadata":{"try":"1",'), idempotency_key
        )

    patch.setattr(Nodestash, "create", create_anew)


def _told_before_stored(patch: pytest.MonkeyPatch) -> None:
    """The user is told "saved" while the row is still on its way to the disk."""

    def add(self: Outbox, item: Item) -> None:
        del self, item

    patch.setattr(Outbox, "add", add)


def _undo_hits_another(patch: pytest.MonkeyPatch) -> None:
    """Undo removes whatever was sent last."""

    def next_item(self: TakingBack) -> Item | None:
        wanted = take_next(self)
        if wanted is None:
            return None
        latest = self._store.outbox.list({State.SENT}, 1, newest_first=True)
        return replace(wanted, server_id=latest[0].server_id) if latest else wanted

    take_next = TakingBack.next
    patch.setattr(TakingBack, "next", next_item)


BUGS: Mapping[str, Seed] = MappingProxyType(
    {
        "maybe is not sticky": _certainty_from_a_failure,
        "a fault of the server means that nothing arrived": _fault_as_failure,
        "a new idempotency key for each attempt": _new_key_for_each_attempt,
        "other bytes than those stored": _other_bytes,
        "marked sent before it is sent": _sent_before_it_is_sent,
        "deleted before it is sent": _deleted_before_it_is_sent,
        "a refusal drops the item": _refusal_drops_the_item,
        "no recovery at the start": _no_recovery,
        "a recovery that sends at once": _hasty_recovery,
        "edited while it is checked": _edit_while_checking,
        "a retry by the user skips the check": _retry_forgets,
        "an incomplete look-up is trusted": _incomplete_search_trusted,
        "a failed look-up is trusted": _failed_search_trusted,
        "a look-up counts while the request may be under way": _search_at_once,
        "a wait ends because the clock was set": _trusting_the_clock,
        "the claim is not committed before the request": _claim_not_committed,
        "two processes send at once": _no_lock,
        "told before it is stored": _told_before_stored,
        "undo removes another activity": _undo_hits_another,
    }
)
"""Each bug by what it does wrong."""
