"""Plain questions to a D-Bus message bus, for tests that wait for something on it."""

from contextlib import closing

from jeepney import (  # type: ignore[import-untyped] # jeepney ships no types
    DBus,
    DBusAddress,
    DBusErrorResponse,
    Properties,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped] # as above
    Proxy,
    open_dbus_connection,
)
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped] # as above

_ANSWER_WITHIN = 20.0
"""Seconds; a bus on the same machine takes a millisecond."""


def name_has_owner(address: str, name: str) -> bool:
    """Whether anybody owns ``name`` on the bus at ``address``."""
    with closing(open_dbus_connection(address)) as connection:
        (owned,) = Proxy(DBus(), connection, timeout=_ANSWER_WITHIN).NameHasOwner(name)
    return bool(owned)


def property_of(address: str, owner: str, path: str, interface: str, name: str) -> object:
    """Read a property of an object on the bus at ``address``; None if it does not exist."""
    question = Properties(DBusAddress(path, owner, interface)).get(name)
    with closing(open_dbus_connection(address)) as connection:
        answer = connection.send_and_get_reply(question, timeout=_ANSWER_WITHIN)
    try:
        ((_, value),) = unwrap_msg(answer)
    except DBusErrorResponse:
        return None
    return value
