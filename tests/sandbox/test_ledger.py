"""The ledger tells the truth."""

from __future__ import annotations

import base64
import json
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.sandbox import FakeClock, bearer
from tests.support.waiting import PATIENCE

BODY = '{"type":"call",  "subject":"Größe 😀\\u0000","tags":["ä"],"colour":"red","type":"note"}'


def _post(http: httpx.Client, **headers: str) -> httpx.Response:
    sent = {"Content-Type": "application/json", "Idempotency-Key": "k-1", **headers}
    return http.post("activities?a=1&a=%C3%A4", content=BODY.encode(), headers=sent)


def test_a_request_is_kept_as_it_was_received(
    sandbox: Sandbox, http: httpx.Client, clock: FakeClock
) -> None:
    clock.advance(5)
    answer = _post(http, **{"User-Agent": "Stashlog/9"})
    (entry,) = sandbox.ledger.requests
    assert (entry.number, entry.method, entry.path) == (1, "POST", "/v1/activities")
    assert entry.query == (("a", "1"), ("a", "ä"))
    assert entry.time == clock()
    assert entry.body == BODY.encode()
    assert entry.header("User-Agent") == "Stashlog/9"
    assert entry.idempotency_key == "k-1"
    assert (entry.status, entry.committed, entry.finished) == (201, True, True)
    assert entry.request_id == answer.headers["X-Request-Id"]
    assert entry.created_id == answer.json()["data"]["id"]


def test_an_activity_is_kept_with_exactly_the_values_received(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    answer = _post(http)
    (activity,) = sandbox.ledger.activities
    assert activity.id == answer.json()["data"]["id"]
    assert activity.received == json.loads(BODY)
    assert activity.received["subject"] == "Größe 😀\0"
    assert (activity.request_number, activity.idempotency_key) == (1, "k-1")


def test_refused_and_unknown_requests_are_kept_too(sandbox: Sandbox, http: httpx.Client) -> None:
    http.get("nothing")
    http.get(f"http://127.0.0.1:{sandbox.port}/elsewhere")
    http.post("activities", json={})
    seen = [(one.method, one.path, one.status, one.committed) for one in sandbox.ledger.requests]
    assert seen == [
        ("GET", "/v1/nothing", 404, False),
        ("GET", "/elsewhere", 404, False),
        ("POST", "/v1/activities", 400, False),
    ]
    assert [one.path for one in sandbox.ledger.matching("GET")] == ["/v1/nothing", "/elsewhere"]
    assert len(sandbox.ledger.matching("POST", "/v1/activities")) == 1
    assert sandbox.ledger.matching("POST", "/v1/contacts") == []


def test_a_key_is_only_named(sandbox: Sandbox, http: httpx.Client) -> None:
    http.get("deals")
    http.get("deals", headers=bearer(sandbox.keys.revoked))
    http.get("deals", headers=bearer("nds_live_of_a_real_workspace"))
    del http.headers["Authorization"]
    http.get("deals")
    names = [entry.key_name for entry in sandbox.ledger.requests]
    assert names == ["full", "revoked", "unknown", None]
    headers = [entry.header("authorization") for entry in sandbox.ledger.requests]
    assert headers == ["<key full>", "<key revoked>", "<key unknown>", None]
    everything = repr(sandbox.ledger.requests) + json.dumps(sandbox.ledger.to_json())
    assert "nds_" not in everything


def test_a_changed_and_a_deleted_record_count_as_committed(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    path = f"activities/{_post(http).json()['data']['id']}"
    http.patch(path, json={"subject": "x"})
    http.get(path)
    http.delete(path)
    assert [one.committed for one in sandbox.ledger.requests] == [True, True, False, True]
    assert len(sandbox.ledger.activities) == 1


def test_a_request_that_is_cut_while_uploading_creates_nothing(sandbox: Sandbox) -> None:
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /v1/activities HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
            b'Content-Type: application/json\r\n\r\n{"type":"note"}'
        )
    sandbox.ledger.wait_until(lambda ledger: any(one.finished for one in ledger.requests))
    (entry,) = sandbox.ledger.requests
    assert (entry.complete, entry.status, entry.committed) == (False, None, False)
    assert entry.body == b'{"type":"note"}'


def test_the_outcome_is_there_before_the_answer(sandbox: Sandbox, http: httpx.Client) -> None:
    for _ in range(50):
        http.get("deals/dl_none")
        assert sandbox.ledger.requests[-1].finished


def test_another_process_reads_the_same(sandbox: Sandbox, http: httpx.Client) -> None:
    _post(http)
    http.post("activities", content=b"\xff", headers={"Content-Type": "application/json"})
    del http.headers["Authorization"]
    document = http.get(f"{sandbox.control_url}/ledger").json()
    first, second = document["requests"]
    assert base64.b64decode(first["body"]) == BODY.encode()
    assert first["text"] == BODY
    assert first["created_id"] == document["activities"][0]["id"]
    assert document["activities"][0]["received"] == json.loads(BODY)
    assert (second["status"], second["text"]) == (400, None)
    assert base64.b64decode(second["body"]) == b"\xff"


def test_looking_from_outside_is_neither_recorded_nor_limited(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    sandbox.limiter.leave_today(0)
    for name in ("ledger", "faults"):
        answer = http.get(f"{sandbox.control_url}/{name}")
        assert answer.status_code == 200
        assert "X-RateLimit-Limit" not in answer.headers
    assert sandbox.ledger.requests == []


def test_waiting_ends_with_an_error_that_shows_what_came(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    http.get("deals/dl_none")
    with pytest.raises(TimeoutError, match="GET /v1/deals/dl_none -> 404"):
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities), seconds=0.01)


def test_a_cleared_ledger_starts_again(sandbox: Sandbox, http: httpx.Client) -> None:
    created = _post(http).json()["data"]["id"]
    sandbox.ledger.clear()
    assert sandbox.ledger.requests == []
    assert sandbox.ledger.activities == []
    assert http.get(f"activities/{created}").status_code == 200
    assert [one.number for one in sandbox.ledger.requests] == [2]


def test_a_request_that_was_cleared_while_in_progress_stays_forgotten(
    sandbox: Sandbox, http: httpx.Client
) -> None:
    sandbox.faults.add(Fault.hold())
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(http.get, "deals")
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.requests))
        sandbox.ledger.clear()
        http.get("contacts")
        sandbox.faults.release()
        held.result(timeout=PATIENCE)
    assert [one.path for one in sandbox.ledger.requests] == ["/v1/contacts"]
