"""About Stashlog: version, parts and licences; made when it is first asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stashlog import __version__
from stashlog.services.parts_inside import PartsInside
from stashlog.ui.theme import SPACE, scale_of, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import about as words
from stashlog.wording.preferences import CLOSE

PROJECT = "https://github.com/stashlog/stashlog"
"""The one address that a button opens; no address ever comes from a file or a server."""

_WIDTH, _HEIGHT = 640, 560


class AboutDialog(QDialog):
    """Shows what this Stashlog is.

    Args:
        parts: What it is made of.
    """

    def __init__(self, parts: PartsInside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 5 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(_heading(words.version(__version__)))
        column.addWidget(WrapLabel(words.LICENCE))
        column.addWidget(WrapLabel(words.QT.format(folder=Path(QtCore.__file__).parent)))
        column.addWidget(_heading(words.PARTS))
        column.addWidget(_text(parts.text), 1)
        column.addLayout(self._foot(parts.folder))
        scale = scale_of(self.font())
        self.resize(round(_WIDTH * scale), round(_HEIGHT * scale))

    def _foot(self, licences: Path | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_opener(words.OPEN_PROJECT, QUrl(PROJECT)))
        if licences is not None:
            row.addWidget(_opener(words.OPEN_LICENCES, QUrl.fromLocalFile(str(licences))))
        row.addStretch(1)
        close = QPushButton(CLOSE)
        close.setObjectName("about_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "title")
    return label


def _text(text: str) -> QPlainTextEdit:
    shown = QPlainTextEdit(text)
    shown.setObjectName("about_parts")
    shown.setAccessibleName(words.PARTS)
    shown.setReadOnly(True)
    shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return shown


def _opener(text: str, address: QUrl) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda: QDesktopServices.openUrl(address))
    return button
