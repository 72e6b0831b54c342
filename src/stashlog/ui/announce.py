"""Tells assistive technology what changed without moving the focus (WCAG 2.2, 4.1.3)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a text once it has finished what it is saying.

    Args:
        widget: The visible widget that the news is about.
        text: Plain text.
        urgent: Have it said at once.
    """
    # Only now: the form is shown sooner without them.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
