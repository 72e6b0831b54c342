"""Keys and focus on X11: passive grabs, on a connection of its own beside Qt's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ctypes import byref, c_void_p, cast
from types import MappingProxyType

from PySide6.QtCore import QSocketNotifier

from stashlog.domain.chord import Chord
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.ui.hotkey.xcb import ClientMessage, libraries
from stashlog.wording import quick as words

_MASKS: Mapping[str, int] = MappingProxyType({"Shift": 1, "Ctrl": 4, "Alt": 8, "Meta": 64})
_LOCKS = (0, 2, 16, 18)
"""Caps Lock and Num Lock must not matter, so the keys are grabbed with and without them."""

_F1, _SPACE = 0xFFBE, 0x20
_KEY_PRESS, _KEY_RELEASE, _CLIENT_MESSAGE = 2, 3, 33
_ASYNC = 1
_TO_MANAGER = 0x180000
"""SubstructureNotify and SubstructureRedirect: what a window manager listens to on the root."""
_PAGER = 2
"""A source that no focus stealing prevention stops
(https://specifications.freedesktop.org/wm-spec/latest, _NET_ACTIVE_WINDOW)."""

_REPEAT = 400
"""Milliseconds between two events of a key that is held down."""


class X11Keys:
    """Takes keys from an X server, and asks its window manager for the focus.

    Args:
        pressed: Called when the keys are pressed; once, however long they are held.

    Raises:
        OSError: there is no X server, or a library is missing.
    """

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._xcb, self._keysyms, self._c = libraries()
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise OSError("no X server")
        setup = self._xcb.xcb_get_setup(self._connection)
        self._root = int(self._xcb.xcb_setup_roots_iterator(setup).data[0])
        self._active = self._atom(b"_NET_ACTIVE_WINDOW")
        self._pressed = pressed
        self._grabbed: tuple[int, int] | None = None
        self._latest = 0
        self._before = 0
        descriptor = self._xcb.xcb_get_file_descriptor(self._connection)
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def grab(self, chord: Chord, granted: Callable[[str], None]) -> None:
        """Take keys; says that they are taken where another program has them."""
        self._ungrab()
        code = self._code_of(chord)
        mask = sum(_MASKS[name] for name in chord.modifiers)
        for lock in _LOCKS:
            cookie = self._xcb.xcb_grab_key_checked(
                self._connection, 0, self._root, mask | lock, code, _ASYNC, _ASYNC
            )
            error = self._xcb.xcb_request_check(self._connection, cookie)
            if error:
                self._c.free(error)
                self._grabbed = (code, mask)
                self._ungrab()
                raise HotkeyError(words.taken(chord.text))
        self._grabbed = (code, mask)
        granted(chord.text)

    def release(self) -> None:
        """Give the keys and the connection back."""
        self._ungrab()
        self._notifier.setEnabled(False)
        self._xcb.xcb_disconnect(self._connection)

    def remember(self) -> None:
        """Note the active window; without a window manager, the one that has the keyboard."""
        self._before = self._active_window() or self._focus()

    def bring(self, window: int) -> None:
        """Ask for one of our windows as a pager would, since the key press went past Qt."""
        self._activate(window)

    def give_back(self) -> None:
        """Activate the window from before."""
        if self._before:
            self._activate(self._before)

    def _activate(self, window: int) -> None:
        if not self._active_window():
            self._xcb.xcb_set_input_focus(self._connection, _ASYNC, window, 0)
        message = ClientMessage(_CLIENT_MESSAGE, 32, 0, window, self._active)
        message.data[0] = _PAGER
        self._xcb.xcb_send_event(self._connection, 0, self._root, _TO_MANAGER, byref(message))
        self._xcb.xcb_flush(self._connection)

    def _ungrab(self) -> None:
        if self._grabbed is None:
            return
        code, mask = self._grabbed
        for lock in _LOCKS:
            self._xcb.xcb_ungrab_key(self._connection, code, self._root, mask | lock)
        self._xcb.xcb_flush(self._connection)
        self._grabbed = None

    def _read(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind, time = event.contents.kind & 0x7F, event.contents.time
            self._c.free(cast(event, c_void_p))
            if kind in (_KEY_PRESS, _KEY_RELEASE):
                held = time - self._latest < _REPEAT
                self._latest = time
                if kind == _KEY_PRESS and not held:
                    self._pressed()

    def _code_of(self, chord: Chord) -> int:
        symbols = self._keysyms.xcb_key_symbols_alloc(self._connection)
        codes = self._keysyms.xcb_key_symbols_get_keycode(symbols, _keysym(chord.key))
        self._keysyms.xcb_key_symbols_free(symbols)
        if not codes:
            raise HotkeyError(words.not_on_keyboard(chord.text))
        code = int(codes[0])
        self._c.free(cast(codes, c_void_p))
        return code

    def _atom(self, name: bytes) -> int:
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        atom = int(reply.contents.atom)
        self._c.free(cast(reply, c_void_p))
        return atom

    def _active_window(self) -> int:
        any_type = 0
        cookie = self._xcb.xcb_get_property(
            self._connection, 0, self._root, self._active, any_type, 0, 1
        )
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, None)
        if not reply:
            return 0
        known = self._xcb.xcb_get_property_value_length(reply) >= 4
        window = int(self._xcb.xcb_get_property_value(reply)[0]) if known else 0
        self._c.free(reply)
        return window

    def _focus(self) -> int:
        cookie = self._xcb.xcb_get_input_focus(self._connection)
        reply = self._xcb.xcb_get_input_focus_reply(self._connection, cookie, None)
        window = int(reply.contents.focus) if reply else 0
        self._c.free(cast(reply, c_void_p))
        return window


def _keysym(key: str) -> int:
    if key == "Space":
        return _SPACE
    if len(key) == 1:
        return ord(key.lower())
    return _F1 + int(key[1:]) - 1
