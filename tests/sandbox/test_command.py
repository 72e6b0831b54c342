"""`stashlog sandbox` as a process of its own."""

from __future__ import annotations

import io
import signal
import sys

import httpx
import pytest

from stashlog.sandbox.command import run
from tests.support.sandbox import bearer, running_sandbox, sandbox_process
from tests.support.waiting import PATIENCE


def test_it_prints_its_base_url_and_key_at_once_and_serves() -> None:
    with sandbox_process("pro") as running:
        created = httpx.post(
            f"{running.base_url}/activities",
            headers=bearer(running.key),
            json={"type": "note"},
            trust_env=False,
        )
        assert created.headers["X-RateLimit-Limit"] == "250000"
        ledger = httpx.get(f"{running.control_url}/ledger", trust_env=False).json()
        assert ledger["activities"][0]["id"] == created.json()["data"]["id"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be sent to a process there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(number: signal.Signals) -> None:
    with sandbox_process() as running:
        running.process.send_signal(number)
        _, errors = running.process.communicate(timeout=PATIENCE)
        assert (running.process.returncode, errors) == (0, "")


def test_a_port_in_use_is_one_sentence_and_status_2() -> None:
    out, errors = io.StringIO(), io.StringIO()
    with running_sandbox() as sandbox:
        assert run(sandbox.port, "free", out, errors) == 2
        expected = f"Port {sandbox.port} on 127.0.0.1 is in use by another program.\n"
    assert (out.getvalue(), errors.getvalue()) == ("", expected)


def test_an_unknown_plan_is_one_sentence_and_status_2() -> None:
    out, errors = io.StringIO(), io.StringIO()
    assert run(0, "golden", out, errors) == 2
    assert out.getvalue() == ""
    assert errors.getvalue().count("\n") == 1
    assert "golden" in errors.getvalue()


def test_signals_are_handled_as_before_once_it_is_over() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    run(-1, "free", io.StringIO(), io.StringIO())
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
