"""Waiting for what other processes do, always with a limit."""

import threading
import time
from collections.abc import Callable

import pytest

_BETWEEN_LOOKS = 0.01
PATIENCE = 60.0
"""Seconds until a test gives up waiting for what takes no second on a quiet machine."""

DELIVERED_WITHIN = 150.0
"""Seconds until what a program was killed with is sent by the next one: it is looked for, and
looked for again once its request can no longer be under way, which takes most of a minute."""


def wait_until(condition: Callable[[], bool], what: str, *, within: float = PATIENCE) -> None:
    """Look at ``condition`` again and again until it holds.

    Only for what cannot notify us: other processes, files, the bus.

    Args:
        condition: true once the wait is over.
        what: completes "waited in vain for …" in the failure.
        within: seconds until the test fails.
    """
    deadline = time.monotonic() + within
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {within:g} s in vain for {what}")
        pause.wait(_BETWEEN_LOOKS)
