"""Finds and drives widgets the way a user or a screen reader does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def child(parent: QWidget, name: str) -> QWidget:
    """Return the child with this object name."""
    found = parent.findChild(QWidget, name)
    assert isinstance(found, QWidget), f"there is no widget {name}"
    return found


def said(widget: QWidget, kind: QAccessible.Text = QAccessible.Text.Name) -> str:
    """Return what a screen reader says about a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return str(interface.text(kind))


def type_text(widget: QWidget, text: str) -> None:
    """Focus a widget and type into it, key by key."""
    widget.setFocus()
    QTest.keyClicks(widget, text)


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the focus"
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(focus, key, held)


def shown_with_name(parent: QWidget, name: str) -> list[QWidget]:
    """Return the visible children that a screen reader calls by this name."""
    return [one for one in parent.findChildren(QWidget) if one.isVisible() and said(one) == name]
