"""The panel: head line, list, and the selected item's actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from stashlog.domain.days import midnight
from stashlog.domain.outbox import Item
from stashlog.services.overview import Overview
from stashlog.ui.announce import announce
from stashlog.ui.elided import ElidedLabel
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.outbox.action_bar import ActionBar
from stashlog.ui.outbox.actions import Action
from stashlog.ui.outbox.model import NameOf, OutboxModel
from stashlog.ui.outbox.place import Place
from stashlog.ui.outbox.rows import Folding, ItemRow, Section, build_rows
from stashlog.ui.outbox.undo_bar import UndoBar
from stashlog.ui.outbox.view import OutboxView
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import outbox as words

TICK = 1000
"""Milliseconds between looks at the clock while something visible counts down."""


def _nameless(link: str) -> str | None:
    """Know no names: ids are shown."""
    del link
    return None


class OutboxPanel(QFrame):
    """Shows an `Overview`; says what the user wants done with an item.

    Args:
        clock: The present, UTC.
        name_of: Finds the name behind a contact's, company's or deal's id.
        zone: The zone in which times are shown; None for the one of this computer.

    Signals: each carries an item's id.
    """

    open_requested = Signal(str)
    retry_requested = Signal(str)
    discard_requested = Signal(str)
    restore_requested = Signal(str)
    mark_sent_requested = Signal(str)
    send_again_requested = Signal(str)
    repeat_requested = Signal(str)

    def __init__(
        self,
        clock: Callable[[], datetime],
        name_of: NameOf = _nameless,
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self._zone = zone
        self._clock = clock
        self._overview = Overview()
        self._folding = Folding()
        self._discarding: str | None = None
        self._model = OutboxModel(clock, name_of, zone, self)
        self.view = OutboxView(self._model)
        self.actions_bar = ActionBar()
        self.undo_bar = UndoBar()
        self._headline = ElidedLabel()
        self._headline.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._nothing = QLabel(words.NOTHING_YET)
        self._ticker = QTimer(self, interval=TICK)
        self._lay_out()
        self._connect()
        self.show_overview(Overview(), clock())

    def show_overview(self, overview: Overview, now: datetime) -> None:
        """Show the outbox as it stands; the user stays where they are in the list."""
        self._overview = overview
        place = Place.of(self.view, self._model)
        follow = self._discarding is None or place.item_id != self._discarding
        self._model.show(build_rows(overview, self._folding, now, self._zone), overview.gates)
        place.restore(self.view, self._model, follow=follow)
        self._show_head(now)
        self._offer_undo()
        self._show_actions()
        self._watch_clock()

    def show_names(self) -> None:
        """Show the names that are known by now."""
        self._model.show_names()

    def focus_item(self, item_id: str) -> bool:
        """Make an item current and give the list the focus; False where it does not show."""
        number = self._model.number_of_item(item_id)
        if number is None:
            return False
        self.view.setCurrentIndex(self._model.index(number))
        self.view.setFocus()
        return True

    def tick(self) -> None:
        """Bring visible countdowns up to date."""
        for number in self.view.visible_numbers():
            row = self._model.row(number)
            if isinstance(row, ItemRow) and row.due is not None:
                self.view.show_again(number)
        self._watch_clock()

    def is_ticking(self) -> bool:
        """Whether a visible row counts down."""
        return self._ticker.isActive()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Count down while visible."""
        super().showEvent(event)
        self._watch_clock()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Rest while hidden."""
        super().hideEvent(event)
        self._ticker.stop()

    def _lay_out(self) -> None:
        title = QLabel(words.TITLE)
        set_role(title, "title")
        set_role(self._headline, "muted")
        set_role(self._nothing, "help")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(5 * SPACE, SPACE, 5 * SPACE, 4 * SPACE)
        words_of_head = QWidget()
        flow = FlowLayout(words_of_head, SPACE, stretch_last=True)
        flow.addWidget(title)
        flow.addWidget(self._headline)
        head = QHBoxLayout()
        head.setContentsMargins(5 * SPACE, 0, 6 * SPACE, 0)
        head.addWidget(words_of_head)
        body = QHBoxLayout()
        body.setContentsMargins(2 * SPACE, 0, 0, 0)
        body.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4 * SPACE, 1, 1)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addLayout(body, 1)
        column.addWidget(self.undo_bar)
        column.addWidget(self.actions_bar)

    def _connect(self) -> None:
        self.view.action_requested.connect(self._carry_out)
        self.view.section_toggled.connect(self._toggle)
        self.view.more_requested.connect(self._show_more)
        self.view.actions_wanted.connect(self.actions_bar.take_focus)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.verticalScrollBar().valueChanged.connect(self._watch_clock)
        self.actions_bar.action_requested.connect(self._carry_out)
        self.undo_bar.undo_requested.connect(self.restore_requested)
        self._ticker.timeout.connect(self.tick)

    def _carry_out(self, action: str, item_id: str) -> None:
        """Hand a wish on; copying needs nobody else."""
        if action in (Action.COPY_SERVER_ID, Action.COPY_REQUEST_ID):
            self._copy(action, item_id)
            return
        self.undo_bar.withdraw()
        if action == Action.DISCARD:
            self._discarding = item_id
        self._signals()[Action(action)](item_id)

    def _signals(self) -> Mapping[Action, Callable[[str], None]]:
        return {
            Action.OPEN: self.open_requested.emit,
            Action.RETRY: self.retry_requested.emit,
            Action.DISCARD: self.discard_requested.emit,
            Action.RESTORE: self.restore_requested.emit,
            Action.MARK_SENT: self.mark_sent_requested.emit,
            Action.SEND_AGAIN: self.send_again_requested.emit,
            Action.REPEAT: self.repeat_requested.emit,
        }

    def _copy(self, action: str, item_id: str) -> None:
        item = self._item(item_id)
        if item is not None:
            copied = item.server_id if action == Action.COPY_SERVER_ID else item.request_id
            QGuiApplication.clipboard().setText(copied or "")
            announce(self.view, words.COPIED)

    def _item(self, item_id: str) -> Item | None:
        number = self._model.number_of_item(item_id)
        row = None if number is None else self._model.row(number)
        return row.item if isinstance(row, ItemRow) else None

    def _toggle(self, section: str) -> None:
        self._folding = self._folding.toggled(Section(section))
        self._fold()

    def _show_more(self, section: str) -> None:
        self._folding = self._folding.with_more(Section(section))
        self._fold()

    def _fold(self) -> None:
        self.show_overview(self._overview, self._clock())

    def _current_changed(self) -> None:
        self._show_actions()
        self._watch_clock()

    def _show_actions(self) -> None:
        row = self.view.current_item_row()
        focused = QApplication.focusWidget()
        acting = focused is not None and self.actions_bar.isAncestorOf(focused)
        self.actions_bar.show_item(None if row is None else row.item)
        if acting and focused is not None and not focused.isVisible():
            self.view.setFocus()

    def _show_head(self, now: datetime) -> None:
        today = midnight(now, self._zone)
        sent = sum(item.created_at >= today for item in self._overview.sent_today)
        self._headline.set_text(words.headline(self._overview.logged_today, sent))
        shown = (s for s in Section if s is not Section.DISCARDED)
        self._nothing.setVisible(not any(getattr(self._overview, s) for s in shown))

    def _offer_undo(self) -> None:
        """Offer the way back once the store says that the item is discarded."""
        wanted = self._discarding
        gone = next((i for i in self._overview.discarded if i.id == wanted), None)
        if gone is not None:
            self._discarding = None
            self.undo_bar.offer(gone.id, self._model.subject(gone))
        elif self.undo_bar.item_id and not any(
            item.id == self.undo_bar.item_id for item in self._overview.discarded
        ):
            self.undo_bar.withdraw()

    def _watch_clock(self) -> None:
        """Tick only while something that can be seen counts down."""
        rows = (self._model.row(number) for number in self.view.visible_numbers())
        if self.isVisible() and any(self._model.counts_down(row) for row in rows):
            if not self._ticker.isActive():
                self._ticker.start()
        else:
            self._ticker.stop()
