"""Buttons with the name by which style sheets, tests and other programs find them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from stashlog.ui.theme import set_role


def named_button(text: str, name: str, role: str = "", *, enter: bool = True) -> QPushButton:
    """Return a button.

    Args:
        text: Its label, with an ampersand before the letter of its key.
        name: Its object name.
        role: Its role in the style sheet; none for that of an ordinary button.
        enter: Whether Enter presses it while it has the focus.
    """
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(enter)
    if role:
        set_role(button, role)
    return button
