"""A sandbox nodestash for tests of anything that talks to a server."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

import httpx

import stashlog
from stashlog.sandbox import Sandbox
from tests.support.ports import kept_port
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stashlog.sandbox import Fault

EASY_PLAN = "scale"
"""200 requests a second: tests on the real clock never meet a limit by accident."""


NOTE = {"type": "note", "subject": "Fault"}

_PROGRAM = "import sys; from stashlog.sandbox.command import run; sys.exit(run(0, sys.argv[1]))"


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
    with kept_port() as port:
        sandbox = Sandbox(plan, port, faults=faults, clock=clock, seed=seed)
        try:
            yield sandbox.start()
        finally:
            sandbox.stop()


@dataclass(frozen=True)
class SandboxProcess:
    """A sandbox that runs on its own, as a user would start it."""

    process: subprocess.Popen[str]
    base_url: str
    key: str

    @property
    def control_url(self) -> str:
        """Where `/ledger` and `/faults` are."""
        return self.base_url.removesuffix("/v1") + "/_sandbox"


@contextmanager
def sandbox_process(plan: str = EASY_PLAN) -> Iterator[SandboxProcess]:
    """A sandbox in a process of its own, killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, plan],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment_for_python(),
    )
    watchdog = Timer(PATIENCE, process.kill)
    watchdog.start()
    try:
        said: dict[str, str] = {}
        while process.stdout and "API key" not in said:
            line = process.stdout.readline()
            assert line, "the sandbox ended before it told its key"
            name, _, value = line.strip().partition(": ")
            said[name] = value
        watchdog.cancel()
        yield SandboxProcess(process, said["Base URL"], said["API key"])
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate(timeout=PATIENCE)


def environment_for_python() -> dict[str, str]:
    """The environment in which a fresh Python finds this Stashlog."""
    return os.environ | {"PYTHONPATH": str(Path(stashlog.__file__).parents[1])}


def http_client(sandbox: Sandbox, key: str | None = None) -> httpx.Client:
    """A client of this sandbox with its full key, or another one.

    Paths such as `activities` are relative to the base URL. Proxies of the environment are left
    alone, and no certificates are loaded (plain HTTP needs none, and they take 20 ms).
    """
    return httpx.Client(
        base_url=sandbox.base_url,
        headers=bearer(key or sandbox.key),
        timeout=PATIENCE,
        trust_env=False,
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )


def post_note(http: httpx.Client) -> httpx.Response:
    """Create the activity `NOTE` without an idempotency key."""
    return http.post("activities", json=NOTE)


def last_outcome(sandbox: Sandbox) -> tuple[int | None, bool, tuple[str, ...]]:
    """Of the latest request: the status sent, whether it had an effect, and what struck it."""
    entry = sandbox.ledger.requests[-1]
    assert entry.finished
    return entry.status, entry.committed, entry.faults


def bearer(key: str) -> dict[str, str]:
    """The header that goes with an API key."""
    return {"Authorization": f"Bearer {key}"}
