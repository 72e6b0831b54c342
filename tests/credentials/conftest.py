"""Real keyrings for the tests of this folder, reached from the test's own process."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.support.secret_service import Keyring

LogIn = Callable[[Callable[[Path], AbstractContextManager[Keyring]]], Keyring]


@pytest.fixture(autouse=True)
def no_keyring_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make sure that no test ever reaches the keyring of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith(("PYTHON_KEYRING_", "KEYRING_PROPERTY_", "STASHLOG_API_KEY")):
            monkeypatch.delenv(name)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


@pytest.fixture
def log_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LogIn]:
    """Start a session of a kind from ``secret_service``, ending the one before.

    All sessions of one test are logins of the same user. The test's process belongs to the
    running session.
    """
    with ExitStack() as running:

        def start(kind: Callable[[Path], AbstractContextManager[Keyring]]) -> Keyring:
            running.close()
            keyring = running.enter_context(kind(tmp_path / "user"))
            bus = keyring.environment.get("DBUS_SESSION_BUS_ADDRESS")
            if bus:
                monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
            else:
                monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
            return keyring

        yield start
