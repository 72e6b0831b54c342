"""Keys on Wayland: the desktop's GlobalShortcuts portal, over D-Bus, on a thread of its own.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
The desktop may ask its user, may grant other keys than were wished for, and gives the focus back by
itself when our window goes.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from types import MappingProxyType
from typing import Any

from jeepney import (  # type: ignore[import-untyped] # jeepney ships no types
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    new_method_call,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped] # as above
from jeepney.io.blocking import (  # type: ignore[import-untyped] # as above
    DBusConnection,
    open_dbus_connection,
)

from stashlog.domain.chord import Chord
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.wording import quick as words

BUS_NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REQUEST = "org.freedesktop.portal.Request"
SHORTCUT_ID = "capture"

ANSWER_WITHIN = 10.0
"""Seconds for the portal itself; for its user there is no limit."""

# https://specifications.freedesktop.org/shortcuts-spec/latest
_NAMES: Mapping[str, str] = MappingProxyType(
    {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO", "Space": "space"}
)


class PortalKeys:
    """Asks the desktop for keys.

    Args:
        pressed: Called on the interface thread when the keys are pressed.
        failed: Called there when the desktop denies them.
        post: Has something done on the interface thread.
    """

    def __init__(
        self,
        pressed: Callable[[], None],
        failed: Callable[[HotkeyError], None],
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._pressed, self._failed, self._post = pressed, failed, post
        self._connection: DBusConnection | None = None
        self._over = threading.Event()

    def grab(self, chord: Chord, granted: Callable[[str], None]) -> None:
        """Ask for keys; the desktop answers when its user has."""
        self.release()
        over = self._over = threading.Event()
        thread = threading.Thread(
            target=self._run, args=(chord, granted, over), name="stashlog-shortcuts", daemon=True
        )
        thread.start()

    def release(self) -> None:
        """Leave the bus: the desktop forgets the session with its last word on it."""
        self._over.set()
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.sock.shutdown(2)

    def remember(self) -> None:
        """Leave it to the desktop."""

    def bring(self, window: int) -> None:
        """Leave it to Qt, which finds the token of the key press in the environment."""

    def give_back(self) -> None:
        """Leave it to the desktop."""

    def _run(self, chord: Chord, granted: Callable[[str], None], over: threading.Event) -> None:
        try:
            with closing(open_dbus_connection("SESSION")) as connection:
                self._connection = connection
                wire = _Wire(connection)
                session = wire.session()
                keys = wire.bind(session, chord)
                self._post(lambda: granted(keys or chord.text))
                self._listen(wire, session)
        except (OSError, KeyError, TimeoutError, PermissionError, EOFError):
            if not over.is_set():
                self._connection = None
                self._post(lambda: self._failed(HotkeyError(words.NO_ANSWER)))

    def _listen(self, wire: _Wire, session: str) -> None:
        while True:
            told = wire.next_signal(SHORTCUTS, "Activated")
            if told[0] == session and told[1] == SHORTCUT_ID:
                token = told[3].get("activation_token", ("s", ""))[1]
                self._post(lambda token=token: self._activated(token))  # type: ignore[misc]

    def _activated(self, token: str) -> None:
        if token:
            # Qt's Wayland platform takes it from there (QWaylandWindow::requestActivateWindow).
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._pressed()


class _Wire:
    """One conversation with the portal. Every method raises OSError when the bus is gone."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._signals: list[Message] = []
        for interface in (REQUEST, SHORTCUTS):
            rule = MatchRule(type="signal", interface=interface, sender=BUS_NAME)
            self._call(message_bus.AddMatch(rule))

    def session(self) -> str:
        """Open a session and return its handle."""
        options = {"session_handle_token": ("s", _token()), "handle_token": ("s", _token())}
        results = self._ask("CreateSession", "a{sv}", (options,))
        return str(results["session_handle"][1])

    def bind(self, session: str, chord: Chord) -> str:
        """Ask for keys, and return which were granted, in the desktop's words."""
        described = {
            "description": ("s", words.TITLE),
            "preferred_trigger": ("s", trigger(chord)),
        }
        body = (session, [(SHORTCUT_ID, described)], "", {"handle_token": ("s", _token())})
        results = self._ask("BindShortcuts", "oa(sa{sv})sa{sv}", body)
        (granted,) = [one for one in results["shortcuts"][1] if one[0] == SHORTCUT_ID] or [("", {})]
        if not granted[0]:
            raise PermissionError
        return str(granted[1].get("trigger_description", ("s", ""))[1])

    def next_signal(self, interface: str, member: str, path: str = "") -> Any:  # noqa: ANN401 - of D-Bus
        """Return the body of the next signal of this name, as long as it takes."""
        while True:
            for message in self._signals:
                fields = message.header.fields
                named = fields.get(HeaderFields.interface), fields.get(HeaderFields.member)
                here = not path or fields.get(HeaderFields.path) == path
                if named == (interface, member) and here:
                    self._signals.remove(message)
                    return message.body
            self._take(self._connection.receive())

    def _ask(self, method: str, signature: str, body: tuple[object, ...]) -> dict[str, Any]:
        """Call a method that answers through a request, and return its results."""
        address = DBusAddress(PATH, bus_name=BUS_NAME, interface=SHORTCUTS)
        (handle,) = self._call(new_method_call(address, method, signature, body))
        code, results = self.next_signal(REQUEST, "Response", handle)
        if code != 0:
            raise PermissionError(method)
        return dict(results)

    def _call(self, message: Message) -> Any:  # noqa: ANN401 - of D-Bus
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        while True:
            answer = self._connection.receive(timeout=ANSWER_WITHIN)
            if answer.header.fields.get(HeaderFields.reply_serial) != serial:
                self._take(answer)
            elif answer.header.message_type is MessageType.error:
                raise PermissionError(str(answer.body))
            else:
                return answer.body

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.signal:
            self._signals.append(message)


def trigger(chord: Chord) -> str:
    """Write a chord as the portal takes it: "CTRL+ALT+space"."""
    key = _NAMES.get(chord.key, chord.key.lower() if len(chord.key) == 1 else chord.key)
    return "+".join((*(_NAMES[name] for name in chord.modifiers), key))


def _token() -> str:
    return f"stashlog_{secrets.token_hex(8)}"
