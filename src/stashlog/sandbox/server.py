"""`Sandbox`: start and stop a nodestash on this machine."""

from __future__ import annotations

import errno
import socket
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from stashlog.sandbox.data import SandboxData, new_data

if TYPE_CHECKING:
    from stashlog.sandbox.engine import Engine
    from stashlog.sandbox.fault_board import FaultBoard
    from stashlog.sandbox.faults import Fault
    from stashlog.sandbox.keys import KeyBook
    from stashlog.sandbox.ledger import Ledger
    from stashlog.sandbox.limits import Clock, RateLimiter
    from stashlog.sandbox.workspace import Workspace

HOST = "127.0.0.1"
_PATIENCE_SECONDS = 10.0


class SandboxError(Exception):
    """The sandbox could not be started or stopped."""


class PortUnavailableError(SandboxError):
    """The port is in use, not allowed, or not a port. The message is a sentence for people."""


class Sandbox:
    """A nodestash on 127.0.0.1, in a daemon thread of this process.

    It can be stopped and started again any number of times, on the same port and with the same
    data; `Sandbox(data=old.data, port=old.port)` hands both on to a successor.

    Args:
        plan: free, starter, pro, scale or enterprise; sets the rate limits.
        port: 0 picks a free one at the first start and keeps it.
        faults: Switched on from the start.
        clock: Unix seconds; decides about times, expiry and rate limits.
        seed: Equal seeds make equal records and equal ready-made keys.
        data: The data of a predecessor; then `plan`, `faults`, `clock` and `seed` are not used.

    Raises:
        ValueError: There is no such plan.
    """

    def __init__(
        self,
        plan: str = "free",
        port: int = 0,
        *,
        faults: Iterable[Fault] = (),
        clock: Clock = time.time,
        seed: int = 1,
        data: SandboxData | None = None,
    ) -> None:
        self.data = data or new_data(plan, seed, clock, faults)
        self._port = port
        self._engine: Engine | None = None

    @property
    def port(self) -> int:
        """The TCP port; 0 before the first start if none was chosen."""
        return self._port

    @property
    def base_url(self) -> str:
        """What a client joins paths such as `/activities` to."""
        return f"http://{HOST}:{self._port}/v1"

    @property
    def control_url(self) -> str:
        """Where another process finds `/ledger` and `/faults`."""
        return f"http://{HOST}:{self._port}/_sandbox"

    @property
    def key(self) -> str:
        """An API key that may do everything."""
        return self.data.keys.full

    @property
    def keys(self) -> KeyBook:
        """All API keys."""
        return self.data.keys

    @property
    def ledger(self) -> Ledger:
        """Every request so far."""
        return self.data.ledger

    @property
    def faults(self) -> FaultBoard:
        """What is to go wrong."""
        return self.data.faults

    @property
    def limiter(self) -> RateLimiter:
        """The rate limits and what is left of them."""
        return self.data.limiter

    @property
    def workspace(self) -> Workspace:
        """The records."""
        return self.data.workspace

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._engine is not None

    def start(self) -> Self:
        """Serve; returns once connections are accepted.

        The first start imports the web server, which takes a few tenths of a second.

        Raises:
            PortUnavailableError: The port cannot be had.
            SandboxError: It is running already, or did not get going within ten seconds.
        """
        if self._engine is not None:
            raise SandboxError("the sandbox is running already")
        listener = _bind(self._port)
        self._port = listener.getsockname()[1]
        from stashlog.sandbox.engine import Engine

        engine = Engine(self.data, listener)
        if not engine.start(_PATIENCE_SECONDS):
            engine.stop(0)
            raise SandboxError(f"the sandbox did not start within {_PATIENCE_SECONDS:.0f} s")
        self._engine = engine
        return self

    def stop(self) -> None:
        """Stop serving at once, whatever is in flight; does nothing if it is not running.

        Raises:
            SandboxError: It was still running after ten seconds.
        """
        engine, self._engine = self._engine, None
        if engine is not None and not engine.stop(_PATIENCE_SECONDS):
            raise SandboxError(f"the sandbox did not stop within {_PATIENCE_SECONDS:.0f} s")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _bind(port: int) -> socket.socket:
    # asyncio sets TCP_NODELAY only where the protocol is named; without it answers are 40 ms late.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR would let two servers share a port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortUnavailableError(_explain(port, error)) from error
    return listener


def _explain(port: int, error: Exception) -> str:
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.EADDRINUSE, errno.EACCES) and port >= 1024:
        return f"Port {port} on {HOST} is in use by another program."
    if code == errno.EACCES:
        return f"Port {port} may only be used by an administrator."
    if isinstance(error, OverflowError):
        return f"{port} is not a port; ports go from 0 to 65535."
    return f"Port {port} on {HOST} cannot be used: {error}."
