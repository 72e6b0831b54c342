"""The banner: the one lasting state that matters most, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.reasons import Reason
from stashlog.ui.announce import announce
from stashlog.ui.closed_gates import GRACE, still_shown
from stashlog.ui.focus_return import FocusReturn
from stashlog.ui.icon_label import IconLabel
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import banner as words
from stashlog.wording.gates import by_importance
from stashlog.wording.moments import GOES_ON, next_phrase

LONG_WAIT = timedelta(seconds=60)
"""A shorter wait asked for by the server is no lasting state; the rows say it."""

_LONGEST_DETAIL = 120
_LONGEST_TIMER = 24 * 60 * 60 * 1000


class BannerAction(StrEnum):
    """What the banner's button asks for."""

    TRY_NOW = "try_now"
    ENTER_KEY = "enter_key"
    RESUME = "resume"
    SETTINGS = "settings"


_LABELS: Mapping[BannerAction, str] = MappingProxyType(
    {
        BannerAction.TRY_NOW: words.TRY_NOW,
        BannerAction.ENTER_KEY: words.ENTER_KEY,
        BannerAction.RESUME: words.RESUME,
        BannerAction.SETTINGS: words.OPEN_SETTINGS,
    }
)
_LOOKS: Mapping[GateKind, tuple[str, BannerAction | None]] = MappingProxyType(
    {
        GateKind.STORAGE_TROUBLE: ("alert", BannerAction.TRY_NOW),
        GateKind.PAUSED: ("pause", BannerAction.RESUME),
        GateKind.KEY_MISSING: ("key", BannerAction.ENTER_KEY),
        GateKind.KEYRING_LOCKED: ("key", BannerAction.ENTER_KEY),
        GateKind.KEY_REFUSED: ("key", BannerAction.ENTER_KEY),
        GateKind.KEY_TOO_NARROW: ("key", BannerAction.ENTER_KEY),
        GateKind.SETTINGS: ("alert", BannerAction.TRY_NOW),
        GateKind.OFFLINE: ("offline", BannerAction.TRY_NOW),
        GateKind.DAILY_QUOTA: ("clock", None),
        GateKind.RATE_LIMITED: ("clock", None),
        GateKind.SERVER_TROUBLE: ("alert", BannerAction.TRY_NOW),
    }
)
"""Drawing and button of each kind."""


class Banner(QFrame):
    """Shows the most important lasting gate; hidden while there is none.

    Signals:
        action: a `BannerAction`.

    Args:
        clock: The present, UTC.
        zone: The zone in which times are shown; None for the one of this computer.
    """

    action = Signal(str)

    def __init__(
        self,
        clock: Callable[[], datetime],
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "banner")
        self._clock = clock
        self._zone = zone
        self._gates: Mapping[GateKind, Gate] = {}
        self._cause: Reason | None = None
        self._wanted: BannerAction | None = None
        self._icon = IconLabel("alert", "warning")
        self._text = WrapLabel()
        self._button = QPushButton()
        self._again = QTimer(self, singleShot=True)
        self._focus = FocusReturn(self)
        self._lay_out()
        self._again.timeout.connect(lambda: self._show(self._clock()))
        self._button.clicked.connect(lambda: self.action.emit(self._wanted))
        self.hide()

    def show_gates(
        self, gates: Mapping[GateKind, Gate], now: datetime, cause: Reason | None = None
    ) -> None:
        """Show what pauses the queue, if it lasts.

        Args:
            gates: Every closed gate.
            now: The present, UTC.
            cause: The reason of the item that met the gate, where it is known: it tells a wrong
                certificate from a redirect.
        """
        self._gates = gates
        self._cause = cause
        self._show(now)

    def text(self) -> str:
        """Return what the banner says; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, now: datetime) -> None:
        with self._focus.around_change():
            self._show_most_important(now)

    def _show_most_important(self, now: datetime) -> None:
        gates = {kind: gate for kind, gate in self._gates.items() if _lasts(gate, now)}
        self._plan_next_look(gates, now)
        gate = next(iter(by_importance(gates)), None)
        if gate is None:
            self.hide()
            return
        icon, self._wanted = _action_for(gate, self._cause)
        before, said = self.text(), _sentence(gate, self._cause, now, self._zone)
        self._icon.show_icon(icon, "warning")
        self._button.setVisible(self._wanted is not None)
        self._button.setText("" if self._wanted is None else _LABELS[self._wanted])
        if said != before:
            self._text.setText(said)
            self._text.setAccessibleName(said)
        self.show()
        if said != before:
            announce(self._text, said)

    def _plan_next_look(self, gates: Mapping[GateKind, Gate], now: datetime) -> None:
        """Look again when the first of the shown gates stops to count."""
        ends = [gate.until + GRACE for gate in gates.values() if gate.until is not None]
        if not ends:
            self._again.stop()
            return
        wait = (min(ends) - now) / timedelta(milliseconds=1)
        self._again.start(min(max(1, round(wait) + 1), _LONGEST_TIMER))

    def _lay_out(self) -> None:
        set_role(self._text, "warning")
        self._text.setObjectName("banner_text")
        self._button.setObjectName("banner_action")
        line = QHBoxLayout(self)
        line.setContentsMargins(5 * SPACE, 2 * SPACE, 5 * SPACE, 2 * SPACE)
        line.setSpacing(3 * SPACE)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)


def _lasts(gate: Gate, now: datetime) -> bool:
    """Whether a gate is worth a banner."""
    if gate.kind is GateKind.RATE_LIMITED and gate.until is not None:
        return still_shown(gate, now) and gate.until - gate.since > LONG_WAIT
    return still_shown(gate, now)


def _action_for(gate: Gate, cause: Reason | None) -> tuple[str, BannerAction | None]:
    icon, action = _LOOKS[gate.kind]
    bad_address = cause is not None and cause.code == "bad_address"
    if gate.kind is GateKind.SETTINGS and bad_address:
        return icon, BannerAction.SETTINGS
    return icon, action


def _sentence(gate: Gate, cause: Reason | None, now: datetime, zone: tzinfo | None) -> str:
    if gate.kind is GateKind.SETTINGS and cause is not None and cause.code in words.CAUSES:
        return words.CAUSES[cause.code].format(detail=_short(cause.detail))
    if gate.kind is GateKind.KEY_TOO_NARROW and gate.detail:
        return words.too_narrow(_short(gate.detail))
    if gate.kind in words.WITH_TIME:
        then = "" if gate.until is None else next_phrase(GOES_ON, gate.until, now, zone)
        return words.WITH_TIME[gate.kind].format(when=then).strip()
    return words.TEXTS[gate.kind]


def _short(detail: str) -> str:
    """Keep a server's words from filling the window; the row and the log have them all."""
    line = " ".join(detail.split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[:_LONGEST_DETAIL]}…"
