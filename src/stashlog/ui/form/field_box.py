"""A field with its label above and the message about it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from stashlog.ui.form.wrapping import WrapLabel
from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
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
    ) -> None:
        super().__init__()
        self._name = name
        self.target = target or editor
        self._frame = frame or self.target
        self._stops = stops
        self._message: WrapLabel | None = None
        self._help = self.target.accessibleDescription()
        self.target.setObjectName(name)
        self.target.setAccessibleName(words.plain(words.LABELS[name]))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE)
        if labelled:
            self._box.addWidget(_label(name, self.target))
        self._box.addWidget(editor, 1)

    def set_error(self, text: str) -> None:
        """Show a message under the field, and tell it to assistive technology at the field."""
        if self._message is None:
            self._message = WrapLabel(icon_name="alert")
            self._message.setObjectName(f"{self._name}_error")
            set_role(self._message, "danger")
            self._box.addWidget(self._message)
        self._message.setText(text)
        self._message.show()
        self._mark(wrong=True, description=text)

    def clear_error(self) -> None:
        """Take the message away."""
        if self._message is None or self._message.isHidden():
            return
        self._message.hide()
        self._message.clear()
        self._mark(wrong=False, description="")

    def _mark(self, *, wrong: bool, description: str) -> None:
        self.target.setAccessibleDescription(description or self._help)
        for stop in self._stops():
            stop.setAccessibleDescription(description)
        self._frame.setProperty("error", wrong)
        restyle(self._frame)


def _label(name: str, target: QWidget) -> QLabel:
    label = QLabel(words.LABELS[name])
    set_role(label, "label")
    label.setBuddy(target)
    return label
