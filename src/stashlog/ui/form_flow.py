"""The form's comings and goings: typed text is kept, logged entries leave, refused ones return.

The rule behind everything here: at any moment every word that was typed is on the screen, on the
disk, or both. Nothing is cleared from one before it is asked for in the other.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal

from stashlog.domain.details import with_defaults
from stashlog.domain.entry import Entry, InvalidEntryError, settle_due
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item, State
from stashlog.services.capture import Logged, read_to_log
from stashlog.services.desk import Desk
from stashlog.services.errors import ActionRefusedError, UnknownItemError
from stashlog.storage.working_copy import WorkingCopy
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.report import ErrorReport
from stashlog.ui.notices import Notice
from stashlog.ui.refusals import report_of
from stashlog.ui.session import Session
from stashlog.wording import details, moments
from stashlog.wording import window as words

AUTOSAVE = 400
"""Milliseconds after a change until the text is on its way to the disk."""

HOLD_RENEWAL = 60_000
"""Milliseconds between renewals of the hold on an opened item."""


@dataclass(slots=True)
class _Page:
    """What the form shows: a new activity, or an item that was opened.

    Attributes:
        token: Names the working copy on disk.
        opened: The item as it was when it was opened; None for a new activity.
    """

    opened: Item | None = None
    token: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def item_id(self) -> str | None:
        return None if self.opened is None else self.opened.id


class FormFlow(QObject):
    """Connects the form with the session.

    Signals:
        noticed: A `Notice` for the window to show.
        logged: What was just stored, to be sent, as `Logged`.
    """

    noticed = Signal(object)
    logged = Signal(object)

    def __init__(self, form: EntryForm, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._session = session
        self._page = _Page()
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE)
        self._autosave.timeout.connect(self.save_copy)
        self._renewal = QTimer(self, interval=HOLD_RENEWAL)
        self._renewal.timeout.connect(self._renew_hold)
        form.edited.connect(self._edited)
        form.submitted.connect(self.log)
        form.draft_requested.connect(self.save_draft)
        session.item_settled.connect(self._settled)

    @property
    def untouched(self) -> bool:
        """Whether the form holds nothing that anybody could miss."""
        return self._page.opened is None and self._form.entry().empty

    def begin(self) -> None:
        """Keep what was typed so far, else bring back what was being typed last time."""
        if self.untouched:
            self._session.ask(Desk.recover, self._recovered, changes=False)
        else:
            self.save_copy()

    def log(self) -> None:
        """Store what the form holds, to be sent, and free the form at once."""
        self._form.stop_timer()
        entry = self._form.entry()
        entry = replace(entry, details=with_defaults(entry.type, entry.details))
        try:
            read_to_log(entry, self._session.parts.clock(), self._session.parts.rules())
        except InvalidEntryError as error:
            self._form.show_errors(ErrorReport(error.field_errors, error.title))
            return
        page = self._turn_page(words.STORING)
        self._session.ask(
            lambda desk: desk.capture.log_all(entry, replacing=page.item_id, form=page.token),
            self._stored,
            lambda error: self._not_stored(entry, page, error),
        )

    def save_draft(self, hint: str = words.DRAFT_SAVED) -> None:
        """Store what the form holds as a draft, whether or not it makes sense yet."""
        self._form.stop_timer()
        entry = self._form.entry()
        if self.untouched:
            self._form.focus_first()
            return
        page = self._turn_page(hint)
        self._session.ask(
            lambda desk: desk.capture.save_draft(entry, replacing=page.item_id, form=page.token),
            failed=lambda error: self._not_stored(entry, page, error),
        )

    def new(self) -> None:
        """Begin a new activity; what stands in the form is kept."""
        self._put_away()
        self._form.focus_first()

    def fill(self, entry: Entry) -> None:
        """Show an entry that was asked for from outside; what stands in the form is kept."""
        self._put_away()
        self._form.set_entry(entry)
        self._form.focus_first()
        if not entry.empty:
            self._edited()

    def open(self, item_id: str) -> None:
        """Open an item in the form; what stands in the form is kept."""
        if item_id == self._page.item_id:
            self._form.focus_first()
            return
        self._session.ask(
            lambda desk: desk.actions.open(item_id), self._opened, self._refused, changes=False
        )

    def _bring_home(self, item: Item) -> None:
        """Open a refused item, unless somebody begins to type before it is here."""

        def opened(current: Item) -> None:
            if self.untouched:
                self._opened(current)
                return
            self._session.ask(lambda desk: desk.actions.release(item.id))
            self._tell_refused(item)

        self._session.ask(
            lambda desk: desk.actions.open(item.id), opened, self._refused, changes=False
        )

    def bring_back(self, entry: Entry, item: Item | None, hint: str) -> None:
        """Show an entry again that had left the form; what stands in it now is kept.

        Args:
            entry: What was typed.
            item: The item that it still is; None if it goes on as another activity.
            hint: What to say.
        """
        self._put_away()
        self._page = _Page(item)
        self._form.set_entry(entry)
        self._show_opened(item, hint)
        self.save_copy()

    def save_copy(self) -> None:
        """Send the text to the disk now."""
        self._autosave.stop()
        page, entry, now = self._page, self._form.entry(), self._session.parts.clock()
        if self.untouched:
            self._session.ask(
                lambda desk: desk.store.working_copies.clear(page.token), changes=False
            )
            return
        settled = settle_due(entry, now, style=self._session.parts.date_style)
        copy = WorkingCopy(page.token, settled, page.item_id, now)
        self._session.ask(
            lambda desk: desk.store.working_copies.save(copy),
            lambda _: self._hint(page, words.SAVED_AS_YOU_TYPE),
            changes=False,
        )

    def leave(self) -> None:
        """Let the outbox have an opened item back before the program ends."""
        if self._autosave.isActive():
            self.save_copy()
        item_id = self._page.item_id
        if item_id is not None:
            self._session.ask(lambda desk: desk.actions.release(item_id), changes=False)

    def _edited(self) -> None:
        if not self._autosave.isActive():
            self._autosave.start()

    def _turn_page(self, hint: str) -> _Page:
        """Clear the form for the next activity and return the page that it showed."""
        self._autosave.stop()
        self._renewal.stop()
        page, self._page = self._page, _Page()
        self._form.clear()
        self._form.show_hint(hint)
        self._form.focus_first()
        return page

    def _put_away(self) -> None:
        """Keep what stands in the form, and clear it."""
        opened, entry = self._page.opened, self._form.entry()
        if opened is not None and entry == opened.entry:
            page = self._turn_page("")
            self._session.ask(lambda desk: desk.put_back(opened.id, page.token))
        elif not self.untouched:
            self.save_draft(words.KEPT_AS_DRAFT)
        else:
            self._turn_page("")

    def _recovered(self, found: tuple[WorkingCopy, Item | None] | None) -> None:
        if found is None or not self.untouched:
            return
        copy, item = found
        self._page = _Page(item, copy.token)
        self._form.set_entry(copy.entry)
        self._show_opened(item, words.RESTORED)

    def _opened(self, item: Item) -> None:
        if item.id == self._page.item_id:
            return
        self._put_away()
        self._page = _Page(item)
        self._form.set_entry(item.entry)
        self._show_opened(item, words.EDITING)

    def _show_opened(self, item: Item | None, hint: str) -> None:
        self._form.show_hint(hint)
        self._form.focus_first()
        if item is None:
            return
        self._renewal.start()
        if item.state is State.NEEDS_YOU:
            self._form.show_errors(report_of(item, self._session.parts.clock()))

    def _stored(self, logged: Logged) -> None:
        time = moments.time_of_day(logged.item.updated_at)
        said = words.logged_at if logged.follow_up is None else details.logged_with_follow_up
        self._hint(self._page, said(time))
        self.logged.emit(logged)

    def _hint(self, page: _Page, text: str) -> None:
        if page is self._page:
            self._form.show_hint(text)

    def _not_stored(self, entry: Entry, page: _Page, error: StashlogError) -> None:
        """Bring an entry back that could not be stored, now or when the form is free."""
        if isinstance(error, ActionRefusedError | UnknownItemError):
            # The opened item went its own way; what was typed can only become another activity.
            page = _Page()
        if not self.untouched:
            bring_back = Notice(
                f"{words.NOT_STORED_TITLE}. {error.title}",
                words.OPEN,
                lambda: self._swap(entry, page, error),
            )
            self.noticed.emit(bring_back)
            return
        self._page = page
        self._form.set_entry(entry)
        self._form.show_errors(ErrorReport({}, error.title, error.advice))
        self._edited()

    def _swap(self, entry: Entry, page: _Page, error: StashlogError) -> None:
        """Show an unstored entry; what stands in the form takes its place in line."""
        if self.untouched:
            self._not_stored(entry, page, error)
            return
        standing, its_page = self._form.entry(), self._page
        self._page = page
        self._form.set_entry(entry)
        self._form.show_errors(ErrorReport({}, error.title, error.advice))
        self._not_stored(standing, its_page, error)

    def _settled(self, item: Item) -> None:
        """Bring a refused activity home, or say that it came back."""
        if item.state is not State.NEEDS_YOU or not item.editable:
            return
        if self.untouched:
            self._bring_home(item)
        else:
            self._tell_refused(item)

    def _tell_refused(self, item: Item) -> None:
        subject = item.entry.subject or moments.time_of_day(item.created_at)
        self.noticed.emit(
            Notice(words.not_accepted(subject), words.OPEN, lambda: self.open(item.id))
        )

    def _refused(self, error: StashlogError) -> None:
        self.noticed.emit(Notice(str(error)))

    def _renew_hold(self) -> None:
        item_id = self._page.item_id
        if item_id is not None:
            self._session.ask(lambda desk: desk.actions.hold(item_id), changes=False)
