"""A window with a few controls, run as a program: something for the desktop harness to use."""

import sys

from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


def main() -> None:
    """Show the window until it is closed or killed."""
    application = QApplication(sys.argv)
    application.setApplicationName("small window")
    subject = QLineEdit()
    subject.setAccessibleName("Subject")
    notes = QPlainTextEdit()
    notes.setAccessibleName("Notes")
    copy = QPushButton("Copy")
    call = QPushButton("Call")
    call.setCheckable(True)
    call.setAutoExclusive(True)
    shown = QLabel()

    def show_both() -> None:
        shown.setText(f"{subject.text()} / {notes.toPlainText()}")
        subject.setAccessibleDescription(f"copied {subject.text()}")
        call.hide()

    copy.clicked.connect(show_both)
    window = QWidget()
    column = QVBoxLayout(window)
    for control in (subject, notes, copy, call, shown):
        column.addWidget(control)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
