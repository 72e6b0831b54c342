"""Capture: from what was typed to an item on disk."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from stashlog.domain.activity import Activity
from stashlog.domain.entry import Entry, InvalidEntryError, read_entry, settle_due
from stashlog.domain.follow_up import follow_up_of, rejoined, stored_apart
from stashlog.domain.outbox import Item, State
from stashlog.domain.payload import request_bytes
from stashlog.domain.reasons import Reason, without_link_wait
from stashlog.services.errors import cannot_edit, changed_elsewhere, unknown_item
from stashlog.services.reading import CaptureRules, read_to_log
from stashlog.storage.store import Store

HOLD = timedelta(minutes=2)
"""How long an opened item is kept from being sent; the open form renews it while it is open."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What one logging stored.

    Attributes:
        item: The activity.
        follow_up: The task that was stored with it, if there is one.
    """

    item: Item
    follow_up: Item | None = None

    @property
    def entry(self) -> Entry:
        """What was typed, the follow-up included."""
        if self.follow_up is None:
            return self.item.entry
        return rejoined(self.item.entry, self.follow_up.entry)


class Capture:
    """Stores entries, as items to be sent or as drafts. Belongs to the thread of its store."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        rules: CaptureRules | None = None,
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._store = store
        self._clock = clock
        self._rules = rules or CaptureRules()
        self._new_id = new_id

    def follow(self, rules: CaptureRules) -> None:
        """Go by other rules from now on."""
        self._rules = rules

    def log(
        self,
        entry: Entry,
        *,
        replacing: Item | str | None = None,
        form: str | None = None,
        allow_empty: bool = False,
    ) -> Item:
        """Store an entry as `log_all` does, and return its item."""
        return self.log_all(entry, replacing=replacing, form=form, allow_empty=allow_empty).item

    def log_all(
        self,
        entry: Entry,
        *,
        replacing: Item | str | None = None,
        form: str | None = None,
        allow_empty: bool = False,
    ) -> Logged:
        """Store an entry that is to be sent, and its follow-up. Then both are on disk.

        Args:
            entry: What was typed.
            replacing: The item as it was opened in the form, or the id of one.
            form: The token of the form whose working copy is done with.
            allow_empty: Accept an entry of nothing but a type, as scripts may mean it.

        Raises:
            InvalidEntryError: with a sentence for each field; nothing is stored.
            ActionRefusedError: the opened item can no longer be changed.
            StoreError: nothing is stored.
        """
        now = self._clock()
        activity = read_to_log(entry, now, self._rules, allow_empty=allow_empty)
        entry = settle_due(entry, now, self._rules.zone, self._rules.style)
        follow_up = follow_up_of(entry)
        kept = entry if follow_up is None else stored_apart(entry)
        with self._store.database.transaction():
            previous = self._opened(replacing, kept)
            item = self._queued(previous or self._blank(kept, now), kept, activity, now)
            self._write(item, previous)
            task = None if follow_up is None else self._log_follow_up(follow_up, now)
            self._store.working_copies.clear(form)
        return Logged(item, task)

    def save_draft(
        self,
        entry: Entry,
        *,
        replacing: Item | str | None = None,
        form: str | None = None,
        reason: Reason | None = None,
    ) -> Item:
        """Store an entry as a draft, whether or not it can be read yet; `reason` says why.

        Raises:
            ActionRefusedError: the opened item can no longer be changed.
            StoreError: nothing is stored.
        """
        now = self._clock()
        entry = settle_due(entry, now, self._rules.zone, self._rules.style)
        try:
            activity = read_entry(entry, now, self._rules.zone, self._rules.style)
        except InvalidEntryError:
            activity = None
        with self._store.database.transaction():
            previous = self._opened(replacing, entry)
            base = previous or self._blank(entry, now)
            item = replace(
                base,
                state=State.DRAFT,
                entry=entry,
                activity=activity,
                updated_at=now,
                not_before=None,
                held_until=None,
                take_back=False,
                reason=reason or without_link_wait(base.reason),
            )
            self._write(item, previous)
            self._store.working_copies.clear(form)
        return item

    def _log_follow_up(self, entry: Entry, now: datetime) -> Item:
        """Store a follow-up that was read before, as part of its entry."""
        activity = read_entry(entry, now, self._rules.zone, self._rules.style)
        item = self._queued(self._blank(entry, now), entry, activity, now)
        self._write(item, None)
        return item

    def _opened(self, opened: Item | str | None, entry: Entry) -> Item | None:
        """Return the opened item, provided that it may still change, and nobody else changed it."""
        if opened is None:
            return None
        item_id = opened if isinstance(opened, str) else opened.id
        item = self._store.outbox.get(item_id)
        if item is None:
            raise unknown_item(item_id)
        if not item.editable:
            raise cannot_edit(item.state)
        if isinstance(opened, Item) and item.entry not in (opened.entry, entry):
            raise changed_elsewhere()
        return item

    def _blank(self, entry: Entry, now: datetime) -> Item:
        return Item(self._new_id(), State.DRAFT, entry, created_at=now, updated_at=now)

    def _queued(self, item: Item, entry: Entry, activity: Activity, now: datetime) -> Item:
        request = request_bytes(activity, item.id, stamp=self._rules.stamp)
        edited_after_attempt = item.attempts > 0 and request != item.request
        return replace(
            item,
            state=State.WAITING,
            entry=entry,
            activity=activity,
            request=request,
            revision=item.revision + 1 if edited_after_attempt else item.revision,
            updated_at=now,
            not_before=None,
            held_until=None,
            take_back=False,
            reason=None,
            field_errors={},
        )

    def _write(self, item: Item, previous: Item | None) -> None:
        if previous is None:
            self._store.outbox.add(item)
        else:
            self._store.outbox.replace(item, previous)
