"""Which way of taking keys is chosen, and the codes of systems that are not here."""

import string

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from stashlog.domain.chord import read_chord
from stashlog.ui.hotkey import macos, windows
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.ui.hotkey.grabber import NoGrabber, grabber_here
from stashlog.ui.hotkey.x11 import X11Keys

KEYS = [*string.ascii_uppercase, *string.digits, "Space", *(f"F{n}" for n in range(1, 21))]


def nothing() -> None:
    """Hear of no press."""


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("platform", ["offscreen", "windows", "cocoa", "xcb", "something else"])
def test_where_a_system_offers_nothing_the_way_by_hand_is_told(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: platform))
    monkeypatch.setenv("DISPLAY", ":31999")
    keys = grabber_here(nothing, lambda _: None, lambda call: call())
    assert isinstance(keys, NoGrabber)
    with pytest.raises(HotkeyError, match="stashlog new"):
        keys.grab(read_chord("Ctrl+Alt+Space"), lambda _: None)
    keys.remember()
    keys.bring(1)
    keys.give_back()
    keys.release()


def test_without_an_x_server_there_are_no_keys(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setenv("DISPLAY", ":31999")
    with pytest.raises(OSError, match="no X server"):
        X11Keys(nothing)


def test_every_key_has_a_code_of_its_own_on_every_system() -> None:
    codes = [windows._code(key) for key in KEYS]  # noqa: SLF001 - the table is the point
    assert len(set(codes)) == len(KEYS)
    table = macos._CODES  # noqa: SLF001 - as above
    assert set(table) == set(KEYS)
    assert len(set(table.values())) == len(KEYS)
