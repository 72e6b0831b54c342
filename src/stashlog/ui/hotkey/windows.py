"""Keys and focus on Windows: `RegisterHotKey`, whose message Qt's event loop carries to us."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from ctypes import wintypes
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from stashlog.domain.chord import Chord
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.wording import quick as words

# https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey
_MASKS: Mapping[str, int] = MappingProxyType({"Alt": 1, "Ctrl": 2, "Shift": 4, "Meta": 8})
_NO_REPEAT = 0x4000
_HOTKEY = 0x0312
_OURS = 1
_F1, _SPACE = 0x70, 0x20


def _user32() -> Any:  # noqa: ANN401 - functions of Windows, which have no types here
    loader: Any = vars(ctypes).get("WinDLL")
    if loader is None:
        raise OSError("not on Windows")
    return loader("user32", use_last_error=True)


class WindowsKeys(QAbstractNativeEventFilter):
    """Takes keys from Windows.

    Args:
        pressed: Called when the keys are pressed; once, however long they are held.

    Raises:
        OSError: this is not Windows.
    """

    def __init__(self, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._user = _user32()
        self._pressed = pressed
        self._grabbed = False
        self._before = 0
        if (application := QCoreApplication.instance()) is not None:
            application.installNativeEventFilter(self)

    def grab(self, chord: Chord, granted: Callable[[str], None]) -> None:
        """Take keys; says that they are taken where another program has them."""
        self._ungrab()
        mask = sum(_MASKS[name] for name in chord.modifiers) | _NO_REPEAT
        if not self._user.RegisterHotKey(None, _OURS, mask, _code(chord.key)):
            raise HotkeyError(words.taken(chord.text))
        self._grabbed = True
        granted(chord.text)

    def release(self) -> None:
        """Give the keys back."""
        self._ungrab()
        if (application := QCoreApplication.instance()) is not None:
            application.removeNativeEventFilter(self)

    def remember(self) -> None:
        """Note the window in front."""
        self._before = int(self._user.GetForegroundWindow() or 0)

    def bring(self, window: int) -> None:
        """Bring one of our windows to the front, which the hot key gives the right to."""
        self._user.SetForegroundWindow(wintypes.HWND(window))

    def give_back(self) -> None:
        """Bring the window from before to the front."""
        if self._before:
            self._user.SetForegroundWindow(wintypes.HWND(self._before))

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Hear of the keys, and leave everything else to Qt."""
        name = event_type.data() if isinstance(event_type, QByteArray) else event_type
        if bytes(name).startswith(b"windows_") and message:
            told = wintypes.MSG.from_address(message)
            if told.message == _HOTKEY and told.wParam == _OURS:
                self._pressed()
                return True, 0
        return False, 0

    def _ungrab(self) -> None:
        if self._grabbed:
            self._user.UnregisterHotKey(None, _OURS)
            self._grabbed = False


def _code(key: str) -> int:
    """Return the virtual key code: letters and digits are their own."""
    if key == "Space":
        return _SPACE
    return ord(key) if len(key) == 1 else _F1 + int(key[1:]) - 1
