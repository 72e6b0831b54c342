"""One sender per store: the right to claim, send and settle.

The operating system frees the lock of a process that died. So whoever holds it knows that every
item still in state sending lost its sender, and that no other request of this workspace from this
computer is under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "sender.lock"


class SenderLock:
    """A lock between processes and threads, held for one step of the delivery."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock if it is free; the value says whether it is held."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path, blocking=False, mode=0o600)
        try:
            lock.acquire()
        except (Timeout, OSError):
            yield False
            return
        try:
            yield True
        finally:
            lock.release()
