"""The calendar that opens from the due field."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from stashlog.ui.icons import icon, icon_pixels
from stashlog.ui.theme import SPACE, set_role, tokens_of
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
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt's red for weekends cannot be read on dark surfaces.
            self._calendar.setWeekdayTextFormat(day, QTextCharFormat())
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        box.addWidget(self._calendar)
        self.setFocusProxy(self._calendar)
        self._calendar.clicked.connect(self._choose)
        self._calendar.activated.connect(self._choose)

    def open_at(self, button: QWidget, day: QDate) -> None:
        """Open under a button, inside its screen, with a day selected."""
        self._calendar.setSelectedDate(day)
        self._draw_arrows()
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

    def _draw_arrows(self) -> None:
        """Give the buttons for earlier and later months arrows in the colours of the theme."""
        for name, drawing in (("prevmonth", "back"), ("nextmonth", "open")):
            button = self._calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawing, tokens_of(self).muted, icon_pixels()))

    def _choose(self, day: QDate) -> None:
        """Tell once, although a click followed by Enter would report twice."""
        if self.isVisible():
            self.hide()
            self.chosen.emit(day)
