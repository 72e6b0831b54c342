"""What others wrote shows in a tool tip as they wrote it, never as markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from stashlog.ui.elided import ElidedLabel
from stashlog.ui.tool_tips import plain_tool_tip

HOSTILE = "<img src='file:///etc/passwd'><b>Eve</b> &amp; R&D <script>x</script>"


@pytest.mark.parametrize("text", [HOSTILE, "a < b > c", "&lt;b&gt;", "plain", "ü 🎉"])
def test_a_tool_tip_shows_the_text_itself(text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tool_tip(text))
    assert document.toPlainText() == text


def test_lines_stand_below_each_other_and_empty_ones_are_left_out() -> None:
    document = QTextDocument()
    document.setHtml(plain_tool_tip("one", "", "two"))
    assert document.toPlainText() == "one\ntwo"
    assert plain_tool_tip("", "") == ""


def test_a_label_that_is_cut_off_tells_the_rest_in_its_tool_tip_alone(qtbot: QtBot) -> None:
    label = ElidedLabel(HOSTILE)
    qtbot.addWidget(label)
    label.resize(80, 30)
    with qtbot.waitExposed(label):
        label.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text().endswith("…")
    assert label.accessibleName() == HOSTILE
    document = QTextDocument()
    document.setHtml(label.toolTip())
    assert document.toPlainText() == HOSTILE
    label.resize(5000, 30)
    assert (label.text(), label.toolTip()) == (HOSTILE, "")
    assert label.minimumSizeHint().width() == 0
