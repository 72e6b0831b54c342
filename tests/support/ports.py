"""Ports of this machine that stay a test's own, also while nobody listens on them.

A port that was only looked up, or that was given back for a moment, can be given to any other
program of the machine, such as the tests on another core.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_HOST = "127.0.0.1"


@contextmanager
def silent_port() -> Iterator[int]:
    """Take a port on which nobody listens, so that connections to it are refused."""
    with socket.socket() as taken:
        taken.bind((_HOST, 0))
        yield int(taken.getsockname()[1])


@contextmanager
def kept_port() -> Iterator[int]:
    """Keep a port for a server that listens on it now and then.

    Yields 0, for any port, where a port that is kept cannot be listened on: Linux alone lets two
    sockets have one port as long as only one of them listens.
    """
    if sys.platform != "linux":
        yield 0
        return
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind((_HOST, 0))
        yield int(keeper.getsockname()[1])
