"""The focus goes back to where it came from, once the button that had it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusReturn(QObject):
    """Remembers from where the keyboard came into a bar that comes and goes.

    Qt would go on to whatever is next in the order of tabs, where nobody expects their keys.

    Args:
        bar: The widget with the buttons; it owns this.
    """

    def __init__(self, bar: QWidget) -> None:
        super().__init__(bar)
        self._bar = bar
        self._came_from: QWidget | None = None
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._note)

    @contextmanager
    def around_change(self) -> Iterator[None]:
        """Give the focus back if the change in the block hides what has it."""
        focused, earlier = QApplication.focusWidget(), self._came_from
        inside = focused is not None and self._bar.isAncestorOf(focused)
        yield
        gone = focused is not None and not focused.isVisible()
        if inside and gone and earlier is not None and isValid(earlier):
            earlier.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        if not self._bar.isAncestorOf(now):
            self._came_from = None
        elif before is not None and not self._bar.isAncestorOf(before):
            self._came_from = before
