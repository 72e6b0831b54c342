"""The error summary above the form: what is wrong, each line a way to its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QVBoxLayout, QWidget

from stashlog.ui.form.icon_button import IconButton
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import form as words

if TYPE_CHECKING:
    from stashlog.ui.form.report import ErrorReport, Problem


class ErrorSummary(QFrame):
    """Takes the focus when it appears, loses a line when its field is edited."""

    field_chosen = Signal(str)
    """The user wants to go to this field."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("error_summary")
        set_role(self, "error_summary")
        self._lines: list[tuple[str | None, QWidget]] = []
        self._parts: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(2 * SPACE, 3 * SPACE, 2 * SPACE, 2 * SPACE)
        self._box.setSpacing(0)
        self.hide()

    def show_report(self, report: ErrorReport, found: Sequence[Problem]) -> None:
        """Show a report in place of an earlier one; does not take the focus yet."""
        self.clear()
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(report.title)
        self._append(_text(report.title, "error_title"))
        for problem in found:
            line = self._line(problem)
            self._lines.append((problem.field, line))
            self._append(line)
        if report.advice:
            self._append(_text(report.advice, "error_text"))
        self._append(_Closing(report.request_id))
        self._describe()
        self.show()
        self._chain()

    def drop_field(self, field: str) -> None:
        """Take away the lines of a field; with the last line the summary goes too."""
        gone = [line for of, line in self._lines if of == field]
        if not gone:
            return
        self._lines = [(of, line) for of, line in self._lines if of != field]
        for line in gone:
            self._discard(line)
        if self._lines:
            self._describe()
        else:
            self.clear()

    def clear(self) -> None:
        """Hide, and forget what was shown."""
        self.hide()
        self._lines.clear()
        for part in list(self._parts):
            self._discard(part)

    def _line(self, problem: Problem) -> QWidget:
        if problem.field is None:
            return _text(words.not_on_this_form(problem.path, problem.message), "error_text")
        from stashlog.ui.form.summary_line import SummaryLine

        line = SummaryLine(problem.field, problem.message)
        line.clicked.connect(lambda: self.field_chosen.emit(line.field))
        return line

    def _append(self, part: QWidget) -> None:
        self._parts.append(part)
        self._box.addWidget(part)

    def _discard(self, part: QWidget) -> None:
        """Remove a part now; it is deleted later, as its own click may be what removes it."""
        self._parts.remove(part)
        self._box.removeWidget(part)
        part.hide()
        part.setParent(None)
        part.deleteLater()

    def _describe(self) -> None:
        """Let a screen reader read the whole summary when it takes the focus."""
        self.setAccessibleDescription("\n".join(_shown(part) for part in self._parts[1:]))

    def _chain(self) -> None:
        """Put what was just made behind the summary in the tab order."""
        last: QWidget = self
        for part in self._parts:
            stop = part.button if isinstance(part, _Closing) else part
            if isinstance(stop, QAbstractButton):
                QWidget.setTabOrder(last, stop)
                last = stop


class _Closing(QWidget):
    """Says that nothing was lost, and the request id for support."""

    def __init__(self, request_id: str | None) -> None:
        super().__init__()
        self._flow = FlowLayout(self, SPACE)
        self._flow.setContentsMargins(SPACE, 0, 0, 0)
        self._labels = [_quiet(words.NOTHING_WAS_LOST)]
        self._flow.addWidget(self._labels[0])
        self.button: IconButton | None = None
        if request_id:
            self._offer(request_id)

    def text(self) -> str:
        """Return what it says."""
        return " ".join(label.text() for label in self._labels)

    def _offer(self, request_id: str) -> None:
        """Show the id, to be selected with the mouse or copied with a button."""
        label = _quiet(words.request(request_id))
        label.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setMinimumWidth(1)
        self._labels.append(label)
        self.button = IconButton("copy", said=words.COPY_REQUEST_ID)
        self.button.clicked.connect(lambda: QGuiApplication.clipboard().setText(request_id))
        self._flow.addWidget(label)
        self._flow.addWidget(self.button)


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    set_role(label, "help")
    return label


def _text(text: str, role: str) -> WrapLabel:
    label = WrapLabel(text)
    label.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
    set_role(label, role)
    return label


def _shown(part: QWidget) -> str:
    from stashlog.ui.form.summary_line import SummaryLine

    if isinstance(part, SummaryLine):
        return part.line
    return part.text() if isinstance(part, QLabel | _Closing) else ""
