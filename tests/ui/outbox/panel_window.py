"""A panel with a few items, run as a program: what the accessibility bus shows of it is real."""

import sys
from datetime import UTC

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.overview import Overview
from stashlog.ui.banner import Banner
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.theme import apply_theme
from tests.support.items import NOON, later, made_item


def main() -> None:
    """Show the panel until the window is killed."""
    application = QApplication(sys.argv)
    application.setApplicationName("panel window")
    apply_theme(application, "light")
    asking = made_item(
        "Contract",
        state=State.NEEDS_YOU,
        maybe_delivered=True,
        reason=Reason(ReasonCode.CANNOT_LOOK),
    )
    gates = {GateKind.OFFLINE: Gate(GateKind.OFFLINE, NOON, later(42))}
    overview = Overview(needs_you=(asking,), waiting=(made_item("No answer"),), gates=gates)
    panel, banner, wish = OutboxPanel(lambda: NOON, zone=UTC), Banner(lambda: NOON, UTC), QLabel()
    panel.open_requested.connect(lambda _: wish.setText("wants to open"))
    panel.mark_sent_requested.connect(lambda _: wish.setText("wants to mark as sent"))
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in (banner, panel, wish):
        column.addWidget(widget)
    window.resize(420, 760)
    window.show()
    panel.show_overview(overview, NOON)
    banner.show_gates(gates, NOON)
    panel.view.setFocus()
    application.exec()
