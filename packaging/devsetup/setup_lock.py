"""Lets one set-up at a time work on ``.venv``; a second one waits its turn."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

RETRY_SECONDS = 0.2


@contextmanager
def setup_lock(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on ``file`` for the length of the block; the file is made where missing.

    ``waiting`` is called once if another process holds the lock. The operating system frees the
    lock of a process that dies, however it dies; but children that were started with
    ``close_fds=False`` keep it, so that a pip that outlives a killed set-up is waited for (not on
    Windows, where a lock belongs to one process).
    """
    with file.open("a+b") as handle:
        if not _try_lock(handle):
            waiting()
            while not _try_lock(handle):
                time.sleep(RETRY_SECONDS)
        os.set_inheritable(handle.fileno(), True)  # noqa: FBT003 - takes no names
        yield
        # Closing the file frees the lock.


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: IO[bytes]) -> bool:
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
