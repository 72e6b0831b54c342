"""The status line: connection, what is unsent, the day's quota when it matters, where it goes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from stashlog.domain.outcome import RateLimits
from stashlog.services.overview import Overview
from stashlog.ui.closed_gates import still_shown
from stashlog.ui.elided import ElidedLabel
from stashlog.ui.theme import SPACE, set_role
from stashlog.wording import status as words
from stashlog.wording.reasons import by_importance

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
        self._left = ElidedLabel()
        self._left.setObjectName("status_left")
        self._right = QLabel()
        self._right.setObjectName("status_right")
        set_role(self._right, "muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(5 * SPACE, SPACE, 5 * SPACE, SPACE)
        line.setSpacing(4 * SPACE)
        line.addWidget(self._left, 1)
        line.addWidget(self._right)

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the line's end."""
        line = self.layout()
        if line is not None:
            line.addWidget(button)

    def show_overview(self, overview: Overview, now: datetime) -> None:
        """Show the connection and the counts of an overview."""
        parts = [connection(overview, now)]
        unsent = overview.total("waiting") + overview.total("checking")
        if unsent:
            parts.append(words.waiting(unsent))
        if asking := overview.total("needs_you"):
            parts.append(words.needs_you(asking))
        self._left.set_text(" · ".join(parts))
        quota = quota_text(overview.limits, now)
        self._right.setText(" · ".join(part for part in (quota, self._target) if part))


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
