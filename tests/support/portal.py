"""A desktop's GlobalShortcuts portal, as a program: run with what its user answers.

Owns the portal's name, prints the wished trigger, and answers `BindShortcuts` with ``grant`` or
``deny``. It then reports a press of the shortcut for every line that it reads.
"""

import sys
import threading
from typing import Any

from jeepney import (  # type: ignore[import-untyped] # jeepney ships no types
    DBus,
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped] # as above
    DBusConnection,
    Proxy,
    open_dbus_connection,
)

from tests.support.telling import tell

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SESSION = f"{PATH}/session/test"
GRANTED, DENIED = 0, 1


def main() -> None:
    """Answer until killed."""
    with open_dbus_connection("SESSION") as connection:
        Proxy(DBus(), connection).RequestName(NAME)
        tell("owned")
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                answer(connection, message)


def answer(connection: DBusConnection, call: Message) -> None:
    """Answer one call, and its request."""
    member = call.header.fields[HeaderFields.member]
    sender = call.header.fields[HeaderFields.sender]
    if member == "CreateSession":
        results: dict[str, Any] = {"session_handle": ("s", SESSION)}
        respond(connection, call, GRANTED, results)
    elif member == "BindShortcuts":
        _, ((name, values),), _, _ = call.body
        tell(values["preferred_trigger"][1])
        if sys.argv[1] == "deny":
            respond(connection, call, DENIED, {})
            return
        granted = [(name, {"trigger_description": ("s", "Super+J")})]
        respond(connection, call, GRANTED, {"shortcuts": ("a(sa{sv})", granted)})
        threading.Thread(target=press, args=(connection, sender), daemon=True).start()
    else:
        connection.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))


def respond(connection: DBusConnection, call: Message, code: int, results: dict[str, Any]) -> None:
    """Name a request, and tell what became of it."""
    handle = f"{PATH}/request/{call.header.serial}"
    connection.send(new_method_return(call, "o", (handle,)))
    request = DBusAddress(handle, interface="org.freedesktop.portal.Request")
    connection.send(new_signal(request, "Response", "ua{sv}", (code, results)))


def press(connection: DBusConnection, _sender: str) -> None:
    """Report presses, one for each line."""
    shortcuts = DBusAddress(PATH, interface="org.freedesktop.portal.GlobalShortcuts")
    options = {"activation_token": ("s", "token-1")}
    for _ in sys.stdin:
        for session in (f"{SESSION}_of_others", SESSION):
            body = (session, "capture", 0, options)
            connection.send(new_signal(shortcuts, "Activated", "osta{sv}", body))


if __name__ == "__main__":
    main()
