"""The list and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QWidget

from stashlog.ui.outbox.actions import Action, allowed_actions
from stashlog.ui.outbox.delegate import OutboxDelegate
from stashlog.ui.outbox.model import OutboxModel
from stashlog.ui.outbox.rows import HeadRow, ItemRow, MoreRow, Row
from stashlog.wording import outbox as words

_SHORTCUTS: Mapping[Action, Qt.Key] = MappingProxyType(
    {Action.OPEN: Qt.Key.Key_Return, Action.DISCARD: Qt.Key.Key_Delete}
)


class OutboxView(QListView):
    """Shows the rows; keys, double click and menu ask for actions, which others carry out.

    Signals:
        action_requested: an `Action` and an item's id.
        section_toggled: the section to open or close.
        more_requested: the section of which to show more.
        actions_wanted: Enter on an item that cannot be opened; its actions want the focus.
    """

    action_requested = Signal(str, str)
    section_toggled = Signal(str)
    more_requested = Signal(str)
    actions_wanted = Signal()

    def __init__(self, model: OutboxModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._delegate = OutboxDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(words.LIST_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._keep_gutter)
        self._keep_gutter(0, 0)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._keys: Mapping[int, Callable[[Row], bool]] = {
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Space: self._unfold,
            Qt.Key.Key_Left: self._left,
            Qt.Key.Key_Right: self._right,
            Qt.Key.Key_Delete: self._discard,
            Qt.Key.Key_Backspace: self._discard,
        }

    def current_row(self) -> Row | None:
        """Return the row that has the keyboard's attention, wherever the focus is."""
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def chosen_id(self) -> str | None:
        """Return the id of the item at which the user is; None where they are elsewhere."""
        row = self.current_item_row() if self.hasFocus() else None
        return None if row is None else row.item.id

    def current_item_row(self) -> ItemRow | None:
        """Return the same, if it is an item."""
        row = self.current_row()
        return row if isinstance(row, ItemRow) else None

    def visible_numbers(self) -> range:
        """Return the numbers of the rows that can be seen, at least in part."""
        area = self.viewport().rect()
        first = self.indexAt(QPoint(area.width() // 2, area.top()))
        last = self.indexAt(QPoint(area.width() // 2, area.bottom()))
        if not first.isValid():
            return range(0)
        return range(
            first.row(), (last.row() if last.isValid() else self._model.rowCount() - 1) + 1
        )

    def show_again(self, number: int) -> None:
        """Paint a row anew whose line changed by itself; measure only if its height did, too."""
        index = self._model.index(number)
        box = self.visualRect(index)
        if self.sizeHintForIndex(index).height() == box.height():
            self.viewport().update(box)
        else:
            self._model.refresh(number)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the current row visible when the actions below take room."""
        self._delegate.forget()
        super().resizeEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew when the text size or the style changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def lay_out(self) -> None:
        """Place the rows now, if anything about them changed."""
        self.executeDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Act on the current row; everything else is the list's own."""
        row, act = self.current_row(), self._keys.get(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and row is not None and act is not None and act(row):
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select an item; open or close a section by one click on its head."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            row = self._row_at(event.position().toPoint())
            if not isinstance(row, ItemRow) and row is not None:
                self._unfold(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open an item."""
        row = self._row_at(event.position().toPoint())
        if isinstance(row, ItemRow):
            self._enter(row)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer the current item's actions at the pointer, or at the row for the Menu key."""
        row = self.current_item_row()
        if row is None:
            return
        position = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.visualRect(self.currentIndex())
            position = self.viewport().mapToGlobal(box.center())
        menu = self.make_menu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(position)

    def make_menu(self, row: ItemRow) -> QMenu:
        """Return a menu with the actions that a row allows."""
        menu = QMenu(self)
        item_id = row.item.id
        for action in allowed_actions(row.item):
            if action in (Action.DISCARD, Action.COPY_SERVER_ID) and not menu.isEmpty():
                menu.addSeparator()
            entry = menu.addAction(words.ACTIONS[action])
            if action in _SHORTCUTS:
                entry.setShortcut(_SHORTCUTS[action])
            entry.triggered.connect(lambda _=False, a=action: self._request(a, item_id))
        return menu

    def _keep_gutter(self, _: int, highest: int) -> None:
        """Leave the scroll bar's room free while there is none, so that rows keep their width."""
        hidden = highest == 0
        gutter = self.verticalScrollBar().sizeHint().width() if hidden else 0
        self.setViewportMargins(0, 0, gutter, 0)

    def _row_at(self, position: QPoint) -> Row | None:
        index = self.indexAt(position)
        return self._model.row(index.row()) if index.isValid() else None

    def _request(self, action: Action, item_id: str) -> None:
        self.action_requested.emit(action, item_id)

    def _enter(self, row: Row) -> bool:
        if not isinstance(row, ItemRow):
            return self._unfold(row)
        if Action.OPEN in allowed_actions(row.item):
            self._request(Action.OPEN, row.item.id)
        else:
            self.actions_wanted.emit()
        return True

    def _unfold(self, row: Row) -> bool:
        if isinstance(row, HeadRow):
            self.section_toggled.emit(row.section)
        elif isinstance(row, MoreRow):
            self.more_requested.emit(row.section)
        return not isinstance(row, ItemRow)

    def _left(self, row: Row) -> bool:
        """Close the section of a head; go from an item to its head."""
        if isinstance(row, HeadRow):
            return self._unfold(row) if row.expanded else True
        head = self._model.number_of(f"head {row.section}")
        if head is not None:
            self.setCurrentIndex(self._model.index(head))
        return True

    def _right(self, row: Row) -> bool:
        if isinstance(row, HeadRow) and not row.expanded:
            return self._unfold(row)
        return True

    def _discard(self, row: Row) -> bool:
        if isinstance(row, ItemRow) and Action.DISCARD in allowed_actions(row.item):
            self._request(Action.DISCARD, row.item.id)
        return True
