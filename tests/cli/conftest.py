"""The command line and the sandbox of these tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.sandbox import Sandbox
from tests.support.command_line import NOWHERE, CommandLine
from tests.support.sandbox import running_sandbox

_OURS = ("STASHLOG_", "PYTHON_KEYRING_", "KEYRING_PROPERTY_", "DBUS_")


@pytest.fixture(autouse=True)
def nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, the key, the keyring and the proxies of whoever runs the tests out."""
    for name in list(os.environ):
        if name.startswith(_OURS) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("STASHLOG_BASE_URL", NOWHERE)


@pytest.fixture
def stashlog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def online(stashlog: CommandLine, sandbox: Sandbox) -> CommandLine:
    """The command line with the sandbox's address and full key."""
    stashlog.use(sandbox)
    return stashlog
