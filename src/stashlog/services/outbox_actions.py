"""What a user can do to an item in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from stashlog.domain.outbox import Item, State
from stashlog.domain.progress import taken_back
from stashlog.domain.reasons import Reason, ReasonCode, without_link_wait
from stashlog.services.capture import HOLD
from stashlog.services.errors import ambiguous_item, cannot_edit, not_possible, unknown_item
from stashlog.storage.store import Store


class OutboxActions:
    """Carries out what the user decides. Belongs to the thread of its store.

    Every method takes an item's id or its unique beginning, and raises UnknownItemError,
    ActionRefusedError or StoreError.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def find(self, text: str) -> Item:
        """Return the item with this id, or the only one whose id begins like this."""
        matches = self._store.outbox.find(text.strip())
        if not matches:
            raise unknown_item(text)
        if len(matches) > 1:
            raise ambiguous_item(text)
        return matches[0]

    def retry(self, text: str) -> Item:
        """Try as soon as possible; what may have arrived is looked for first."""
        return self._change(text, self._retried)

    def discard(self, text: str) -> Item:
        """Take the item out of the outbox; it can be restored for 30 days."""
        return self._change(text, self._discarded)

    def restore(self, text: str) -> Item:
        """Put a discarded item back to where it was."""
        return self._change(text, self._restored)

    def mark_sent(self, text: str) -> Item:
        """Believe the user that the item is in nodestash."""
        return self._change(text, self._marked_sent)

    def send_again(self, text: str) -> Item:
        """Believe the user that the item is not in nodestash; same key, same bytes."""
        return self._change(text, self._sent_again)

    def take_back(self, item_id: str, follow_up_id: str | None = None) -> Item | None:
        """Undo a logging: the text goes back into the form, and nothing stays in nodestash.

        Args:
            item_id: What was logged.
            follow_up_id: What was stored with it; its text goes back into the same form.

        Returns:
            The item for the form, held and as a draft, where it surely has not left. None where
            it may have: then the form continues with the text as another activity, and this one
            is removed from nodestash as soon as its outcome is known.
        """
        with self._store.database.transaction():
            if follow_up_id is not None:
                self._drop(self.find(follow_up_id))
            item = self.find(item_id)
            if item.state is State.DISCARDED:
                raise not_possible(item.state)
            if not item.editable:
                if not self._store.outbox.want_back(item.id):
                    raise not_possible(item.state)
                return None
            now = self._clock()
            state = State.DRAFT if item.state is State.WAITING else item.state
            drafted = replace(
                item,
                state=state,
                updated_at=now,
                held_until=now + HOLD,
                reason=without_link_wait(item.reason),
            )
            self._store.outbox.replace(drafted, item)
        return drafted

    def _drop(self, item: Item) -> None:
        """Take an item back whose text is in the form already, as part of another one's."""
        if item.editable:
            self._store.outbox.replace(taken_back(item, self._clock()), item)
        elif item.state is not State.DISCARDED and not self._store.outbox.want_back(item.id):
            raise not_possible(item.state)

    def open(self, text: str) -> Item:
        """Return an item for the form, and keep it from being sent while it is open there."""
        with self._store.database.transaction():
            item = self.find(text)
            if not item.editable:
                raise cannot_edit(item.state)
            self.hold(item.id)
        return item

    def hold(self, item_id: str) -> None:
        """Keep an open item from being sent for another while."""
        self._store.outbox.hold(item_id, self._clock() + HOLD)

    def release(self, item_id: str) -> None:
        """Let an item be sent again after its form was left."""
        self._store.outbox.release(item_id)

    def _change(self, text: str, change: Callable[[Item], Item]) -> Item:
        with self._store.database.transaction():
            item = self.find(text)
            changed = replace(change(item), updated_at=self._clock(), held_until=None)
            self._store.outbox.replace(changed, item)
        return changed

    def _retried(self, item: Item) -> Item:
        if item.state is State.NEEDS_YOU:
            state = State.CHECKING if item.maybe_delivered else State.WAITING
            return replace(item, state=state, not_before=None, reason=None, field_errors={})
        if item.state in (State.WAITING, State.CHECKING):
            return replace(item, not_before=None)
        raise not_possible(item.state)

    def _discarded(self, item: Item) -> Item:
        if item.state in (State.SENDING, State.SENT, State.DISCARDED):
            raise not_possible(item.state)
        reason = without_link_wait(item.reason)
        return replace(item, state=State.DISCARDED, discarded_from=item.state, reason=reason)

    def _restored(self, item: Item) -> Item:
        if item.state is not State.DISCARDED:
            raise not_possible(item.state)
        return replace(item, state=item.discarded_from or State.DRAFT, discarded_from=None)

    def _marked_sent(self, item: Item) -> Item:
        if not (item.state is State.NEEDS_YOU and item.maybe_delivered):
            raise not_possible(item.state)
        reason = Reason(ReasonCode.MARKED_SENT)
        return replace(
            item, state=State.SENT, reason=reason, maybe_delivered=False, take_back=False
        )

    def _sent_again(self, item: Item) -> Item:
        if not (item.state is State.NEEDS_YOU and item.maybe_delivered):
            raise not_possible(item.state)
        return replace(
            item,
            state=State.WAITING,
            maybe_delivered=False,
            take_back=False,
            not_before=None,
            reason=None,
        )
