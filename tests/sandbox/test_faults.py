"""Every way to misbehave, seen from the client's end of the wire."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from stashlog.sandbox import Fault, Sandbox, WrongJson
from tests.support.sandbox import NOTE, last_outcome, post_note


@pytest.mark.parametrize("after_commit", [True, False])
def test_an_answer_can_be_late(http: httpx.Client, sandbox: Sandbox, after_commit: bool) -> None:
    sandbox.faults.add(Fault.delay(0.2, after_commit=after_commit))
    started = time.monotonic()
    assert post_note(http).status_code == 201
    assert time.monotonic() - started >= 0.2
    assert last_outcome(sandbox) == (201, True, ("delay",))


@pytest.mark.parametrize("after_commit", [True, False])
def test_an_answer_can_be_held_until_it_is_released(
    http: httpx.Client, sandbox: Sandbox, after_commit: bool
) -> None:
    sandbox.faults.add(Fault.hold(after_commit=after_commit))
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(post_note, http)
        sandbox.ledger.wait_until(
            lambda ledger: bool(ledger.activities if after_commit else ledger.requests)
        )
        assert len(sandbox.ledger.activities) == int(after_commit)
        assert not sandbox.ledger.requests[0].finished
        sandbox.faults.release()
        assert held.result(timeout=20).status_code == 201
    assert len(sandbox.ledger.activities) == 1


def test_a_client_that_gives_up_waiting_has_created_the_activity(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.hold(after_commit=True))
    with pytest.raises(httpx.ReadTimeout):
        http.post("activities", json=NOTE, timeout=httpx.Timeout(20, read=0.3))
    sandbox.ledger.wait_until(lambda ledger: len(ledger.activities) == 1)
    sandbox.faults.clear()
    sandbox.ledger.wait_until(lambda ledger: ledger.requests[0].finished)


@pytest.mark.parametrize("after_commit", [True, False])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504])
def test_any_status_can_come_before_or_after_the_work(
    http: httpx.Client, sandbox: Sandbox, status: int, after_commit: bool
) -> None:
    sandbox.faults.add(Fault.answer_status(status, after_commit=after_commit))
    answer = post_note(http)
    assert answer.status_code == status
    assert answer.json()["error"]["code"].isupper()
    assert answer.json()["meta"]["request_id"] == answer.headers["X-Request-Id"]
    assert "X-RateLimit-Limit" in answer.headers
    assert last_outcome(sandbox) == (status, after_commit, ("status",))


@pytest.mark.parametrize("retry_after", ["30", "Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-5"])
def test_a_status_can_bring_headers_and_a_body(
    http: httpx.Client, sandbox: Sandbox, retry_after: str
) -> None:
    sandbox.faults.add(
        Fault.answer_status(
            503, retry_after=retry_after, headers={"Content-Type": "text/plain"}, body=b"Busy"
        )
    )
    answer = post_note(http)
    assert answer.headers["Retry-After"] == retry_after
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.text == "Busy"


def test_a_status_without_a_body_has_none(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.answer_status(204, after_commit=True))
    answer = post_note(http)
    assert (answer.status_code, answer.content) == (204, b"")


def test_fields_can_be_refused_at_will(http: httpx.Client, sandbox: Sandbox) -> None:
    details = [("subject", "Too dull"), ("email", "<img src=x>"), ("metadata.priority", "No")]
    sandbox.faults.add(Fault.refuse_fields(details))
    answer = post_note(http)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"
    assert [(one["field"], one["message"]) for one in answer.json()["error"]["details"]] == details
    assert sandbox.ledger.activities == []


@pytest.mark.parametrize(
    ("wrong", "extract"),
    [
        (WrongJson.INVALID, b",}"),
        (WrongJson.INVALID_UTF8, b"\xff\xfe"),
        (WrongJson.NOT_A_NUMBER, b"NaN"),
        (WrongJson.DEEP, b"[" * 10_000),
    ],
)
def test_the_json_can_be_broken(
    http: httpx.Client, sandbox: Sandbox, wrong: WrongJson, extract: bytes
) -> None:
    sandbox.faults.add(Fault.wrong_json(wrong))
    answer = post_note(http)
    assert answer.status_code == 201
    assert extract in answer.content
    assert last_outcome(sandbox) == (201, True, ("wrong_json",))


def test_the_json_can_be_something_else(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.wrong_json(WrongJson.NOT_AN_OBJECT))
    sandbox.faults.add(Fault.wrong_json(WrongJson.MISSING_ID))
    sandbox.faults.add(Fault.wrong_json(WrongJson.MISSING_META))
    assert isinstance(post_note(http).json(), list)
    without_id = post_note(http).json()
    assert without_id["data"]["attributes"]["subject"] == "Fault"
    assert "id" not in without_id["data"] | without_id["data"]["attributes"]
    assert list(post_note(http).json()) == ["data"]


def test_a_captive_portal_answers_200_and_the_api_hears_nothing(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.captive_portal())
    answer = post_note(http)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "X-Request-Id" not in answer.headers
    assert "<html" in answer.text
    assert last_outcome(sandbox) == (200, False, ("status",))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_leads_elsewhere(http: httpx.Client, sandbox: Sandbox, status: int) -> None:
    sandbox.faults.add(Fault.redirect("http://elsewhere.example/", status))
    answer = post_note(http)
    assert answer.status_code == status
    assert answer.headers["Location"] == "http://elsewhere.example/"
    assert sandbox.ledger.activities == []


def test_stopping_the_server_cuts_off_what_is_held(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.hold())
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(post_note, http)
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.requests))
        sandbox.stop()
        with pytest.raises(httpx.TransportError):
            held.result(timeout=20)
    assert sandbox.ledger.activities == []
    sandbox.faults.release()
