"""One banner, for lasting states only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.ui.banner import Banner, BannerAction
from stashlog.ui.closed_gates import GRACE
from stashlog.ui.theme import apply_theme
from tests.support.items import NOON, later
from tests.support.widgets import child, said
from tests.ui.outbox.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    apply_theme(qapp, "light")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 100)
    QVBoxLayout(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def banner(window: QWidget, clock: Clock) -> Banner:
    made = Banner(clock, UTC, window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


def gate(kind: GateKind, seconds: float | None = None, detail: str = "") -> Gate:
    return Gate(kind, NOON, None if seconds is None else later(seconds), detail)


def show(banner: Banner, *gates: Gate, now: datetime = NOON, cause: Reason | None = None) -> str:
    banner.show_gates({one.kind: one for one in gates}, now, cause)
    return banner.text()


def button(banner: Banner) -> QPushButton:
    found = child(banner, "banner_action")
    assert isinstance(found, QPushButton)
    return found


@pytest.mark.parametrize(
    ("kind", "action", "word"),
    [
        (GateKind.PAUSED, BannerAction.RESUME, "Resume"),
        (GateKind.KEY_MISSING, BannerAction.ENTER_KEY, "Enter key"),
        (GateKind.KEYRING_LOCKED, BannerAction.ENTER_KEY, "Enter key"),
        (GateKind.KEY_REFUSED, BannerAction.ENTER_KEY, "Enter key"),
        (GateKind.KEY_TOO_NARROW, BannerAction.ENTER_KEY, "Enter key"),
        (GateKind.SETTINGS, BannerAction.TRY_NOW, "Try now"),
        (GateKind.OFFLINE, BannerAction.TRY_NOW, "Try now"),
        (GateKind.SERVER_TROUBLE, BannerAction.TRY_NOW, "Try now"),
        (GateKind.STORAGE_TROUBLE, BannerAction.TRY_NOW, "Try now"),
    ],
)
def test_a_lasting_state_says_what_to_do(
    banner: Banner, qtbot: QtBot, kind: GateKind, action: BannerAction, word: str
) -> None:
    assert show(banner, gate(kind))
    assert button(banner).isVisible()
    assert button(banner).text() == word
    with qtbot.waitSignal(banner.action) as asked:
        button(banner).click()
    assert asked.args == [action]


@pytest.mark.parametrize("kind", [GateKind.DAILY_QUOTA, GateKind.RATE_LIMITED])
def test_a_limit_names_its_end_and_offers_nothing(banner: Banner, kind: GateKind) -> None:
    text = show(banner, gate(kind, 12 * 3600 + 120))
    assert "tomorrow at 00:02" in text
    assert not button(banner).isVisible()


@pytest.mark.parametrize("kind", list(GateKind))
def test_every_kind_has_a_banner(banner: Banner, kind: GateKind) -> None:
    text = show(banner, gate(kind, None, "detail"))
    assert text
    assert "{" not in text


def test_a_short_wait_asked_for_by_the_server_is_no_lasting_state(banner: Banner) -> None:
    assert show(banner, gate(GateKind.RATE_LIMITED, 30)) == ""
    assert show(banner, gate(GateKind.RATE_LIMITED, 300)) != ""


def test_no_gate_means_no_banner(banner: Banner) -> None:
    show(banner, gate(GateKind.OFFLINE, 42))
    assert show(banner) == ""
    assert not banner.isVisible()


def test_the_most_important_of_several_is_shown(banner: Banner) -> None:
    text = show(banner, gate(GateKind.OFFLINE, 42), gate(GateKind.KEY_REFUSED))
    assert text.startswith("nodestash refused the API key")


def test_a_redirect_names_where_to(banner: Banner) -> None:
    cause = Reason(ReasonCode.REDIRECTED, "login.hotel.example")
    assert "login.hotel.example" in show(banner, gate(GateKind.SETTINGS, 300), cause=cause)


def test_a_wrong_address_leads_to_the_settings(banner: Banner) -> None:
    cause = Reason(ReasonCode.BAD_ADDRESS, "http://crm.example")
    show(banner, gate(GateKind.SETTINGS), cause=cause)
    assert button(banner).text() == "Settings"


def test_a_server_cannot_fill_the_window_with_its_words(banner: Banner) -> None:
    text = show(banner, gate(GateKind.KEY_TOO_NARROW, None, "<b>scope</b> " * 100))
    assert len(text) < 300
    assert "<b>scope</b>" in text


def test_a_gate_being_tried_does_not_make_the_banner_flicker(banner: Banner) -> None:
    offline = gate(GateKind.OFFLINE, 42)
    assert show(banner, offline, now=later(43))
    assert show(banner, offline, now=later(42) + GRACE) == ""


def test_a_gate_whose_time_is_long_over_goes_by_itself(
    banner: Banner, clock: Clock, qtbot: QtBot
) -> None:
    almost = later(42) + GRACE - timedelta(milliseconds=20)
    assert show(banner, gate(GateKind.OFFLINE, 42), now=almost)
    clock.now = later(42) + GRACE
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_the_banner_leaves_the_focus_alone_and_can_be_heard(
    banner: Banner, window: QWidget
) -> None:
    line = QLineEdit()
    layout = window.layout()
    assert layout is not None
    layout.addWidget(line)
    line.show()
    line.setFocus()
    text = show(banner, gate(GateKind.OFFLINE, 42))
    assert line.hasFocus()
    assert said(child(banner, "banner_text")) == text
