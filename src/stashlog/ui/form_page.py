"""What the form shows, kept on the disk while it is typed, and held while it is open."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer

from stashlog.domain.entry import Entry, settle_due
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item
from stashlog.storage.working_copy import WorkingCopy
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.session import Session
from stashlog.wording import window as words

AUTOSAVE = 400
"""Milliseconds after a change until the text is on its way to the disk."""

RETRY = 5000
"""Milliseconds until text that the disk did not take is sent there again."""

HOLD_RENEWAL = 60_000
"""Milliseconds between renewals of the hold on an opened item."""


@dataclass(slots=True)
class Page:
    """What the form shows: a new activity, or an item that was opened.

    Attributes:
        opened: The item as it was when it was opened; None for a new activity.
        token: Names the working copy on disk.
        begun: What stood in a new activity before anybody typed, such as kept fields.
    """

    opened: Item | None = None
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    begun: Entry | None = None

    @property
    def item_id(self) -> str | None:
        """The id of the opened item."""
        return None if self.opened is None else self.opened.id


class PageKeeper(QObject):
    """Keeps the words of the page that the form shows, and its item from being sent.

    Attributes:
        page: What the form shows.
    """

    def __init__(self, form: EntryForm, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._session = session
        self.page = Page()
        self._edits = self._stored_edits = 0
        self._typed = False
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE)
        self._autosave.timeout.connect(self.save_copy)
        self._retry = QTimer(self, singleShot=True, interval=RETRY)
        self._retry.timeout.connect(self.save_copy)
        self._renewal = QTimer(self, interval=HOLD_RENEWAL)
        self._renewal.timeout.connect(self._renew_hold)

    @property
    def untouched(self) -> bool:
        """Whether the form holds nothing that anybody could miss."""
        entry = self._form.entry()
        return self.page.opened is None and (entry.empty or entry == self.page.begun)

    @property
    def unchanged(self) -> bool:
        """Whether the form shows an opened item as it is stored."""
        opened = self.page.opened
        return opened is not None and opened.entry == self._form.entry()

    @property
    def kept(self) -> bool:
        """Whether the page's words are on the disk, or none were changed."""
        return self.untouched or self._stored_edits == self._edits

    def turn_to(self, page: Page) -> Page:
        """Begin to keep another page, and return the one so far; its copy on disk stays."""
        self._stored_edits = self._edits
        self._typed = False
        self._autosave.stop()
        self._retry.stop()
        self._renewal.stop()
        earlier, self.page = self.page, page
        if page.opened is not None:
            self._renewal.start()
        return earlier

    def edited(self) -> None:
        """Have what the user types on the disk soon, and say so then."""
        self._typed = True
        self.filled()

    def filled(self) -> None:
        """Have what the page was filled with on the disk soon; what is said about it stays."""
        self._edits += 1
        if not self._autosave.isActive():
            self._autosave.start()

    def save_copy(self) -> None:
        """Send the text to the disk now."""
        self._autosave.stop()
        self._retry.stop()
        page, entry, parts = self.page, self._form.entry(), self._session.parts
        if self.untouched:
            self._session.ask(
                lambda desk: desk.store.working_copies.clear(page.token), changes=False
            )
            return
        edits, now = self._edits, parts.clock()
        settled = settle_due(entry, now, style=parts.date_style)
        copy = WorkingCopy(page.token, settled, page.item_id, now)
        self._session.ask(
            lambda desk: desk.store.working_copies.save(copy),
            lambda _: self._saved(page, edits),
            lambda error: self._not_saved(page, error),
            changes=False,
        )

    def keep(self) -> None:
        """Send the text to the disk now, unless it is there."""
        if not self.kept:
            self.save_copy()

    def leave(self) -> None:
        """Have the last words on the disk, and let the outbox have an unchanged item back.

        One that was changed stays held for as long as a hold lasts: the next start brings its
        text back.
        """
        opened, token = self.page.opened, self.page.token
        if opened is not None and self.unchanged:
            self._session.ask(lambda desk: desk.put_back(opened.id, token), changes=False)
        else:
            self.keep()

    def _saved(self, page: Page, edits: int) -> None:
        """Say so, if it is still the page that is shown."""
        if page is self.page:
            self._stored_edits = max(edits, self._stored_edits)
            if self._typed:
                self._form.show_hint(words.SAVED_AS_YOU_TYPE)

    def _not_saved(self, page: Page, error: StashlogError) -> None:
        """Say so, take back what the hint said before, and try again soon."""
        if page is self.page:
            self._form.show_hint("")
            self._typed = True
            self._retry.start()
        self._session.store_failed.emit(error)

    def _renew_hold(self) -> None:
        item_id = self.page.item_id
        if item_id is not None:
            self._session.ask(lambda desk: desk.actions.hold(item_id), changes=False)
