"""Real programs on one store: at once, interrupted, and with a pipe that ends early."""

import json
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.command_line import (
    DELIVERED_WITHIN,
    NOWHERE,
    PATIENCE,
    program_environment,
    run_program,
    start_program,
)

AT_ONCE = 3


def test_several_programs_log_at_once_and_each_activity_arrives_once(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    environment = program_environment(
        tmp_path / "home", STASHLOG_BASE_URL=sandbox.base_url, STASHLOG_API_KEY=sandbox.key
    )
    running = [
        start_program(environment, ("log", "--type", "call", "--subject", f"call {n}", "--json"))
        for n in range(AT_ONCE)
    ]
    ends = [program.communicate(timeout=PATIENCE) for program in running]
    assert [program.returncode for program in running] == [0] * AT_ONCE, ends
    ids = {json.loads(out)["id"] for out, _ in ends}
    assert len(ids) == AT_ONCE
    assert run_program(environment, "send", "--wait", DELIVERED_WITHIN).status == 0
    arrived = Counter(activity.received["subject"] for activity in sandbox.ledger.activities)
    assert arrived == {f"call {n}": 1 for n in range(AT_ONCE)}
    listed = run_program(environment, "outbox", "list", "--json").document
    assert {item["state"] for item in listed} == {"sent"}


def test_the_same_store_serves_programs_without_a_server(tmp_path: Path) -> None:
    environment = program_environment(
        tmp_path / "home", STASHLOG_BASE_URL=NOWHERE, STASHLOG_API_KEY="nds_test_abc"
    )
    running = [
        start_program(environment, ("log", "--type", "note", "--json")) for _ in range(AT_ONCE)
    ]
    ends = [program.communicate(timeout=PATIENCE) for program in running]
    assert [program.returncode for program in running] == [0] * AT_ONCE, ends
    listed = run_program(environment, "outbox", "list", "--json").document
    assert [item["state"] for item in listed] == ["waiting"] * AT_ONCE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send SIGINT to one process")
def test_an_interrupted_attempt_keeps_what_was_stored(tmp_path: Path, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.hold().on(method="POST"))
    environment = program_environment(
        tmp_path / "home", STASHLOG_BASE_URL=sandbox.base_url, STASHLOG_API_KEY=sandbox.key
    )
    program = start_program(environment, ("log", "--type", "call", "--json"))
    sandbox.ledger.wait_until(lambda ledger: bool(ledger.requests), PATIENCE)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == 130, err
    [item] = run_program(environment, "outbox", "list", "--json").document
    assert json.loads(out)["id"] == item["id"]
    sandbox.faults.clear()
    run_program(environment, "send")
    [item] = run_program(environment, "outbox", "list", "--json").document
    assert item["state"] in ("checking", "sent")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reports a closed pipe differently")
def test_a_reader_that_ends_early_gets_no_complaint(tmp_path: Path) -> None:
    environment = program_environment(tmp_path / "home")
    with start_program(environment, ("--help",)) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        assert program.stderr.read() == ""
        assert program.wait(PATIENCE) in (0, 1)


def test_a_terminal_without_unicode_is_no_obstacle(tmp_path: Path) -> None:
    environment = {
        **program_environment(tmp_path / "home"),
        "PYTHONIOENCODING": "ascii",
        "LC_ALL": "C",
    }
    run_program(environment, "log", "--draft", "--subject", "Grüße \U0001f600")
    assert run_program(environment, "outbox", "list").status == 0
    listed = run_program(environment, "outbox", "list", "--json").document
    assert listed[0]["subject"] == "Grüße \U0001f600"
