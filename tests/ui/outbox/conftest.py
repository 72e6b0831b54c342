"""A panel on a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from stashlog.services.overview import Overview
from stashlog.ui.outbox.panel import OutboxPanel
from tests.support.items import NOON

NAMES = {"ct_1": "Jürgen Müller", "co_1": "Globex"}


@dataclass
class Clock:
    """The time of day, made up."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def panel(qtbot: QtBot, clock: Clock) -> OutboxPanel:
    """A panel as wide as in the window, shown and with the keyboard's attention."""
    shown = OutboxPanel(clock, NAMES.get, UTC)
    qtbot.addWidget(shown)
    shown.resize(354, 800)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.view.setFocus()
    return shown


@pytest.fixture
def show(panel: OutboxPanel, clock: Clock, qtbot: QtBot) -> Callable[[Overview], None]:
    """Shows an overview at the clock's time and waits until it is laid out."""

    def shows(overview: Overview) -> None:
        panel.show_overview(overview, clock())
        qtbot.waitUntil(lambda: panel.view.viewport().width() > 0)

    return shows
