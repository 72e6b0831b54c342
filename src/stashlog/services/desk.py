"""The desk: everything that the window asks of the store, on one lane.

The window never touches the store itself. It hands work to the desk's lane and is told the result,
so that a slow disk or a locked database never stops it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from stashlog.domain.days import midnight
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import DISCARD_DAYS, Item, State
from stashlog.services.capture import Capture
from stashlog.services.directory import DirectoryDesk
from stashlog.services.limits import recall_limits
from stashlog.services.outbox_actions import OutboxActions
from stashlog.services.overview import Overview
from stashlog.services.reading import CaptureRules
from stashlog.storage.store import Store
from stashlog.storage.working_copy import WorkingCopy

SHOWN_AT_MOST = 2000
"""Rows of one section that the window keeps; the CLI and the search reach the others."""


TAG_SUGGESTIONS = 200

SECTIONS: Mapping[str, frozenset[State]] = MappingProxyType(
    {
        "needs_you": frozenset({State.NEEDS_YOU}),
        "waiting": frozenset({State.WAITING, State.SENDING}),
        "checking": frozenset({State.CHECKING}),
        "drafts": frozenset({State.DRAFT}),
        "discarded": frozenset({State.DISCARDED}),
    }
)
"""The states behind each section of the overview that is not bound to today."""

NEWEST_FIRST = frozenset({"drafts", "discarded"})


@dataclass(frozen=True, slots=True)
class Desk:
    """Capture, actions and overview over one store; belongs to the thread that made it."""

    store: Store
    capture: Capture
    actions: OutboxActions
    clock: Callable[[], datetime]
    directory: DirectoryDesk
    zone: tzinfo | None = None

    @classmethod
    def over(cls, store: Store, clock: Callable[[], datetime], rules: CaptureRules) -> Desk:
        """Set the desk up over an open store."""
        return cls(
            store,
            Capture(store, clock, rules),
            OutboxActions(store, clock),
            clock,
            DirectoryDesk(store),
            rules.zone,
        )

    def overview(self, gates_here: Mapping[GateKind, Gate]) -> Overview:
        """Read everything that the window shows.

        Args:
            gates_here: The gates that only the delivery thread knows.
        """
        now = self.clock()
        today = midnight(now, self.zone)
        sections = {name: self._section(name) for name in SECTIONS}
        totals = {
            name: self.store.outbox.count(SECTIONS[name])
            for name, items in sections.items()
            if len(items) == SHOWN_AT_MOST
        }
        return Overview(
            **sections,
            sent_today=tuple(self.store.outbox.sent_since(today)),
            totals=totals,
            gates={**self.store.gates.load(), **gates_here},
            limits=recall_limits(self.store.facts, now),
            logged_today=self.store.outbox.logged_since(today),
        )

    def _section(self, name: str) -> tuple[Item, ...]:
        newest_first = name in NEWEST_FIRST
        items = self.store.outbox.list(
            SECTIONS[name], limit=SHOWN_AT_MOST, newest_first=newest_first
        )
        return tuple(items)

    def recover(self) -> tuple[WorkingCopy, Item | None] | None:
        """Return the text that was being typed last, with the item it belongs to if any.

        The item is held again. One that went its own way in the meantime is left alone, and the
        text becomes a new activity. What was typed into another form (quick capture) becomes a
        draft, so that nothing is where nobody sees it.
        """
        copy = self.store.working_copies.load()
        for other in self.store.working_copies.besides("" if copy is None else copy.token):
            self.capture.save_draft(other.entry, form=other.token)
        if copy is None or copy.item_id is None:
            return None if copy is None else (copy, None)
        item = self.store.outbox.get(copy.item_id)
        if item is None or not item.editable:
            return copy, None
        self.actions.hold(item.id)
        return copy, item

    def recent_tags(self) -> list[str]:
        """Return the tags used last, for suggestions."""
        return self.store.outbox.recent_tags(TAG_SUGGESTIONS)

    def put_back(self, item_id: str, form: str) -> None:
        """Leave an opened item as it was."""
        self.store.working_copies.clear(form)
        self.actions.release(item_id)

    def close(self) -> None:
        """Give the store back, the directory's file included."""
        self.directory.close()
        self.store.close()

    def tidy(self) -> None:
        """Forget what was discarded too long ago to be restored."""
        self.store.outbox.purge_discarded(self.clock() - timedelta(days=DISCARD_DAYS))
