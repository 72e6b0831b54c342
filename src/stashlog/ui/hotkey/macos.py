"""Keys and focus on macOS: Carbon's hot keys, which need no permission, and AppKit's applications.

Names and codes are those of Carbon's `CarbonEvents.h` and `Events.h`, and of Objective-C's runtime
(https://developer.apple.com/documentation/objectivec/objective-c_runtime).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int32,
    c_uint32,
    c_ulong,
    c_void_p,
)
from types import MappingProxyType

from stashlog.domain.chord import Chord
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.wording import quick as words

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
_OBJC = "/usr/lib/libobjc.dylib"

# As Qt names them: Ctrl is the command key, Meta the control key.
_MASKS: Mapping[str, int] = MappingProxyType(
    {"Ctrl": 0x100, "Shift": 0x200, "Alt": 0x800, "Meta": 0x1000}
)
_CODES: Mapping[str, int] = MappingProxyType(
    {
        "A": 0,
        "S": 1,
        "D": 2,
        "F": 3,
        "H": 4,
        "G": 5,
        "Z": 6,
        "X": 7,
        "C": 8,
        "V": 9,
        "B": 11,
        "Q": 12,
        "W": 13,
        "E": 14,
        "R": 15,
        "Y": 16,
        "T": 17,
        "O": 31,
        "U": 32,
        "I": 34,
        "P": 35,
        "L": 37,
        "J": 38,
        "K": 40,
        "N": 45,
        "M": 46,
        "Space": 49,
        "1": 18,
        "2": 19,
        "3": 20,
        "4": 21,
        "6": 22,
        "5": 23,
        "9": 25,
        "7": 26,
        "8": 28,
        "0": 29,
        "F1": 122,
        "F2": 120,
        "F3": 99,
        "F4": 118,
        "F5": 96,
        "F6": 97,
        "F7": 98,
        "F8": 100,
        "F9": 101,
        "F10": 109,
        "F11": 103,
        "F12": 111,
        "F13": 105,
        "F14": 107,
        "F15": 113,
        "F16": 106,
        "F17": 64,
        "F18": 79,
        "F19": 80,
        "F20": 90,
    }
)
_KEYBOARD_CLASS = int.from_bytes(b"keyb", "big")
_HOT_KEY_PRESSED = 5
_OURS = int.from_bytes(b"Stlg", "big")
_IGNORING_OTHERS = 2


class _EventType(Structure):
    _fields_ = (("event_class", c_uint32), ("kind", c_uint32))


class _HotKeyId(Structure):
    _fields_ = (("signature", c_uint32), ("id", c_uint32))


_Handler = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)


class MacKeys:
    """Takes keys from macOS.

    Args:
        pressed: Called when the keys are pressed; once, however long they are held.

    Raises:
        OSError: this is not macOS.
    """

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._carbon, self._objc = _carbon(), _objc()
        self._key: c_void_p | None = None
        self._before: int | None = None

        def heard(_call: object, _event: object, _data: object) -> int:
            pressed()
            return 0

        # Kept for as long as Carbon may call it.
        self._handler = _Handler(heard)
        kind = _EventType(_KEYBOARD_CLASS, _HOT_KEY_PRESSED)
        target = self._carbon.GetApplicationEventTarget()
        self._carbon.InstallEventHandler(target, self._handler, 1, byref(kind), None, None)

    def grab(self, chord: Chord, granted: Callable[[str], None]) -> None:
        """Take keys; says that they are taken where another program has them."""
        self.release()
        code = _CODES.get(chord.key)
        if code is None:
            raise HotkeyError(words.not_on_keyboard(chord.text))
        mask = sum(_MASKS[name] for name in chord.modifiers)
        key = c_void_p()
        target = self._carbon.GetApplicationEventTarget()
        mine = _HotKeyId(_OURS, 1)
        if self._carbon.RegisterEventHotKey(code, mask, mine, target, 0, byref(key)):
            raise HotkeyError(words.taken(chord.text))
        self._key = key
        granted(chord.text)

    def release(self) -> None:
        """Give the keys back."""
        if self._key is not None:
            self._carbon.UnregisterEventHotKey(self._key)
            self._key = None

    def remember(self) -> None:
        """Note the application in front."""
        workspace = self._send(self._objc.objc_getClass(b"NSWorkspace"), b"sharedWorkspace")
        self._before = self._send(workspace, b"frontmostApplication")

    def bring(self, window: int) -> None:
        """Bring our application to the front; Qt has raised the window in it."""
        del window
        ours = self._send(self._objc.objc_getClass(b"NSRunningApplication"), b"currentApplication")
        self._activate(ours)

    def give_back(self) -> None:
        """Bring the application from before to the front."""
        self._activate(self._before)

    def _activate(self, application: int | None) -> None:
        if application:
            selector = self._objc.sel_registerName(b"activateWithOptions:")
            send = CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_ulong)(
                ("objc_msgSend", self._objc),
            )
            send(application, selector, _IGNORING_OTHERS)

    def _send(self, receiver: int | None, message: bytes) -> int | None:
        selector = self._objc.sel_registerName(message)
        send = CFUNCTYPE(c_void_p, c_void_p, c_void_p)(("objc_msgSend", self._objc))
        answer: int | None = send(receiver, selector)
        return answer


def _carbon() -> CDLL:
    carbon = CDLL(_CARBON)
    carbon.GetApplicationEventTarget.restype = c_void_p
    carbon.InstallEventHandler.argtypes = [
        c_void_p,
        _Handler,
        c_ulong,
        POINTER(_EventType),
        c_void_p,
        c_void_p,
    ]
    carbon.InstallEventHandler.restype = c_int32
    carbon.RegisterEventHotKey.argtypes = [
        c_uint32,
        c_uint32,
        _HotKeyId,
        c_void_p,
        c_uint32,
        POINTER(c_void_p),
    ]
    carbon.RegisterEventHotKey.restype = c_int32
    carbon.UnregisterEventHotKey.argtypes = [c_void_p]
    return carbon


def _objc() -> CDLL:
    objc = CDLL(_OBJC)
    objc.objc_getClass.restype, objc.objc_getClass.argtypes = c_void_p, [c_char_p]
    objc.sel_registerName.restype, objc.sel_registerName.argtypes = c_void_p, [c_char_p]
    return objc
