"""After everything that can go wrong, one search for the API key finds it nowhere.

Real programs work on one folder: they are killed in mid-request, meet faults and servers that say
the key aloud, fail by a fault of their own, and write exports. Then data, logs, settings, exports,
everything that was printed, and the arguments of all processes are searched.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.credentials.leaks import files_with, processes_with, spellings
from tests.support.command_line import program_environment, run_program, start_program
from tests.support.sandbox import running_sandbox
from tests.support.toy_server import ToyServer, answering, http
from tests.support.waiting import PATIENCE, wait_until

LOG = ("log", "--type", "call", "--subject", "Canary", "--json")

FAILING_PROGRAM = """
import sys, stashlog.services.delivery as delivery
from stashlog.cli.run import run
def fail(self, *_):
    secret = self._credentials.current().reveal()
    raise RuntimeError(secret)
delivery.Delivery._send = fail
sys.exit(run(sys.argv[1:]))
"""
"""A fault of our own, whose message and local variables hold the key."""


def faults_of(key: str) -> Iterator[Fault]:
    """Yield what a server can do to a request, the key said aloud among it."""
    for status in (401, 422, 500):
        yield Fault.answer_status(status)
    yield Fault.drop_answer()
    yield Fault.captive_portal()
    yield Fault.redirect(f"https://elsewhere.example/{key}")
    yield Fault.raw(f"HTTP/1.1 400 {key}\r\n\r\n{key}".encode())
    yield Fault.refuse_fields([(key, f"Bearer {key}")])


def aloud(key: str) -> ToyServer:
    """A server that repeats the key in every part of its answer."""
    words = f'{{"error":{{"code":"{key}","message":"{key}","details":[{{"message":"{key}"}}]}}}}'
    return ToyServer(answering(http(400, words.encode(), [("X-Request-Id", key)])))


def killed_in_mid_request(sandbox: Sandbox, environment: dict[str, str]) -> str:
    """Kill a program whose request is under way; return what it printed."""
    sandbox.faults.add(Fault.hold())
    before = len(sandbox.ledger.requests)
    with start_program(environment, LOG) as program:
        wait_until(lambda: len(sandbox.ledger.requests) > before, "the request")
        assert processes_with(environment["STASHLOG_API_KEY"]) == []
        program.kill()
        out, err = program.communicate(timeout=PATIENCE)
    return out + err


def everything_said(sandbox: Sandbox, folder: Path) -> str:
    """Let everything go wrong; return all that was printed."""
    key = sandbox.key
    home = folder / "home"
    environment = program_environment(
        home, STASHLOG_API_KEY=key, STASHLOG_BASE_URL=sandbox.base_url
    )
    said = killed_in_mid_request(sandbox, environment)

    def run(*arguments: str, **changes: str) -> None:
        nonlocal said
        answer = run_program({**environment, **changes}, *arguments)
        said += answer.out + answer.err

    for fault in faults_of(key):
        sandbox.faults.add(fault.on("POST"))
        run(*LOG)
    with aloud(key) as server:
        run(*LOG, STASHLOG_BASE_URL=server.base_url)
        run("doctor", STASHLOG_BASE_URL=server.base_url)
    failed = subprocess.run(
        [sys.executable, "-c", FAILING_PROGRAM, *LOG],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
        text=True,
    )
    said += failed.stdout + failed.stderr
    run("outbox", "export", str(folder / "export.json"))
    run("outbox", "export", str(folder / "export.csv"))
    for command in (("outbox", "list"), ("outbox", "list", "--json"), ("key", "status")):
        run(*command)
    run("doctor", "--json")
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="reads the arguments of processes from /proc")
def test_after_kills_faults_and_exports_the_key_is_found_nowhere(tmp_path: Path) -> None:
    with running_sandbox() as sandbox:
        said = everything_said(sandbox, tmp_path)
    log = tmp_path / "home" / "logs" / "stashlog.log"
    assert "RuntimeError" in log.read_text(encoding="utf-8"), "the fault of ours never came"
    assert "Canary" in (tmp_path / "export.csv").read_text(encoding="utf-8")
    assert "Canary" in said
    secret = sandbox.key.removeprefix("nds_test_")
    assert list(files_with(secret, tmp_path)) == []
    assert [one for one in spellings(secret) if one in said.encode()] == []
    assert processes_with(secret) == []
