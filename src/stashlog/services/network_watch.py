"""Notices when the network comes back, so that nobody waits for a back-off to end.

Asks the operating system for a route, with a UDP socket that is connected and never written to, so
that no packet leaves. Qt could tell as well, at a price of 8 MB.

The answer is only a hint: behind a VPN or a captive portal it is often wrong. So it never keeps
anything from being sent; it only makes the next try come sooner.
"""

from __future__ import annotations

import socket
from collections.abc import Callable

SOMEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that stand for any place on the internet (RFC 5737, RFC 3849); nobody is there."""

ANY_PORT = 9


def has_route() -> bool:
    """Whether the operating system knows a way out, over either protocol."""
    return any(_reaches(family, address) for family, address in SOMEWHERE)


def _reaches(family: socket.AddressFamily, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, ANY_PORT))
    except OSError:
        return False
    return True


class NetworkWatch:
    """Compares each look with the one before.

    Args:
        look: Whether there is a network.
    """

    def __init__(self, look: Callable[[], bool] = has_route) -> None:
        self._look = look
        self._there = True

    def returned(self) -> bool:
        """Whether the network is there again after it was gone at the last look."""
        there, before = self._look(), self._there
        self._there = there
        return there and not before
