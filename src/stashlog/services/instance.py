"""One window per store: a second start hands its wish to the running one.

Qt-free, and with the standard library alone, because `stashlog new` has 150 ms in which to start,
ask the running window and end. Even that library's connections are imported only when there is
somebody to talk to, since a first start must not pay for them before its window shows.

Messages are single JSON objects, so that a wish from a newer or older Stashlog is at worst not
understood.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stashlog.domain.entry import Entry
from stashlog.storage.codec import entry_text, read_stored_entry

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, Listener

LONGEST_SOCKET_PATH = 100
"""Bytes; macOS allows 104 including the ending zero, Linux 108."""

LONGEST_WISH = 2_000_000
"""Bytes; a note of 1 MiB fits."""

ANSWER_PATIENCE = 5.0
"""Seconds that a second start waits for the running window."""

Wish = dict[str, object]


def wish_for(entry: Entry | None) -> Wish:
    """Return the wish for a form that shows an entry, or just for the window."""
    return {"entry": None if entry is None else entry_text(entry)}


def entry_wished(wish: Wish) -> Entry | None:
    """Return the entry of a wish; None if it asks for no more than the window."""
    text = wish.get("entry")
    if not isinstance(text, str):
        return None
    try:
        return read_stored_entry(text)
    except (ValueError, RecursionError):
        return None


def address_of(folder: Path) -> str:
    """Return where the window over this data folder listens."""
    resolved = str(folder.resolve())
    mark = hashlib.sha256(resolved.encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\stashlog-{mark}"
    near = folder.resolve() / "window.sock"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_PATH:
        return str(near)
    own = Path(tempfile.gettempdir()) / f"stashlog-{os.getuid()}"
    return str(own / f"{mark}.sock")


def ask_running(folder: Path, wish: Wish) -> bool:
    """Hand a wish to the running window; False if there is none that answers."""
    address = address_of(folder)
    if sys.platform != "win32" and not Path(address).exists():
        return False
    from multiprocessing.connection import Client

    try:
        with Client(address) as connection:
            connection.send_bytes(json.dumps(wish).encode())
            return connection.poll(ANSWER_PATIENCE) and connection.recv_bytes(64) == b"ok"
    except (OSError, EOFError):
        return False


class Doorbell:
    """Listens for the wishes of later starts, on a daemon thread.

    Args:
        folder: The data folder of the window.
        answer: Called with each wish, on the listening thread.
    """

    def __init__(self, folder: Path, answer: Callable[[Wish], None]) -> None:
        self._address = address_of(folder)
        self._answer = answer
        self._listener: Listener | None = None

    def install(self) -> None:
        """Begin to listen, in place of a socket that a killed window left behind.

        Raises:
            OSError: when listening is not possible; the window works without it.
        """
        if sys.platform != "win32":
            path = Path(self._address)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.parent.stat().st_uid != os.getuid():
                raise PermissionError(f"{path.parent} belongs to somebody else")
            path.unlink(missing_ok=True)
        from multiprocessing.connection import Listener

        self._listener = Listener(self._address)
        threading.Thread(target=self._listen, name="stashlog-doorbell", daemon=True).start()

    def remove(self) -> None:
        """Listen no more."""
        if self._listener is not None:
            self._listener.close()

    def _listen(self) -> None:
        listener = self._listener
        while listener is not None:
            try:
                connection = listener.accept()
            except OSError:
                return
            with connection, suppress(OSError, EOFError, ValueError):
                self._serve(connection)

    def _serve(self, connection: Connection) -> None:
        if not connection.poll(ANSWER_PATIENCE):
            return
        wish = json.loads(connection.recv_bytes(LONGEST_WISH))
        if isinstance(wish, dict):
            self._answer(wish)
            connection.send_bytes(b"ok")
