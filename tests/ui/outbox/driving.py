"""Drives a panel, and reads what it shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from stashlog.domain.outbox import Item
from stashlog.services.overview import Overview
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.outbox.rows import ItemRow

Show = Callable[[Overview], None]
"""Shows an overview at the time of the test's clock."""


def select(panel: OutboxPanel, item: Item) -> None:
    """Make an item current, with the keyboard in the list."""
    assert panel.focus_item(item.id)


def press(panel: OutboxPanel, *keys: Qt.Key) -> None:
    """Press keys in the list."""
    for key in keys:
        QTest.keyClick(panel.view, key)


def current(panel: OutboxPanel) -> str:
    """Return the subject of the current item, or the key of another row."""
    row = panel.view.current_row()
    return row.item.entry.subject if isinstance(row, ItemRow) else f"{row and row.key}"


def buttons(panel: OutboxPanel) -> list[str]:
    """Return the words of the buttons that can be seen."""
    found = panel.actions_bar.findChildren(QPushButton)
    return [button.text() for button in found if button.isVisible()]


def shown_texts(panel: OutboxPanel) -> list[str]:
    """Return every text that stands beside the list."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
