"""A field with its label above and the message about it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from stashlog.ui.announce import announce
from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import form as words


class FieldBox(QWidget):
    """Label, editor, message.

    Args:
        name: The API's name of the field, which also names the widgets.
        editor: What stands under the label.
        target: The widget that is the field for assistive technology, and has the border that
            shows an error unless `frame` has; None for the editor.
        frame: See `target`.
        stops: Returns further widgets that can have the focus and tell the error then.
        labelled: False where the editor's own words say what it is.
        label: Its label, where the field is not one of the API's.
        beside: What stands beside the label.
        messages: Where its message stands, if there is no room under the field itself.
    """

    def __init__(
        self,
        name: str,
        editor: QWidget,
        *,
        target: QWidget | None = None,
        frame: QWidget | None = None,
        stops: Callable[[], Sequence[QWidget]] = list,
        labelled: bool = True,
        label: str = "",
        beside: QWidget | None = None,
        messages: QVBoxLayout | None = None,
    ) -> None:
        super().__init__()
        self._name = name
        self.target = target or editor
        self._frame = frame or self.target
        self._stops = stops
        self._message: WrapLabel | None = None
        self._note: WrapLabel | None = None
        self._notes: dict[str, str] = {}
        self._help = self.target.accessibleDescription()
        self.target.setObjectName(name)
        self.target.setAccessibleName(words.plain(label or words.LABELS[name]))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE)
        if labelled:
            self._label = shown = _label(label or words.LABELS[name], self.target)
            if beside is None:
                self._box.addWidget(shown)
            else:
                self._box.addLayout(_with(shown, beside))
        self._box.addWidget(editor, 1)
        self._messages = messages or self._box

    def set_error(self, text: str) -> None:
        """Show a message under the field, and tell it to assistive technology at the field."""
        if self._message is None:
            self._message = WrapLabel(icon_name="alert")
            self._message.setObjectName(f"{self._name}_error")
            set_role(self._message, "danger")
            self._messages.addWidget(self._message)
        self._message.setText(text)
        self._message.show()
        self._show_note()
        self._mark(wrong=True, description=text)

    def clear_error(self) -> None:
        """Take the message away."""
        if self._message is None or self._message.isHidden():
            return
        self._message.hide()
        self._message.clear()
        self._show_note()
        self._mark(wrong=False, description="")

    def put_beside(self, widget: QWidget) -> None:
        """Put a widget at the end of the label's line."""
        line = QHBoxLayout()
        self._box.removeWidget(self._label)
        line.addWidget(self._label, 1)
        line.addWidget(widget)
        self._box.insertLayout(0, line)

    def set_note(self, source: str, text: str) -> None:
        """Show a quiet line under the field, which blocks nothing, and steps back for an error.

        Args:
            source: Whoever says it; each says one thing at a time.
            text: The line; empty takes it away.
        """
        if self._notes.get(source, "") == text:
            return
        self._notes[source] = text
        lines = "\n".join(filter(None, self._notes.values()))
        if self._note is None:
            self._note = WrapLabel()
            self._note.setObjectName(f"{self._name}_note")
            set_role(self._note, "help")
            self._box.addWidget(self._note)
        self._note.setText(lines)
        self._show_note()
        if lines:
            announce(self._note, lines)

    def _show_note(self) -> None:
        wrong = self._message is not None and not self._message.isHidden()
        if self._note is not None:
            self._note.setVisible(bool(self._note.text()) and not wrong)

    def _mark(self, *, wrong: bool, description: str) -> None:
        self.target.setAccessibleDescription(description or self._help)
        for stop in self._stops():
            stop.setAccessibleDescription(description)
        self._frame.setProperty("error", wrong)
        restyle(self._frame)


def _with(label: QLabel, beside: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(2 * SPACE)
    line.addWidget(label)
    line.addWidget(beside, 1)
    return line


def _label(text: str, target: QWidget) -> QLabel:
    label = QLabel(text)
    set_role(label, "label")
    label.setBuddy(target)
    return label
