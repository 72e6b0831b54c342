"""Own a name on the session bus and answer nobody: run as a program, with the name.

Prints ``owned`` once it has the name, and the name of each method that is called. With
``--dies`` as second argument it ends without a word at the first call.
"""

import sys

from jeepney import DBus, MessageType  # type: ignore[import-untyped] # jeepney ships no types
from jeepney.io.blocking import (  # type: ignore[import-untyped] # as above
    DBusConnection,
    Proxy,
    open_dbus_connection,
)


def main() -> None:
    """Own the name until killed."""
    with open_dbus_connection("SESSION") as connection:
        Proxy(DBus(), connection).RequestName(sys.argv[1])
        print("owned", flush=True)  # noqa: T201 - this is how the test hears of it
        serve(connection, dies="--dies" in sys.argv)


def serve(connection: DBusConnection, *, dies: bool) -> None:
    """Receive calls and keep quiet about them on the bus."""
    while True:
        message = connection.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        if dies:
            return
        print(call_name(message.header.fields), flush=True)  # noqa: T201 - as above


def call_name(fields: dict[object, object]) -> str:
    """Pick the method's name from a message header (field 3 in the D-Bus specification)."""
    return next(str(value) for field, value in fields.items() if field == 3)


if __name__ == "__main__":
    main()
