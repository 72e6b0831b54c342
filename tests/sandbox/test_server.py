"""Starting, stopping, handing over."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from stashlog.sandbox import PortUnavailableError, Sandbox, SandboxError
from tests.support.sandbox import (
    FakeClock,
    bearer,
    environment_for_python,
    http_client,
    running_sandbox,
)
from tests.support.threads import own_threads


def _get(sandbox: Sandbox) -> httpx.Response:
    url = f"{sandbox.base_url}/deals?limit=1"
    return httpx.get(url, headers=bearer(sandbox.key), trust_env=False)


def test_it_listens_on_this_machine_only() -> None:
    with running_sandbox() as sandbox:
        assert sandbox.base_url == f"http://127.0.0.1:{sandbox.port}/v1"
        assert _get(sandbox).status_code == 200
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", sandbox.port), timeout=20)


def test_it_can_be_pulled_down_and_up_again_with_its_data() -> None:
    with running_sandbox() as sandbox, http_client(sandbox) as http:
        created = http.post("activities", json={"type": "note"}).json()["data"]["id"]
        port = sandbox.port
        for _ in range(5):
            sandbox.stop()
            with pytest.raises(httpx.ConnectError):
                http.get(f"activities/{created}")
            sandbox.start()
            assert sandbox.port == port
            assert http.get(f"activities/{created}").status_code == 200


def test_a_successor_takes_over_port_and_data() -> None:
    with running_sandbox() as old, http_client(old) as http:
        http.post("activities", json={"type": "note"})
        old.stop()
        with Sandbox(data=old.data, port=old.port) as successor:
            assert http.post("activities", json={"type": "call"}).status_code == 201
            assert successor.key == old.key
        assert len(old.ledger.activities) == 2


def test_stopping_does_not_wait_for_idle_connections() -> None:
    with running_sandbox() as sandbox, http_client(sandbox) as http:
        http.get("deals")
        started = time.monotonic()
        sandbox.stop()
        assert time.monotonic() - started < 10


def test_stopping_twice_is_harmless_and_starting_twice_is_refused() -> None:
    with running_sandbox() as sandbox:
        with pytest.raises(SandboxError, match="running already"):
            sandbox.start()
        assert _get(sandbox).status_code == 200
        sandbox.stop()
        sandbox.stop()


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with running_sandbox() as sandbox:
        second = Sandbox(port=sandbox.port)
        with pytest.raises(PortUnavailableError, match=rf"^Port {sandbox.port} .* in use"):
            second.start()
        assert not second.is_running
        assert _get(sandbox).status_code == 200


@pytest.mark.parametrize("port", [70_000, -1])
def test_an_impossible_port_is_said_in_one_sentence(port: int) -> None:
    with pytest.raises(PortUnavailableError, match="not a port"):
        Sandbox(port=port).start()


def test_an_unknown_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="free, starter, pro, scale, enterprise"):
        Sandbox("golden")


def test_it_runs_in_a_daemon_thread_and_leaves_signals_alone() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with running_sandbox():
        (thread,) = own_threads("sandbox-nodestash")
        assert thread.daemon
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert not thread.is_alive()


def test_it_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("uvicorn.error").setLevel(logging.NOTSET)
    with running_sandbox() as sandbox:
        _get(sandbox)
        with socket.create_connection(("127.0.0.1", sandbox.port), timeout=20) as connection:
            connection.sendall(b"not HTTP at all\r\n\r\n")
            assert b"400" in connection.recv(1000)
    assert capfd.readouterr() == ("", "")


def test_equal_seeds_make_equal_keys_and_records(clock: FakeClock) -> None:
    one, two, other = (Sandbox(clock=clock, seed=seed) for seed in (1, 1, 2))
    assert one.key == two.key != other.key
    assert one.workspace.contacts == two.workspace.contacts != other.workspace.contacts


def test_importing_and_making_one_loads_no_web_server() -> None:
    program = (
        "import sys, stashlog.sandbox, stashlog.sandbox.command; stashlog.sandbox.Sandbox();"
        "heavy = {'starlette', 'uvicorn', 'pydantic', 'httpx', 'asyncio', 'PySide6'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env=environment_for_python(),
    )
    assert done.stdout.strip() == "[]"
