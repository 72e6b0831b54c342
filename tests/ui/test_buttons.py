"""Buttons with a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stashlog.ui.buttons import named_button


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("enter", [True, False])
def test_enter_presses_a_button_unless_it_is_for_another_one(qtbot: QtBot, *, enter: bool) -> None:
    button = named_button("&Test", "key_test", "primary", enter=enter)
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (button.text(), button.objectName()) == ("&Test", "key_test")
    assert button.property("role") == "primary"
    assert bool(pressed) is enter
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == enter + 1
