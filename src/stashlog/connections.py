"""What the composition root connects the program with: nodestash, or a sandbox in this process."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import NamedTuple

from stashlog.credentials import (
    ApiKey,
    Credentials,
    MemoryKeyStore,
    OsKeyStore,
    PatientKeyStore,
)
from stashlog.services.events import Announcer, KeyringAnswered
from stashlog.settings import Settings


class Connection(NamedTuple):
    """Where activities go and with which key.

    Attributes:
        base_url: The address of the API.
        credentials: The key in force.
        stop: Ends what was started for this connection, in a bounded time.
    """

    base_url: str
    credentials: Credentials
    stop: Callable[[], None]


def real_connection(settings: Settings, announcer: Announcer) -> Connection:
    """Return the connection to nodestash, with the key from the keyring of this computer."""
    store = PatientKeyStore(OsKeyStore(), when_late=lambda: announcer.announce(KeyringAnswered()))
    return Connection(settings.base_url, Credentials(store), lambda: None)


def sandbox_connection(plan: str, folder: tempfile.TemporaryDirectory[str]) -> Connection:
    """Start a sandbox in this process and return the connection to it.

    Args:
        plan: Which limits the sandbox has.
        folder: Removed when the connection ends.
    """
    # Only here: the server is of no use to anybody else.
    from stashlog.sandbox import Sandbox

    sandbox = Sandbox(plan=plan)
    sandbox.start()
    # Reading the environment also takes a real key out of it, which has no business in here.
    Credentials(MemoryKeyStore())
    credentials = Credentials(MemoryKeyStore(), environment={})
    credentials.set(ApiKey.parse(sandbox.key), remember=False)

    def stop() -> None:
        sandbox.stop()
        folder.cleanup()

    return Connection(sandbox.base_url, credentials, stop)
