"""The few functions of libxcb that keys and focus need, with their types.

Structures and codes are those of the X protocol (https://www.x.org/releases/current/doc/xproto) and
of `xcb/xproto.h`. Both libraries are there wherever Qt's own X11 platform runs, which needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import (
    CDLL,
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_int,
    c_int16,
    c_uint,
    c_uint8,
    c_uint16,
    c_uint32,
    c_void_p,
)
from types import MappingProxyType
from typing import Any


class Cookie(Structure):
    """Stands for the answer to a request."""

    _fields_ = (("sequence", c_uint),)


class ScreenIterator(Structure):
    """Walks through the screens; `data` begins with the root window."""

    _fields_ = (("data", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class KeyEvent(Structure):
    """A key that was pressed or let go; of any other event only `kind` means anything."""

    _fields_ = (
        ("kind", c_uint8),
        ("detail", c_uint8),
        ("sequence", c_uint16),
        ("time", c_uint32),
        ("root", c_uint32),
        ("event", c_uint32),
        ("child", c_uint32),
        ("positions", c_int16 * 4),
        ("state", c_uint16),
        ("same_screen", c_uint8),
        ("pad", c_uint8),
    )


class ClientMessage(Structure):
    """A message to the window manager; 32 bytes as every event."""

    _fields_ = (
        ("kind", c_uint8),
        ("format", c_uint8),
        ("sequence", c_uint16),
        ("window", c_uint32),
        ("type", c_uint32),
        ("data", c_uint32 * 5),
    )


class AtomReply(Structure):
    """The answer to a question for an atom; 32 bytes, of which twelve are used."""

    _fields_ = (("head", c_char * 8), ("atom", c_uint32))


class FocusReply(Structure):
    """The answer to the question which window has the keyboard."""

    _fields_ = (("head", c_char * 8), ("focus", c_uint32))


_Signature = tuple[Any, list[Any]]
_FUNCTIONS: Mapping[str, Mapping[str, _Signature]] = MappingProxyType(
    {
        "libxcb.so.1": {
            "xcb_connect": (c_void_p, [c_char_p, POINTER(c_int)]),
            "xcb_connection_has_error": (c_int, [c_void_p]),
            "xcb_disconnect": (None, [c_void_p]),
            "xcb_get_file_descriptor": (c_int, [c_void_p]),
            "xcb_flush": (c_int, [c_void_p]),
            "xcb_get_setup": (c_void_p, [c_void_p]),
            "xcb_setup_roots_iterator": (ScreenIterator, [c_void_p]),
            "xcb_request_check": (c_void_p, [c_void_p, Cookie]),
            "xcb_poll_for_event": (POINTER(KeyEvent), [c_void_p]),
            "xcb_grab_key_checked": (
                Cookie,
                [c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8],
            ),
            "xcb_ungrab_key": (Cookie, [c_void_p, c_uint8, c_uint32, c_uint16]),
            "xcb_intern_atom": (Cookie, [c_void_p, c_uint8, c_uint16, c_char_p]),
            "xcb_intern_atom_reply": (POINTER(AtomReply), [c_void_p, Cookie, c_void_p]),
            "xcb_get_property": (
                Cookie,
                [c_void_p, c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32],
            ),
            "xcb_get_property_reply": (c_void_p, [c_void_p, Cookie, c_void_p]),
            "xcb_get_property_value": (POINTER(c_uint32), [c_void_p]),
            "xcb_get_property_value_length": (c_int, [c_void_p]),
            "xcb_get_input_focus": (Cookie, [c_void_p]),
            "xcb_get_input_focus_reply": (POINTER(FocusReply), [c_void_p, Cookie, c_void_p]),
            "xcb_set_input_focus": (Cookie, [c_void_p, c_uint8, c_uint32, c_uint32]),
            "xcb_send_event": (
                Cookie,
                [c_void_p, c_uint8, c_uint32, c_uint32, POINTER(ClientMessage)],
            ),
        },
        "libxcb-keysyms.so.1": {
            "xcb_key_symbols_alloc": (c_void_p, [c_void_p]),
            "xcb_key_symbols_free": (None, [c_void_p]),
            "xcb_key_symbols_get_keycode": (POINTER(c_uint8), [c_void_p, c_uint32]),
        },
        "libc.so.6": {
            "free": (None, [c_void_p]),
        },
    }
)
"""What each function returns and takes, by library and name."""


def libraries() -> tuple[CDLL, CDLL, CDLL]:
    """Return libxcb, libxcb-keysyms and the C library, whose `free` takes back what xcb hands out.

    Raises:
        OSError: one of them is not there.
    """
    xcb, keys, c = map(_library, _FUNCTIONS)
    return xcb, keys, c


def _library(name: str) -> CDLL:
    library = CDLL(name)
    for function, (result, arguments) in _FUNCTIONS[name].items():
        found = getattr(library, function)
        found.restype, found.argtypes = result, arguments
    return library
