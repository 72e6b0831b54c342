"""One window per store: a second start hands its wish to the running one.

Qt-free, and with the standard library alone, because `stashlog new` has 150 ms in which to start,
ask the running window and end. Even that library's connections are imported only when there is
somebody to talk to, since a first start must not pay for them before its window shows.

Messages are single JSON objects, so that a wish from a newer or older Stashlog is at worst not
understood.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stashlog.paths import make_private_folder

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, Listener

    from filelock import BaseFileLock

    from stashlog.domain.entry import Entry

LONGEST_SOCKET_PATH = 100
"""Bytes; macOS allows 104 including the ending zero, Linux 108."""

LONGEST_WISH = 2_000_000
"""Bytes; a note of 1 MiB fits."""

ANSWER_PATIENCE = 5.0
"""Seconds that a second start waits for the running window."""

BETWEEN_RINGS = 0.05
"""Seconds between two attempts at a window that is only just starting."""

LOCK_FILE = "window.lock"

Wish = dict[str, object]


KEY_CHANGED = "key_changed"
"""A wish of this name asks a running window to look at the key again, and for no more."""


def wish_for(entry: Entry | None) -> Wish:
    """Return the wish for a form that shows an entry, or just for the window."""
    if entry is None:
        return {"entry": None}
    from stashlog.storage.codec import entry_text

    return {"entry": entry_text(entry)}


def entry_wished(wish: Wish) -> Entry | None:
    """Return the entry of a wish; None if it asks for no more than the window."""
    text = wish.get("entry")
    if not isinstance(text, str):
        return None
    from stashlog.storage.codec import read_stored_entry

    try:
        return read_stored_entry(text)
    except (ValueError, RecursionError):
        return None


def address_of(folder: Path) -> str:
    """Return where the window over this data folder listens."""
    near = folder.resolve() / "window.sock"
    if sys.platform != "win32" and len(os.fsencode(near)) <= LONGEST_SOCKET_PATH:
        return str(near)
    import hashlib
    import tempfile

    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\stashlog-{mark}"
    own = Path(tempfile.gettempdir()) / f"stashlog-{os.getuid()}"
    return str(own / f"{mark}.sock")


def ask_running(folder: Path, wish: Wish) -> bool:
    """Hand a wish to the running window; False if there is none that answers."""
    address = address_of(folder)
    if sys.platform != "win32" and not Path(address).exists():
        return False
    import json
    from multiprocessing.connection import Client

    try:
        with Client(address) as connection:
            connection.send_bytes(json.dumps(wish).encode())
            return connection.poll(ANSWER_PATIENCE) and connection.recv_bytes(64) == b"ok"
    except (OSError, EOFError):
        return False


def hand_over(folder: Path, wish: Wish, patience: float = ANSWER_PATIENCE) -> bool:
    """Hand a wish to a window that may be starting; False if it does not answer in time.

    Args:
        folder: The data folder of the window.
        wish: What is asked for.
        patience: Seconds.
    """
    between = threading.Event()
    end = time.monotonic() + patience
    while not ask_running(folder, wish):
        if time.monotonic() > end:
            return False
        between.wait(BETWEEN_RINGS)
    return True


class Doorbell:
    """Listens for the wishes of later starts, on a daemon thread.

    A lock, which the operating system takes from a process that died, says whose the bell is: of
    two starts at once only one may take the place of a socket that a killed window left behind.

    Args:
        folder: The data folder of the window.
    """

    def __init__(self, folder: Path) -> None:
        self._address = address_of(folder)
        self._folder = folder
        self._lock: BaseFileLock | None = None
        self._listener: Listener | None = None

    def claim(self) -> bool:
        """Take the bell; False if a window over this folder that lives has it already.

        Raises:
            OSError: there is no bell to be had in this folder.
        """
        from filelock import FileLock, Timeout

        make_private_folder(self._folder)
        lock = FileLock(self._folder / LOCK_FILE, blocking=False, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return False
        self._lock = lock
        return True

    def listen(self, answer: Callable[[Wish], None]) -> None:
        """Begin to listen, with a claimed bell.

        Args:
            answer: Called with each wish, on the listening thread.

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
        threading.Thread(
            target=_listen, args=(self._listener, answer), name="stashlog-doorbell", daemon=True
        ).start()

    def remove(self) -> None:
        """Listen no more, and give the bell back."""
        if self._listener is not None:
            self._listener.close()
        if self._lock is not None:
            self._lock.release()


def _listen(listener: Listener, answer: Callable[[Wish], None]) -> None:
    """Answer one start after the other until the listener is closed."""
    while True:
        try:
            connection = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError, EOFError, ValueError, RecursionError):
            _serve(connection, answer)


def _serve(connection: Connection, answer: Callable[[Wish], None]) -> None:
    import json

    if not connection.poll(ANSWER_PATIENCE):
        return
    wish = json.loads(connection.recv_bytes(LONGEST_WISH))
    if isinstance(wish, dict):
        answer(wish)
        connection.send_bytes(b"ok")
