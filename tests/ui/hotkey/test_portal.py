"""Keys on Wayland: asked of a portal on a real session bus."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from stashlog.domain.chord import read_chord
from stashlog.ui.bridge import Bridge
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.ui.hotkey.portal import PortalKeys, trigger
from tests.support.processes import read_line
from tests.support.session import Session, session_with_bus


class Heard:
    """What a grabber told, on this thread."""

    def __init__(self) -> None:
        self.granted: list[str] = []
        self.denied: list[HotkeyError] = []
        self.pressed = 0
        self.bridge = Bridge()

    def press(self) -> None:
        self.pressed += 1

    def keys(self) -> PortalKeys:
        return PortalKeys(self.press, self.denied.append, self.bridge.post)


@pytest.fixture
def heard() -> Iterator[Heard]:
    made = Heard()
    yield made
    made.bridge.close()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session bus, which this process finds as its own."""
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    with session_with_bus(tmp_path) as running:
        address = running.environment["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield running


def portal(session: Session, answer: str, presses: int = 0) -> int:
    """Start a portal whose user answers so, and return where it tells of itself."""
    command = (sys.executable, "-m", "tests.support.portal", answer)
    process = session.running.start(*command, stdin=b"\n" * presses)
    assert process.stdout
    descriptor = process.stdout.fileno()
    assert read_line(descriptor) == "owned"
    return descriptor


def test_the_desktop_grants_other_keys_than_wished_and_tells_each_press(
    session: Session, heard: Heard, qtbot: QtBot
) -> None:
    told = portal(session, "grant", presses=2)
    keys = heard.keys()
    keys.grab(read_chord("Ctrl+Alt+Space"), heard.granted.append)
    qtbot.waitUntil(lambda: heard.pressed == 2)
    assert read_line(told) == "CTRL+ALT+space"
    assert heard.granted == ["Super+J"]
    assert heard.denied == []
    keys.release()


def test_what_the_user_of_the_desktop_denies_is_told_in_one_sentence(
    session: Session, heard: Heard, qtbot: QtBot
) -> None:
    portal(session, "deny")
    keys = heard.keys()
    keys.grab(read_chord("Ctrl+Alt+Space"), heard.granted.append)
    qtbot.waitUntil(lambda: bool(heard.denied))
    assert "stashlog new" in str(heard.denied[0])
    assert heard.granted == []


@pytest.mark.usefixtures("session")
def test_without_a_portal_the_way_by_hand_is_told(heard: Heard, qtbot: QtBot) -> None:
    heard.keys().grab(read_chord("Ctrl+Alt+Space"), heard.granted.append)
    qtbot.waitUntil(lambda: bool(heard.denied))
    assert "stashlog new" in str(heard.denied[0])


def test_without_a_session_bus_the_way_by_hand_is_told(
    heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    heard.keys().grab(read_chord("Ctrl+Alt+Space"), heard.granted.append)
    qtbot.waitUntil(lambda: bool(heard.denied))


@pytest.mark.parametrize(
    ("keys", "written"),
    [("Ctrl+Alt+N", "CTRL+ALT+n"), ("Shift+F5", "SHIFT+F5"), ("Meta+7", "LOGO+7")],
)
def test_keys_are_written_as_the_portal_takes_them(keys: str, written: str) -> None:
    assert trigger(read_chord(keys)) == written
