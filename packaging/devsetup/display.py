"""Is there a display to open a window on? Looked up by really knocking at it (Linux only)."""

import re
import socket
from collections.abc import Mapping
from pathlib import Path

X11_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - fixed by every X server: Xserver(1), "socket"
X11_FIRST_PORT = 6000
# Long enough for a display forwarded by ssh; a silent host must not hold up the start.
PATIENCE_SECONDS = 3.0


def reachable_displays(
    environment: Mapping[str, str], x11_sockets: Path = X11_SOCKETS
) -> frozenset[str]:
    """Name the Qt platform plugins ("wayland", "xcb") whose display answers; empty for none."""
    displays = set()
    if _wayland_answers(environment):
        displays.add("wayland")
    if _x11_answers(environment.get("DISPLAY", ""), x11_sockets):
        displays.add("xcb")
    return frozenset(displays)


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    # An absolute name stands for itself: wl_display_connect(3).
    return _unix_socket_answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/"), name)))


def _x11_answers(display: str, sockets: Path) -> bool:
    # [protocol/][host]:display[.screen] - X(7), "display names".
    found = re.fullmatch(r"(?:\w+/)?(?P<host>[^:]*|\[.*\]):(?P<number>\d+)(?:\.\d+)?", display)
    if not found:
        return False
    host, number = found["host"].strip("[]"), int(found["number"])
    if host in ("", "unix"):
        path = f"{sockets}/X{number}"
        # Linux servers listen on an abstract socket of the same name as well.
        return _unix_socket_answers(path) or _unix_socket_answers("\0" + path)
    try:
        with socket.create_connection((host, X11_FIRST_PORT + number), PATIENCE_SECONDS):
            return True
    except OSError:
        return False


def _unix_socket_answers(path: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(PATIENCE_SECONDS)
            connection.connect(path)
            return True
    except OSError:
        return False
