"""The status line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outcome import RateLimits
from stashlog.services.overview import Overview
from stashlog.ui.elided import ElidedLabel
from stashlog.ui.status import StatusLine, connection, quota_text
from tests.support.items import NOON, later, made_item
from tests.support.widgets import child, said


def shown(qtbot: QtBot, overview: Overview) -> tuple[str, str]:
    line = StatusLine("api.nodestash.io")
    qtbot.addWidget(line)
    line.show_overview(overview, NOON)
    return said(child(line, "status_left")), said(child(line, "status_right"))


def test_the_line_counts_what_is_unsent(qtbot: QtBot) -> None:
    item = made_item()
    overview = Overview(waiting=(item, item), checking=(item,), needs_you=(item,))
    assert shown(qtbot, overview) == ("Ready · 3 waiting · 1 needs you", "api.nodestash.io")


def test_nothing_unsent_is_not_counted(qtbot: QtBot) -> None:
    overview = Overview(limits=RateLimits(limit=1000, remaining=900))
    assert shown(qtbot, overview) == ("Online", "api.nodestash.io")


def test_the_line_counts_more_than_the_overview_holds(qtbot: QtBot) -> None:
    overview = Overview(totals={"waiting": 10_000, "needs_you": 2})
    assert shown(qtbot, overview)[0] == "Ready · 10,000 waiting · 2 need you"


@pytest.mark.parametrize("kind", list(GateKind))
def test_a_closed_gate_names_the_connection(kind: GateKind) -> None:
    assert connection(Overview(gates={kind: Gate(kind, NOON)}), NOON) not in ("", "Ready", "Online")


def test_a_gate_whose_time_is_long_over_does_not() -> None:
    gates = {GateKind.OFFLINE: Gate(GateKind.OFFLINE, NOON, later(1))}
    assert connection(Overview(gates=gates), later(2)) == "Offline"
    assert connection(Overview(gates=gates), later(60)) == "Ready"


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (None, ""),
        ({}, ""),
        ({"limit": 1000, "remaining": 200}, ""),
        ({"limit": 1000, "remaining": 199}, "199 of 1,000 requests left today"),
        ({"limit": 1000, "remaining": 0}, "0 of 1,000 requests left today"),
        ({"limit": 1000, "remaining": 0, "resets_at": NOON}, ""),
        ({"limit": 1000, "remaining": 0, "resets_at": later(1)}, "0 of 1,000 requests left today"),
    ],
)
def test_the_quota_shows_when_it_matters(limits: dict[str, Any] | None, text: str) -> None:
    now: datetime = NOON
    assert quota_text(None if limits is None else RateLimits(**limits), now) == text


def test_a_narrow_window_elides_but_is_still_read_in_full(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(60, 20)
    whole = "Daily limit reached · 3 waiting · <b>1</b> needs you"
    label.set_text(whole)
    assert label.text().endswith("…")
    assert said(label) == whole
    assert "<b>" not in label.toolTip()
