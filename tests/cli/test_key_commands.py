"""`stashlog key`: in and out of a real keyring, tested against a real server, never shown."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stashlog.sandbox import Sandbox
from tests.support import secret_service
from tests.support.command_line import (
    NOWHERE,
    PATIENCE,
    Answer,
    CommandLine,
    program_environment,
    run_program,
)


@dataclass(frozen=True)
class LoggedIn:
    """Programs in a session with a real, unlocked keyring."""

    environment: dict[str, str]

    def __call__(self, *arguments: str, stdin: str = "") -> Answer:
        return run_program(self.environment, *arguments, stdin=stdin.encode())


@pytest.fixture
def logged_in(tmp_path: Path, sandbox: Sandbox) -> Iterator[LoggedIn]:
    with secret_service.unlocked(tmp_path / "user") as keyring:
        yield LoggedIn(
            {
                **keyring.environment,
                "STASHLOG_HOME": str(tmp_path / "home"),
                "STASHLOG_BASE_URL": sandbox.base_url,
            }
        )


@pytest.mark.keyring
def test_a_key_is_kept_tested_used_and_removed(logged_in: LoggedIn, sandbox: Sandbox) -> None:
    missing = logged_in("key", "status")
    assert missing.status == 4
    kept = logged_in("key", "set", stdin=f"{sandbox.key}\n")
    assert (kept.status, kept.err) == (0, "")
    assert "nodestash accepts it" in kept.out
    assert logged_in("key", "status").status == 0
    assert logged_in("log", "--type", "call", "--json").document["state"] == "sent"
    assert logged_in("key", "clear").status == 0
    assert logged_in("key", "status").status == 4
    waiting = logged_in("log", "--type", "call", "--json")
    assert (waiting.status, waiting.document["state"]) == (4, "waiting")


@pytest.mark.keyring
def test_a_refused_key_is_not_kept_and_the_old_one_stays(
    logged_in: LoggedIn, sandbox: Sandbox
) -> None:
    logged_in("key", "set", stdin=sandbox.key)
    refused = logged_in("key", "set", stdin=sandbox.keys.revoked)
    assert refused.status == 4
    assert "refuses" in refused.err
    assert logged_in("log", "--type", "call", "--json").document["state"] == "sent"


@pytest.mark.keyring
def test_a_key_that_cannot_be_tested_is_kept_and_that_is_said(
    logged_in: LoggedIn, sandbox: Sandbox
) -> None:
    kept = logged_in("key", "set", "--base-url", NOWHERE, stdin=sandbox.key)
    assert kept.status == 0
    assert "could not be asked" in kept.out
    assert logged_in("log", "--type", "call", "--json").document["state"] == "sent"


@pytest.mark.keyring
def test_a_key_without_the_right_to_read_is_kept_and_that_is_said(
    logged_in: LoggedIn, sandbox: Sandbox
) -> None:
    kept = logged_in("key", "set", stdin=sandbox.keys.write_only)
    assert kept.status == 0
    assert "may not read" in kept.out


@pytest.mark.keyring
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_key_is_typed_without_echo(logged_in: LoggedIn, sandbox: Sandbox) -> None:
    import pty

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "stashlog", "key", "set"],
        env=logged_in.environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    with os.fdopen(ours, "r+b", buffering=0) as terminal:
        while b"(it is not shown)" not in shown:
            shown += terminal.read(1000)
        terminal.write(f"{sandbox.key}\n".encode())
        assert program.wait(PATIENCE) == 0
        shown += terminal.read(10_000)
    assert b"is kept" in shown
    assert sandbox.key.encode() not in shown
    assert logged_in("key", "status").status == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "nds_test_two words",
        "nds_test_two\nlines",
        "password",
        "“nds_test_quoted”",
        "Bearer nds_test_x",
    ],
)
def test_what_cannot_be_a_key_is_refused_before_anything_happens(
    logged_in: LoggedIn, sandbox: Sandbox, text: str
) -> None:
    answer = logged_in("key", "set", stdin=text)
    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert not text.strip() or text.strip() not in answer.err
    assert sandbox.ledger.requests == []


def test_without_a_usable_keyring_nothing_is_claimed(sandbox: Sandbox, tmp_path: Path) -> None:
    environment = program_environment(tmp_path / "home", STASHLOG_BASE_URL=sandbox.base_url)
    answer = run_program(environment, "key", "set", stdin=sandbox.key.encode())
    assert answer.status == 4
    assert "keyring" in answer.err
    assert answer.out == ""


def test_a_key_of_the_environment_is_told_by_its_source(online: CommandLine) -> None:
    answer = online("key", "status")
    assert answer.status == 0
    assert "STASHLOG_API_KEY" in answer.out
    assert online.variables["STASHLOG_API_KEY"] not in answer.out + answer.err


def test_a_key_of_the_environment_that_is_none_is_told(stashlog: CommandLine) -> None:
    stashlog.variables["STASHLOG_API_KEY"] = "nds_test_two words"
    answer = stashlog("key", "status")
    assert answer.status == 4
    assert "STASHLOG_API_KEY" in answer.err
    assert "two words" not in answer.out + answer.err
