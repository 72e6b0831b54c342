"""Some other program with a text field, in which its user types while Stashlog is called up."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.support.telling import tell

MISSED = "missed"
"""What is printed when the keys of quick capture come here, as nobody has taken them yet."""


class Field(QLineEdit):
    """Tells of keys that are meant for Stashlog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Type, as ever."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Space and event.modifiers() == held:
            tell(MISSED)
        super().keyPressEvent(event)


def main() -> None:
    """Show the window until it is killed; each change of its text is printed."""
    application = QApplication(sys.argv)
    application.setApplicationName("other program")
    field = Field()
    field.setAccessibleName("Elsewhere")
    field.setWindowTitle("other program")
    field.textChanged.connect(tell)
    field.show()
    application.exec()


if __name__ == "__main__":
    main()
