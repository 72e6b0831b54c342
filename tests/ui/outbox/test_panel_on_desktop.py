"""The panel on a real desktop, over the accessibility bus and with real keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.accessibility import Accessibility
from tests.support.desktop import Desktop, desktop

pytestmark = pytest.mark.desktop

PROGRAM = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from tests.ui.outbox.panel_window import main
main()
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("desktop")) as running:
        yield running


@pytest.fixture
def window(shared: Desktop) -> Iterator[Accessibility]:
    process = shared.session.running.start(sys.executable, "-c", PROGRAM)
    controls = shared.controls.only("panel window")
    controls.find("Outbox", "list", states=("showing",))
    yield controls
    shared.session.running.end(process)
    controls.missing("Outbox")


def test_rows_and_banner_are_on_the_bus_in_full(window: Accessibility) -> None:
    window.find("Needs you, 1, expanded", "list item")
    window.find(
        "Call, No answer, Not linked, 12:00, Waiting, Offline. Next try in 0:42", "list item"
    )
    window.find(
        "You are offline. Everything you log is kept here and sent when the network is back."
    )


def test_keys_go_from_row_to_row_and_to_what_can_be_done(
    shared: Desktop, window: Accessibility
) -> None:
    window.find("Outbox", "list", states=("focused",))
    shared.xdotool("key", "Down")
    window.find("Mark as sent", states=("showing",))
    shared.xdotool("key", "Return")
    window.find("Send again", states=("focused",))
    window.press("Mark as sent")
    window.find("wants to mark as sent", "label")
