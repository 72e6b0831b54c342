"""The status line: connection, what is unsent, the day's quota when it matters, where it goes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from stashlog.domain.outcome import RateLimits
from stashlog.services.overview import Overview
from stashlog.ui.closed_gates import still_shown
from stashlog.ui.elided import ElidedLabel
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import status as words
from stashlog.wording.gates import by_importance

WIDE = 600
"""Pixels of width from which the line says where activities go."""

QUOTA_MATTERS = 0.2
"""The part of the day's requests below which what is left is shown."""


class StatusLine(QFrame):
    """One line at the foot of the window.

    Args:
        target: Where activities go: the host of the base URL, or a word for the sandbox.
    """

    def __init__(self, target: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        self._target = target
        self._quota = ""
        self._left = ElidedLabel()
        self._left.setObjectName("status_left")
        self._right = QLabel()
        self._right.setObjectName("status_right")
        set_role(self._right, "muted")
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(5 * SPACE, SPACE, 5 * SPACE, SPACE)
        line.setSpacing(4 * SPACE)
        line.addWidget(self._left, 1)
        line.addWidget(self._right)

    def add_note(self, note: QWidget) -> None:
        """Put what is going on before where activities go."""
        self._line.insertWidget(1, note)

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the line's end."""
        self._line.addWidget(button)

    def show_overview(self, overview: Overview, now: datetime) -> None:
        """Show the connection and the counts of an overview."""
        parts = [connection(overview, now)]
        unsent = overview.total("waiting") + overview.total("checking")
        if unsent:
            parts.append(words.waiting(unsent))
        if asking := overview.total("needs_you"):
            parts.append(words.needs_you(asking))
        self._left.set_text(" · ".join(parts))
        self._quota = quota_text(overview.limits, now)
        self._show_right()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the room to what changes where there is little of it."""
        super().resizeEvent(event)
        self._show_right()

    def _show_right(self) -> None:
        target = self._target if self.width() >= WIDE else ""
        text = " · ".join(part for part in (self._quota, target) if part)
        self._right.setText(text)
        self._right.setVisible(bool(text))


def connection(overview: Overview, now: datetime) -> str:
    """Return one word or two about the connection: the most important closed gate, or none."""
    for gate in by_importance(overview.gates):
        if still_shown(gate, now):
            return words.CONNECTIONS[gate.kind]
    return words.READY if overview.limits is None else words.ONLINE


def quota_text(limits: RateLimits | None, now: datetime) -> str:
    """Return how much of the day's quota is left, if that is little and still true."""
    if limits is None or limits.limit is None or limits.remaining is None:
        return ""
    over = limits.resets_at is not None and limits.resets_at <= now
    if over or limits.remaining >= limits.limit * QUOTA_MATTERS:
        return ""
    return words.quota(limits.remaining, limits.limit)
