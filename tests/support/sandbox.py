"""A sandbox nodestash for tests of anything that talks to a server."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

import httpx

from stashlog.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stashlog.sandbox import Fault

EASY_PLAN = "scale"
"""200 requests a second: tests on the real clock never meet a limit by accident."""


class FakeClock:
    """Unix seconds that pass only when told to; hand it over as `clock=`."""

    def __init__(self, now: float = 1_772_355_600.0) -> None:
        self._now = now
        self._lock = Lock()

    def __call__(self) -> float:
        """The present time; the default start is 2026-03-01T09:00:00Z."""
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass, or go back if negative."""
        with self._lock:
            self._now += seconds


@contextmanager
def running_sandbox(
    plan: str = EASY_PLAN,
    *,
    faults: Iterable[Fault] = (),
    clock: Callable[[], float] = time.time,
    seed: int = 1,
) -> Iterator[Sandbox]:
    """A sandbox on a free port, stopped at the end whatever happened.

    The test may stop and start it meanwhile; port and data stay.
    """
    sandbox = Sandbox(plan, faults=faults, clock=clock, seed=seed)
    try:
        yield sandbox.start()
    finally:
        sandbox.stop()


def http_client(sandbox: Sandbox, key: str | None = None) -> httpx.Client:
    """A client of this sandbox with its full key, or another one.

    Paths such as `activities` are relative to the base URL. Proxies of the environment are left
    alone, and no certificates are loaded (plain HTTP needs none, and they take 20 ms).
    """
    return httpx.Client(
        base_url=sandbox.base_url,
        headers=bearer(key or sandbox.key),
        timeout=10,
        trust_env=False,
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )


def bearer(key: str) -> dict[str, str]:
    """The header that goes with an API key."""
    return {"Authorization": f"Bearer {key}"}
