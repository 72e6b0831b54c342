"""The threads of the test that runs, without what an earlier one may have left hanging.

A keyring that never answers keeps its thread for as long as the process lives, so a test that
counts threads must not count those of others.
"""

from __future__ import annotations

import threading

_earlier: set[threading.Thread] = set()


def begin_test() -> None:
    """Take every thread that runs now for somebody else's."""
    _earlier.clear()
    _earlier.update(threading.enumerate())


def own_threads(name: str) -> list[threading.Thread]:
    """Return the running threads of this name that began in this test."""
    return [
        thread for thread in threading.enumerate() if thread.name == name and thread not in _earlier
    ]
