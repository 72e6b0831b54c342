"""The form in which an activity is typed, corrected and logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from stashlog.domain.vocabulary import ActivityType
from stashlog.ui.announce import announce
from stashlog.ui.form.fields import Fields
from stashlog.ui.form.footer import LOG_KEYS, Footer
from stashlog.ui.form.link_field import LinkField
from stashlog.ui.form.page import Page
from stashlog.ui.form.summary import ErrorSummary
from stashlog.ui.theme import set_role

if TYPE_CHECKING:
    from stashlog.domain.call_rules import CallRules
    from stashlog.domain.date_style import DateStyle
    from stashlog.domain.entry import Entry
    from stashlog.ui.form.due_field import Clock
    from stashlog.ui.form.later_fields import LaterFields
    from stashlog.ui.form.report import ErrorReport


def _utc_now() -> datetime:
    return datetime.now(UTC)


class EntryForm(QFrame):
    """Holds one entry as typed. Knows nothing of where it goes; it is told what was wrong.

    Args:
        clock: The present, from which relative due dates start.
        zone: The zone in which due dates are meant; None for the one of this computer.
        style: How the user writes dates; None if that is not known.
        calls: Returns what the settings say about calls.
        staged: Whether the form comes with its first fields alone, so that it shows sooner; the
            others come with `complete`, or as soon as anything needs them.
    """

    submitted = Signal()
    """The user wants to log what stands in the form."""
    draft_requested = Signal()
    """The user wants to keep it as a draft."""
    edited = Signal()
    """The user changed something."""
    filled = Signal()
    """Everything in the form was replaced by its owner."""
    undo_requested = Signal()
    """The user wants back what was logged last."""

    def __init__(
        self,
        clock: Clock = _utc_now,
        zone: tzinfo | None = None,
        style: DateStyle | None = None,
        calls: Callable[[], CallRules] | None = None,
        *,
        staged: bool = False,
    ) -> None:
        super().__init__()
        set_role(self, "panel")
        self._fields = Fields(self)
        self._make_later = partial(self._fields.make_later, clock, zone, style, calls)
        self._summary = ErrorSummary()
        self._page = Page(self._fields, self._summary)
        self._footer = Footer()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._page, 1)
        box.addWidget(self._footer)
        self._fields.begin(ActivityType.CALL)
        self._connect()
        if not staged:
            self.complete()

    def complete(self) -> None:
        """Have all fields, if some are not there yet."""
        self._later()

    def entry(self) -> Entry:
        """Return what stands in the form, exactly as typed or set."""
        return self._fields.entry()

    def set_entry(self, entry: Entry) -> None:
        """Replace everything in the form; errors shown for what was there go."""
        _close_popup()
        self.complete()
        self.clear_errors()
        self._fields.fill(entry)
        self.filled.emit()

    def fill_in(self, entry: Entry) -> None:
        """Show an entry that was asked for from outside; without a type it gets the form's."""
        if not entry.type:
            from dataclasses import replace

            entry = replace(entry, type=self.entry().type or ActivityType.CALL)
        self.set_entry(entry)

    def clear(self, *, keep_type: bool = True) -> None:
        """Make the form ready for the next entry.

        Args:
            keep_type: Whether the next entry starts with the same type.
        """
        from stashlog.domain.entry import Entry

        kept = self.entry().type if keep_type else ""
        self.set_entry(Entry(type=kept or ActivityType.CALL))

    def show_errors(self, report: ErrorReport) -> None:
        """Show a refusal: at the fields, and in a summary that takes the focus."""
        from stashlog.ui.form.report import by_field, problems

        _close_popup()
        self.complete()
        found = problems(report, self.entry())
        self._fields.show_messages(by_field(found))
        self._summary.show_report(report, found)
        self._focus_summary()
        said = f"{self._summary.accessibleName()}\n{self._summary.accessibleDescription()}"
        announce(self._summary, said, urgent=True)

    def clear_errors(self) -> None:
        """Take away every message."""
        self._summary.clear()
        self._fields.show_messages({})

    def focus_first(self) -> None:
        """Go to what is wrong, else to the field in which an entry begins: whom it was with."""
        if self._summary.isHidden():
            self._go("contact_id")
        else:
            self._focus_summary()

    def show_hint(self, text: str) -> None:
        """Say something quiet beside the buttons, such as that the text is saved."""
        self._footer.hint.setText(text)

    def show_note(self, field: str, source: str, text: str) -> None:
        """Say something quiet at a field, see `FieldBox.set_note`."""
        self._fields.box(field).set_note(source, text)

    def put_beside(self, field: str, widget: QWidget) -> None:
        """Put a widget beside the label of a field."""
        self._fields.box(field).put_beside(widget)

    def insert_texts(self, subject: str, notes: str) -> None:
        """Put a subject where there is none yet, and notes where their cursor stands."""
        self._fields.insert_texts(subject, notes)
        self._go("body")

    @property
    def links(self) -> Mapping[str, LinkField]:
        """The fields for linked records, by the API's name, for whoever knows the directory."""
        return self._fields.links

    def offer_undo(self, *, offered: bool) -> None:
        """Offer to take back what was logged last, or stop to offer it."""
        self._footer.undo.setVisible(offered)

    def set_tag_suggestions(self, tags: Sequence[str]) -> None:
        """Offer these tags while one is typed."""
        self._later().tags.set_suggestions(tags)

    def follow(self, calls: CallRules) -> None:
        """Go by other settings about calls from now on; what stands in the form stays."""
        self._later().follow(calls)

    def stop_timer(self) -> None:
        """Stop the timer of a call, and take what it counted into the duration."""
        self._later().details.stop_timer()

    def submit(self) -> None:
        """Ask to log, with what an input method is still composing."""
        QGuiApplication.inputMethod().commit()
        self.stop_timer()
        self.submitted.emit()

    def _later(self) -> LaterFields:
        if self._fields.later is None:
            later = self._make_later()
            self._page.place(later)
            self._footer.complete(later.last_stop)
            self._fields.join(later)
            later.follow_up.told.connect(self._remind_of_follow_up)
            return later
        return self._fields.later

    def _connect(self) -> None:
        self._fields.changed.connect(self._summary.drop_field)
        self._fields.changed.connect(self.edited)
        self._summary.field_chosen.connect(self._go)
        self._footer.log_pressed.connect(self.submit)
        self._footer.draft_pressed.connect(self.draft_requested)
        self._footer.undo_pressed.connect(self.undo_requested)
        self._page.verticalScrollBar().rangeChanged.connect(self._footer.set_divided)
        for keys in LOG_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.submit)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._follow_focus)

    def _remind_of_follow_up(self, said: str) -> None:
        """Say above the buttons which task is stored too, where its line is out of sight."""
        line = self._later().follow_up

        def tell() -> None:
            self._footer.remind(said if line.visibleRegion().isEmpty() else "")

        QtCore.QTimer.singleShot(0, self, tell)

    def _go(self, name: str) -> None:
        box = self._fields.box(name)
        self._focus(box.target, QtCore.Qt.FocusReason.ShortcutFocusReason)
        self._page.reveal(box)

    def _focus_summary(self) -> None:
        self._focus(self._summary, QtCore.Qt.FocusReason.OtherFocusReason)
        self._page.reveal(self._summary)

    def _focus(self, widget: QWidget, why: QtCore.Qt.FocusReason) -> None:
        """Take the focus, unless another page is shown: Qt would give it to what nobody sees."""
        if self.isVisible():
            widget.setFocus(why)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what got the focus, also where a letter with Alt gave it."""
        if now is not None:
            self._page.reveal(now)


def _close_popup() -> None:
    """Close a list or calendar that is open: it would take whatever is typed next."""
    if (popup := QApplication.activePopupWidget()) is not None:
        popup.hide()
