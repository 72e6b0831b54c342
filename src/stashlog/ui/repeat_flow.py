"""The next activity begins with something of an earlier one: kept fields, or all of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.kept import KEPT, kept, repeated
from stashlog.domain.outbox import UNSENT, State
from stashlog.services.capture import Logged
from stashlog.services.desk import Desk
from stashlog.settings import SettingsError
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.kept_section import KeptSection
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.wording import window as words

KEEP_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
REPEAT_KEY = "Ctrl+R"

LOGGED = frozenset({*UNSENT, State.SENT})
"""States of what was logged, drafts and what was discarded left out."""


class RepeatFlow(QObject):
    """Logs and keeps, and repeats.

    Signals:
        noticed: A `Notice` for the window to show.
    """

    noticed = Signal(object)

    def __init__(
        self, form: EntryForm, flow: FormFlow, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._form, self._flow, self._session = form, flow, session
        self._latest: str | None = None
        flow.logged.connect(self._note)

    @property
    def fields(self) -> str:
        """The names of the fields that are kept, see `domain.kept`."""
        chosen = self._session.parts.settings.keep
        return KEPT if chosen is None else chosen

    def attach(self, section: KeptSection) -> None:
        """Show what is kept in the settings, and keep what is chosen there from now on."""
        changeable = "keep" not in self._session.parts.settings.managed
        section.show_kept(self.fields, changeable=changeable)
        section.chosen.connect(self._keep)

    def _keep(self, fields: str) -> None:
        try:
            self._session.settings.change("keep", fields)
        except SettingsError as error:
            self._refused(error)

    def log_and_keep(self) -> None:
        """Log what the form holds; the next activity begins with the fields that are kept."""
        entry = self._form.entry()
        if self._flow.log():
            self._flow.begin_with(kept(entry, self.fields))

    def repeat(self, item_id: str | None = None) -> None:
        """Begin an activity like an earlier one; what stands in the form is kept.

        Args:
            item_id: The earlier one; None for the one that was logged last.
        """
        wanted = item_id or self._latest
        self._session.ask(
            lambda desk: _entry_of(desk, wanted), self._repeated, self._refused, changes=False
        )

    def _note(self, logged: Logged) -> None:
        self._latest = logged.item.id

    def _repeated(self, entry: Entry | None) -> None:
        if entry is None:
            self._form.show_hint(words.NOTHING_TO_REPEAT)
            return
        self._flow.fill(repeated(entry))
        self._form.show_hint(words.REPEATED)

    def _refused(self, error: StashlogError) -> None:
        self.noticed.emit(Notice(str(error)))


def _entry_of(desk: Desk, item_id: str | None) -> Entry | None:
    if item_id is not None:
        return desk.actions.find(item_id).entry
    latest = desk.store.outbox.list(LOGGED, limit=1, newest_first=True)
    return latest[0].entry if latest else None
