"""One request on its own thread: who decides, and what can still leave afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest

from stashlog.api.errors import CancelledError, DeadlineError
from stashlog.api.exchange import Exchange, Failed
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode
from tests.api.conftest import DEADLINES, PATIENT, ClientMaker
from tests.support.toy_server import ToyServer, answering, http

Trace = Callable[[str, Mapping[str, Any]], None]
Read = Callable[[httpx.Response], None]

KEY = "nds_test_exchange"
LEAVING = "http11.send_request_headers.started"


class Head:
    """What httpcore hands to the trace hook as the request."""

    method = b"POST"


def test_headers_that_the_library_refuses_have_not_left(make_client: ClientMaker) -> None:
    with ToyServer(answering(http(201))) as server:
        outcome = make_client(server.base_url).create(KEY, b"{}", "two\nlines").outcome
        assert server.requests == []
    unusable = Reason(ReasonCode.KEY_UNUSABLE)
    assert outcome == Outcome(Effect.UNCHANGED, unusable, gate=GateKind.KEY_REFUSED)


def test_a_computer_without_a_thread_to_spare_sends_nothing(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with ToyServer(answering(http(201))) as server:
        client = make_client(server.base_url)
        monkeypatch.setattr(threading.Thread, "start", refuse)
        outcome = client.create(KEY, b"{}", "k").outcome
        monkeypatch.undo()
        assert server.visits == 0
    unforeseen = Reason(ReasonCode.UNFORESEEN, "RuntimeError")
    assert outcome == Outcome(Effect.UNCHANGED, unforeseen, gate=GateKind.SETTINGS)


def test_what_was_given_up_before_it_left_can_leave_no_more() -> None:
    go_on, refused = threading.Event(), threading.Event()

    def send(trace: Trace, _: Read) -> None:
        go_on.wait(PATIENT)
        try:
            trace(LEAVING, {"request": Head()})
        except CancelledError:
            refused.set()

    verdict = Exchange(send).perform(0.05)
    assert isinstance(verdict, Failed)
    assert isinstance(verdict.error, DeadlineError)
    assert not verdict.sent
    go_on.set()
    assert refused.wait(PATIENT)


def test_what_was_given_up_after_it_left_may_have_arrived() -> None:
    go_on = threading.Event()

    def send(trace: Trace, _: Read) -> None:
        trace(LEAVING, {"request": Head()})
        go_on.wait(PATIENT)

    sent = False
    for deadline in DEADLINES:
        verdict = Exchange(send).perform(deadline)
        assert isinstance(verdict, Failed)
        if sent := verdict.sent:
            break
    go_on.set()
    assert sent


def test_the_first_verdict_stands() -> None:
    began, go_on = threading.Event(), threading.Event()

    def send(_: Trace, __: Read) -> None:
        began.set()
        go_on.wait(PATIENT)
        raise httpx.ReadError("too late to matter")

    exchange = Exchange(send)
    verdicts: list[object] = []
    waiting = threading.Thread(target=lambda: verdicts.append(exchange.perform(5)))
    waiting.start()
    assert began.wait(PATIENT)
    exchange.cancel()
    go_on.set()
    waiting.join(PATIENT)
    exchange.cancel()
    (verdict,) = verdicts
    assert isinstance(verdict, Failed)
    assert isinstance(verdict.error, CancelledError)


def test_a_request_that_ends_without_answer_or_error_is_a_failure() -> None:
    verdict = Exchange(lambda trace, read: None).perform(5)  # noqa: ARG005 - that is the fault
    assert isinstance(verdict, Failed)
    assert isinstance(verdict.error, RuntimeError)


def test_the_values_load_without_an_http_library() -> None:
    code = "import sys, stashlog.api.values; print(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert not {"httpx", "httpcore", "pydantic", "truststore"} & set(run.stdout.split())
