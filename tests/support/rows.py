"""Reads a list view the way assistive technology does."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListView


def row_names(view: QListView) -> list[str]:
    """Return the accessible names of a list's rows."""
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    children = [found.child(number) for number in range(found.childCount())]
    return [child.text(QAccessible.Text.Name) for child in children if child is not None]
