"""The calendar that opens from the due field."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import form as words


class CalendarPopup(QFrame):
    """Arrow keys move, Enter or a click chooses, Esc closes without a choice."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_role(self, "popup")
        self.setAccessibleName(words.CHOOSE_DATE)
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        box.addWidget(self._calendar)
        self.setFocusProxy(self._calendar)
        self._calendar.clicked.connect(self._choose)
        self._calendar.activated.connect(self._choose)

    def open_at(self, button: QWidget, day: QDate) -> None:
        """Open under a button, inside its screen, with a day selected."""
        self._calendar.setSelectedDate(day)
        self.adjustSize()
        room = button.screen().availableGeometry()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + SPACE))
        if corner.y() + self.height() > room.bottom():
            corner.setY(button.mapToGlobal(QPoint()).y() - self.height() - SPACE)
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), corner.y()))
        self.move(corner)
        self.show()
        self._calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        """Tell once, although a click followed by Enter would report twice."""
        if self.isVisible():
            self.hide()
            self.chosen.emit(day)
