"""What happens to a program from outside: killed, stopped, told to end, at the worst moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.command_line import (
    DELIVERED_WITHIN,
    PATIENCE,
    program_environment,
    run_program,
    start_program,
)
from tests.support.sandbox import running_sandbox
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

QUIT_WITHIN = 15.0
"""Seconds in which the program ends even on a busy machine. By itself it takes 3 at most; the
request that it must not wait for would take 60."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def environment(tmp_path: Path, sandbox: Sandbox) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    made = program_environment(
        home, STASHLOG_BASE_URL=sandbox.base_url, STASHLOG_API_KEY=sandbox.key
    )
    set_deadline(made, 60)
    return made


def set_deadline(environment: dict[str, str], seconds: int) -> None:
    """Set how long one request may take."""
    settings = Path(environment["STASHLOG_HOME"]) / "settings.toml"
    settings.write_text(f"request_deadline_seconds = {seconds}\n")


def states(environment: dict[str, str]) -> list[str]:
    listed = run_program(environment, "outbox", "list", "--json").document
    return [item["state"] for item in listed]


def sending(
    environment: dict[str, str], sandbox: Sandbox, *, applied: bool
) -> subprocess.Popen[str]:
    """Start a program and return it while its request is held up by the server."""
    sandbox.faults.add(Fault.ignore_idempotency(), Fault.hold(after_commit=applied).on("POST"))
    program = start_program(environment, ("log", "--type", "call", "--subject", "held"))

    def asked() -> bool:
        requests = sandbox.ledger.matching("POST")
        return bool(requests) and (not applied or bool(sandbox.ledger.activities))

    wait_until(asked, "the request to be under way")
    return program


def close(program: subprocess.Popen[str]) -> None:
    if program.poll() is None:
        program.kill()
    program.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("applied", [True, False], ids=["applied", "not applied"])
def test_a_program_killed_in_mid_request_sends_nothing_twice(
    environment: dict[str, str], sandbox: Sandbox, applied: bool
) -> None:
    program = sending(environment, sandbox, applied=applied)
    program.kill()
    close(program)
    sandbox.faults.replace([Fault.ignore_idempotency()])
    assert states(environment) == ["sending"], "nobody had the time to write anything"
    assert run_program(environment, "send", "--wait", DELIVERED_WITHIN).status == 0
    assert states(environment) == ["sent"]
    assert [one.received["subject"] for one in sandbox.ledger.activities] == ["held"]


def test_the_lock_of_a_killed_sender_is_in_nobodys_way(
    environment: dict[str, str], sandbox: Sandbox
) -> None:
    program = sending(environment, sandbox, applied=True)
    program.kill()
    close(program)
    sandbox.faults.clear()
    assert (Path(environment["STASHLOG_HOME"]) / "sender.lock").exists()
    run_program(environment, "log", "--type", "call", "--subject", "next")
    assert run_program(environment, "send", "--wait", DELIVERED_WITHIN).status == 0
    assert states(environment) == ["sent", "sent"]


def test_a_program_stopped_for_longer_than_its_deadline_goes_on_without_harm(
    environment: dict[str, str], sandbox: Sandbox
) -> None:
    """As in a closed lap-top: what may have arrived is looked for, and is there once."""
    # The shortest there is, so that what is stopped runs into it soon after it goes on.
    set_deadline(environment, 5)
    program = sending(environment, sandbox, applied=True)
    os.kill(program.pid, signal.SIGSTOP)
    try:
        other = run_program(environment, "log", "--type", "call", "--subject", "other", "--json")
        assert other.document["state"] == "waiting", "one request at a time, also over processes"
    finally:
        os.kill(program.pid, signal.SIGCONT)
    sandbox.faults.replace([Fault.ignore_idempotency()])
    close_in_peace(program)
    assert run_program(environment, "send", "--wait", DELIVERED_WITHIN).status == 0
    assert states(environment) == ["sent", "sent"]
    subjects = sorted(str(one.received["subject"]) for one in sandbox.ledger.activities)
    assert subjects == ["held", "other"]


def close_in_peace(program: subprocess.Popen[str]) -> None:
    program.communicate(timeout=PATIENCE)


def test_a_window_that_is_told_to_end_in_mid_request_ends_in_time(
    environment: dict[str, str], sandbox: Sandbox
) -> None:
    """The item is being checked afterwards, not failed and not lost.

    On a disk that is busy the end comes first, and the next start finds it claimed.
    """
    run_program(
        {**environment, "STASHLOG_BASE_URL": "http://127.0.0.1:9/v1"}, "log", "--type", "call"
    )
    sandbox.faults.add(Fault.hold(after_commit=True).on("POST"))
    window = start_program({**environment, "QT_QPA_PLATFORM": "offscreen"}, ())
    try:
        wait_until(lambda: bool(sandbox.ledger.activities), "the window to send")
        window.send_signal(signal.SIGTERM)
        assert window.wait(QUIT_WITHIN) == 0
    finally:
        sandbox.faults.clear()
        close(window)
    assert states(environment) in (["checking"], ["sending"])
    assert run_program(environment, "send", "--wait", DELIVERED_WITHIN).status == 0
    assert len(sandbox.ledger.activities) == 1
