"""Some other program with a text field, in which its user types while Stashlog is called up."""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit

from tests.support.telling import tell


def main() -> None:
    """Show the window until it is killed; each change of its text is printed."""
    application = QApplication(sys.argv)
    application.setApplicationName("other program")
    field = QLineEdit()
    field.setAccessibleName("Elsewhere")
    field.setWindowTitle("other program")
    field.textChanged.connect(tell)
    field.show()
    application.exec()


if __name__ == "__main__":
    main()
