"""The field for the API key, and the choice where to keep it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from stashlog.ui.style import restyle
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import key_page as words


class KeyField(QWidget):
    """A line whose text is hidden unless asked for, with its label.

    Signals:
        submitted: Enter, unless the field is busy.
        edited: the user changed the text.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self._line.setObjectName("api_key")
        self._line.setAccessibleName(words.FIELD)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._show = QPushButton(words.SHOW)
        self._show.setObjectName("api_key_show")
        self._show.setAccessibleName(words.SHOW_NAME)
        self._show.setCheckable(True)
        self._lay_out()
        self.setFocusProxy(self._line)
        self._line.returnPressed.connect(self._submit)
        self._line.textEdited.connect(self._edited)
        self._show.toggled.connect(self._reveal)

    def text(self) -> str:
        """Return what was entered."""
        return self._line.text()

    def clear(self) -> None:
        """Forget what was entered, also in the line's own memory, and hide again."""
        self._line.clear()
        self._show.setChecked(False)

    def focus_line(self) -> None:
        """Go to the line with everything selected, so that pasting replaces it."""
        self._line.selectAll()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, text: str) -> None:
        """Mark the line as in error, or not; assistive technology reads the text with it."""
        self._line.setProperty("error", bool(text))
        self._line.setAccessibleDescription(text)
        restyle(self._line)

    def set_busy(self, *, busy: bool) -> None:
        """Keep the text as it is while it is being tested; the focus stays."""
        self._line.setReadOnly(busy)

    def _submit(self) -> None:
        """Hand the text over, unless it is being tested already."""
        if not self._line.isReadOnly():
            self.submitted.emit()

    def _edited(self) -> None:
        self.show_error("")
        self.edited.emit()

    def _reveal(self, shown: bool) -> None:  # noqa: FBT001 - a slot of a toggle
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._line.setEchoMode(echo)

    def _lay_out(self) -> None:
        label = QLabel(words.FIELD_LABEL)
        set_role(label, "label")
        label.setBuddy(self._line)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._line, 1)
        row.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label)
        column.addLayout(row)


class WhereToKeep(QWidget):
    """The choice between the keyring and this session, for when the keyring is in trouble."""

    def __init__(self, keyring: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.WHERE)
        self._keyring = QRadioButton()
        self._keyring.setObjectName("key_remember")
        self._session = QRadioButton(words.THIS_SESSION)
        self._session.setObjectName("key_session")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._keyring)
        column.addWidget(self._session)
        self.set_keyring(keyring)
        self.remember = True

    @property
    def remember(self) -> bool:
        """Whether the key is to be kept beyond this session."""
        return self._keyring.isChecked()

    @remember.setter
    def remember(self, wanted: bool) -> None:
        chosen = self._keyring if wanted else self._session
        chosen.setChecked(True)

    def set_keyring(self, name: str) -> None:
        """Name the keyring."""
        self._keyring.setText(words.remember_in(name))
