"""The command line for tests: in this process for speed, as a real program where that matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from stashlog.cli.run import run
from stashlog.sandbox import Sandbox
from tests.support.session import private_environment

NOWHERE = "http://127.0.0.1:9/v1"
"""An address at which nobody listens: the port of the discard service, which no machine runs."""

PATIENCE = 240.0
"""Seconds that a program gets, the longest wait that a test asks of it included."""

DELIVERED_WITHIN = "150"
"""Seconds that a program may wait for everything to be sent. An item whose sender died claimed is
looked for, and looked for again once its request can no longer be under way."""


@dataclass(frozen=True)
class Answer:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever JSON can say
        """The one JSON document on standard output; fails if there is more or less than that."""
        return json.loads(self.out)


@dataclass
class CommandLine:
    """Runs commands in this process, with a folder and an environment of their own.

    Attributes:
        home: The folder of everything; it does not exist before the first command makes it.
        variables: What is set for each command, beside `STASHLOG_HOME`.
    """

    home: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str) -> Answer:
        """Run one command."""
        for name, value in {"STASHLOG_HOME": str(self.home), **self.variables}.items():
            self.monkeypatch.setenv(name, value)
        self.capsys.readouterr()
        status = run(arguments)
        said = self.capsys.readouterr()
        return Answer(status, said.out, said.err)

    def use(self, sandbox: Sandbox, key: str | None = None) -> None:
        """Work against this sandbox, with its full key or another one, from now on."""
        self.variables["STASHLOG_BASE_URL"] = sandbox.base_url
        self.variables["STASHLOG_API_KEY"] = key or sandbox.key

    def states(self) -> list[str]:
        """Return the state of every item, oldest first."""
        return [item["state"] for item in self("outbox", "list", "--json").document]


def program_environment(home: Path, **variables: str) -> dict[str, str]:
    """Return an environment for real programs, with private folders and no keyring."""
    user = home.with_name(f"{home.name}-user")
    runtime = user / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        **private_environment(user, runtime),
        "STASHLOG_HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **variables,
    }


def start_program(
    environment: Mapping[str, str], arguments: Sequence[str]
) -> subprocess.Popen[str]:
    """Start `python -m stashlog` with its output in pipes."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "stashlog", *arguments],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_program(environment: Mapping[str, str], *arguments: str, stdin: bytes = b"") -> Answer:
    """Run `python -m stashlog` to its end."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "stashlog", *arguments],
        env=dict(environment),
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Answer(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def files_under(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder and below."""
    return {
        os.fspath(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
