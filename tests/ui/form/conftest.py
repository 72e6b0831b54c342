"""A form on the screen, with the focus, on a Tuesday at ten."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stashlog.ui.form import EntryForm
from stashlog.ui.theme import apply_theme


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> EntryForm:
    apply_theme(qapp, "light")
    made = EntryForm(clock=lambda: datetime(2026, 11, 24, 10, 0, tzinfo=UTC), zone=UTC)
    qtbot.addWidget(made)
    made.resize(900, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
