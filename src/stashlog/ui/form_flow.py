"""The form's comings and goings: typed text is kept, logged entries leave, opened ones are shown.

The rule behind everything here: at any moment every word that was typed is on the screen, on the
disk, or both. Nothing is cleared from one before it is asked for in the other.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from stashlog.domain.details import with_defaults
from stashlog.domain.entry import Entry, InvalidEntryError
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item, State
from stashlog.services.capture import Logged
from stashlog.services.desk import Desk
from stashlog.services.link_later import log_later
from stashlog.services.reading import read_to_log
from stashlog.storage.working_copy import WorkingCopy
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.report import ErrorReport
from stashlog.ui.form_page import Page, PageKeeper
from stashlog.ui.later_flow import LaterChoice
from stashlog.ui.notices import Notice
from stashlog.ui.refusals import report_of
from stashlog.ui.session import Session
from stashlog.ui.unstored import Unstored
from stashlog.wording import details, links, moments
from stashlog.wording import window as words


class FormFlow(QObject):
    """Connects the form with the session.

    Args:
        form: The form.
        session: The session.
        parent: Its owner.

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
        self._keeper = PageKeeper(form, session, self)
        self._choice = LaterChoice(self._read)
        self._unstored = Unstored(form, self._keeper, self.noticed.emit)
        form.edited.connect(self._keeper.edited)
        form.submitted.connect(self.log)
        form.draft_requested.connect(self.save_draft)

    @property
    def untouched(self) -> bool:
        """Whether the form holds nothing that anybody could miss."""
        return self._keeper.untouched

    @property
    def item_id(self) -> str | None:
        """The id of the item that the form shows; None for a new activity."""
        return self._keeper.page.item_id

    @property
    def goes_on(self) -> bool:
        """Whether the form shows the beginning of a new activity, such as kept fields."""
        return self._keeper.page.begun is not None

    def begin(self) -> None:
        """Keep what was typed so far, else bring back what was being typed last time."""
        if self.untouched:
            self._session.ask(Desk.recover, self._recovered, changes=False)
        else:
            self._keeper.save_copy()

    def log(self) -> bool:
        """Store what the form holds, to be sent, and free the form at once.

        Returns:
            Whether it could be read; else the form says what is wrong.
        """
        self._form.stop_timer()
        entry = self._form.entry()
        entry = replace(entry, details=with_defaults(entry.type, entry.details))
        later = self._choice.chosen(entry)
        try:
            if not later:
                self._read(entry)
        except InvalidEntryError as error:
            errors = self._choice.errors(entry, error)
            self._form.show_errors(ErrorReport(errors, error.title))
            return False
        page = self._turn_page(words.STORING)

        def store(desk: Desk) -> Logged:
            if later:
                return log_later(desk, entry, page.opened, page.token)
            return desk.capture.log_all(entry, replacing=page.opened, form=page.token)

        failed = partial(self._unstored.bring_back, entry, page)
        self._session.ask(store, self._stored, failed)
        return True

    def _read(self, entry: Entry) -> None:
        parts = self._session.parts
        read_to_log(entry, parts.clock(), parts.rules())

    def begin_with(self, entry: Entry) -> None:
        """Begin a new activity in the empty form; nobody misses what it begins with."""
        self._form.set_entry(entry)
        self._keeper.turn_to(Page(begun=self._form.entry()))
        self._form.focus_first()

    def save_draft(self, hint: str = words.DRAFT_SAVED) -> None:
        """Store what the form holds as a draft, whether or not it makes sense yet."""
        self._form.stop_timer()
        entry = self._form.entry()
        if self.untouched:
            self._form.focus_first()
            return
        page = self._turn_page(hint)
        self._session.ask(
            lambda desk: desk.capture.save_draft(entry, replacing=page.opened, form=page.token),
            failed=partial(self._unstored.bring_back, entry, page),
        )

    def new(self) -> None:
        """Begin a new activity; what stands in the form is kept."""
        self._put_away()
        self._form.focus_first()

    def fill(self, entry: Entry) -> None:
        """Show an entry that was asked for from outside; what stands in the form is kept."""
        self._put_away()
        self._form.fill_in(entry)
        self._form.focus_first()
        if not entry.empty:
            self._keeper.filled()

    def open(self, item_id: str) -> None:
        """Open an item in the form; what stands in the form is kept."""
        if item_id == self._keeper.page.item_id:
            self._form.focus_first()
            return
        self._session.ask(
            lambda desk: desk.actions.open(item_id), self.show_item, self._refused, changes=False
        )

    def show_item(self, item: Item) -> None:
        """Show an item that was opened; what stands in the form is kept."""
        if item.id == self._keeper.page.item_id:
            return
        self._put_away()
        self._keeper.turn_to(Page(item))
        self._form.set_entry(item.entry)
        self._show_opened(item, words.EDITING)

    def bring_back(self, entry: Entry, item: Item | None, hint: str) -> None:
        """Show an entry again that had left the form; what stands in it now is kept.

        Args:
            entry: What was typed.
            item: The item that it still is; None if it goes on as another activity.
            hint: What to say.
        """
        self._put_away()
        self._keeper.turn_to(Page(item))
        self._form.set_entry(entry)
        self._show_opened(item, hint)
        self._keeper.save_copy()

    @property
    def kept(self) -> bool:
        """Whether every word in the form is on the disk."""
        return self._keeper.kept

    def keep(self) -> None:
        """Have the last words on the disk now, not in a moment."""
        self._keeper.keep()

    def leave(self) -> None:
        """Keep everything, before the program ends."""
        self._keeper.leave()

    def _turn_page(self, hint: str) -> Page:
        """Clear the form for the next activity and return the page that it showed."""
        page = self._keeper.turn_to(Page())
        self._form.clear()
        self._form.show_hint(hint)
        self._form.focus_first()
        return page

    def _put_away(self) -> None:
        """Keep what stands in the form, and clear it."""
        opened = self._keeper.page.opened
        if opened is not None and self._keeper.unchanged:
            page = self._turn_page("")
            self._session.ask(lambda desk: desk.put_back(opened.id, page.token))
        elif not self.untouched:
            self.save_draft(words.KEPT_AS_DRAFT)
        else:
            # What was typed and deleted again is on the disk for a moment longer.
            self._keeper.save_copy()
            self._turn_page("")

    def _recovered(self, found: tuple[WorkingCopy, Item | None] | None) -> None:
        if found is None or not self.untouched:
            return
        copy, item = found
        self._keeper.turn_to(Page(item, copy.token))
        self._form.set_entry(copy.entry)
        self._show_opened(item, words.RESTORED)

    def _show_opened(self, item: Item | None, hint: str) -> None:
        self._form.show_hint(hint)
        self._form.focus_first()
        if item is None:
            return
        if item.state is State.NEEDS_YOU:
            self._form.show_errors(report_of(item, self._session.parts.clock()))

    def _stored(self, logged: Logged) -> None:
        time = moments.time_of_day(logged.item.updated_at)
        said = words.logged_at if logged.follow_up is None else details.logged_with_follow_up
        if logged.item.state is State.DRAFT:
            said = links.kept_for_later
        self._form.show_hint(said(time))
        self.logged.emit(logged)

    def _refused(self, error: StashlogError) -> None:
        self.noticed.emit(Notice(str(error)))
