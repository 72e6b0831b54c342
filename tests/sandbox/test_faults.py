"""Every way to misbehave, seen from the client's end of the wire."""

from __future__ import annotations

import gzip
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from tests.support.sandbox import bearer

from stashlog.sandbox import Fault, Sandbox, WrongJson

NOTE = {"type": "note", "subject": "Fault"}


def _post(http: httpx.Client) -> httpx.Response:
    return http.post("activities", json=NOTE)


def _raw_answer(sandbox: Sandbox) -> bytes:
    """Everything that comes back over a bare socket for one activity."""
    body = b'{"type":"note"}'
    head = (
        "POST /v1/activities HTTP/1.1\r\nHost: sandbox\r\nContent-Type: application/json\r\n"
        f"Authorization: {bearer(sandbox.key)['Authorization']}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    received = b""
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=5) as connection:
        connection.sendall(head.encode() + body)
        while part := connection.recv(65_536):
            received += part
    return received


def _outcome(sandbox: Sandbox) -> tuple[int | None, bool, tuple[str, ...]]:
    entry = sandbox.ledger.requests[-1]
    assert entry.finished
    return entry.status, entry.committed, entry.faults


def test_a_dropped_answer_leaves_the_activity_behind(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.drop_answer())
    with pytest.raises(httpx.ReadError):
        _post(http)
    assert _outcome(sandbox) == (None, True, ("drop",))
    assert len(sandbox.ledger.activities) == 1
    assert _post(http).status_code == 201


def test_a_connection_can_drop_before_anything_is_done(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.drop_answer(after_commit=False))
    with pytest.raises(httpx.ReadError):
        _post(http)
    assert _outcome(sandbox) == (None, False, ("drop",))
    assert sandbox.ledger.activities == []


@pytest.mark.parametrize("after_commit", [True, False])
def test_an_answer_can_be_late(http: httpx.Client, sandbox: Sandbox, after_commit: bool) -> None:
    sandbox.faults.add(Fault.delay(0.2, after_commit=after_commit))
    started = time.monotonic()
    assert _post(http).status_code == 201
    assert time.monotonic() - started >= 0.2
    assert _outcome(sandbox) == (201, True, ("delay",))


@pytest.mark.parametrize("after_commit", [True, False])
def test_an_answer_can_be_held_until_it_is_released(
    http: httpx.Client, sandbox: Sandbox, after_commit: bool
) -> None:
    sandbox.faults.add(Fault.hold(after_commit=after_commit))
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(_post, http)
        sandbox.ledger.wait_until(
            lambda ledger: bool(ledger.activities if after_commit else ledger.requests)
        )
        assert len(sandbox.ledger.activities) == int(after_commit)
        assert not sandbox.ledger.requests[0].finished
        sandbox.faults.release()
        assert held.result(timeout=5).status_code == 201
    assert len(sandbox.ledger.activities) == 1


def test_a_client_that_gives_up_waiting_has_created_the_activity(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.hold(after_commit=True))
    with pytest.raises(httpx.ReadTimeout):
        http.post("activities", json=NOTE, timeout=0.05)
    assert len(sandbox.ledger.activities) == 1
    sandbox.faults.clear()
    sandbox.ledger.wait_until(lambda ledger: ledger.requests[0].finished)


@pytest.mark.parametrize("after_commit", [True, False])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504])
def test_any_status_can_come_before_or_after_the_work(
    http: httpx.Client, sandbox: Sandbox, status: int, after_commit: bool
) -> None:
    sandbox.faults.add(Fault.answer_status(status, after_commit=after_commit))
    answer = _post(http)
    assert answer.status_code == status
    assert answer.json()["error"]["code"].isupper()
    assert answer.json()["meta"]["request_id"] == answer.headers["X-Request-Id"]
    assert "X-RateLimit-Limit" in answer.headers
    assert _outcome(sandbox) == (status, after_commit, ("status",))


@pytest.mark.parametrize("retry_after", ["30", "Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-5"])
def test_a_status_can_bring_headers_and_a_body(
    http: httpx.Client, sandbox: Sandbox, retry_after: str
) -> None:
    sandbox.faults.add(
        Fault.answer_status(
            503, retry_after=retry_after, headers={"Content-Type": "text/plain"}, body=b"Busy"
        )
    )
    answer = _post(http)
    assert answer.headers["Retry-After"] == retry_after
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.text == "Busy"


def test_a_status_without_a_body_has_none(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.answer_status(204, after_commit=True))
    answer = _post(http)
    assert (answer.status_code, answer.content) == (204, b"")


def test_fields_can_be_refused_at_will(http: httpx.Client, sandbox: Sandbox) -> None:
    details = [("subject", "Too dull"), ("email", "<img src=x>"), ("metadata.priority", "No")]
    sandbox.faults.add(Fault.refuse_fields(details))
    answer = _post(http)
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
    answer = _post(http)
    assert answer.status_code == 201
    assert extract in answer.content
    assert _outcome(sandbox) == (201, True, ("wrong_json",))


def test_the_json_can_be_something_else(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.wrong_json(WrongJson.NOT_AN_OBJECT))
    sandbox.faults.add(Fault.wrong_json(WrongJson.MISSING_ID))
    sandbox.faults.add(Fault.wrong_json(WrongJson.MISSING_META))
    assert isinstance(_post(http).json(), list)
    without_id = _post(http).json()
    assert without_id["data"]["attributes"]["subject"] == "Fault"
    assert "id" not in without_id["data"] | without_id["data"]["attributes"]
    assert list(_post(http).json()) == ["data"]


def test_the_body_can_be_cut(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.cut_body(keep=10, times=2))
    with pytest.raises(httpx.RemoteProtocolError, match="received 10 bytes"):
        _post(http)
    assert _outcome(sandbox) == (201, True, ("cut",))
    head, _, body = _raw_answer(sandbox).partition(b"\r\n\r\n")
    assert body == b'{"data":{"'
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length"))
    assert int(length.split(b":")[1]) > 300


def test_bytes_that_are_no_answer_can_come_back(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.raw(b"SSH-2.0-OpenSSH_9.2\r\n", times=2))
    with pytest.raises(httpx.RemoteProtocolError):
        _post(http)
    assert _raw_answer(sandbox) == b"SSH-2.0-OpenSSH_9.2\r\n"
    assert _outcome(sandbox) == (None, True, ("raw",))


def test_a_captive_portal_answers_200_and_the_api_hears_nothing(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.captive_portal())
    answer = _post(http)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "X-Request-Id" not in answer.headers
    assert "<html" in answer.text
    assert _outcome(sandbox) == (200, False, ("status",))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_leads_elsewhere(http: httpx.Client, sandbox: Sandbox, status: int) -> None:
    sandbox.faults.add(Fault.redirect("http://elsewhere.example/", status))
    answer = _post(http)
    assert answer.status_code == status
    assert answer.headers["Location"] == "http://elsewhere.example/"
    assert sandbox.ledger.activities == []


@pytest.mark.parametrize("headers_too", [True, False])
def test_an_answer_can_drip(http: httpx.Client, sandbox: Sandbox, headers_too: bool) -> None:
    sandbox.faults.add(Fault.drip(seconds=0.001, size=100, headers_too=headers_too))
    parts = 0
    with http.stream("POST", "activities", json=NOTE) as answer:
        assert answer.status_code == 201
        for _ in answer.iter_raw():
            parts += 1
    assert parts > 2
    assert _outcome(sandbox) == (201, True, ("drip",))


def test_a_drip_ends_when_the_client_has_gone(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.drip(seconds=0.02))
    with http.stream("POST", "activities", json=NOTE) as answer:
        next(answer.iter_raw())
    started = time.monotonic()
    sandbox.stop()
    assert time.monotonic() - started < 2


def test_a_body_can_be_huge(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.huge_body(3_000_000))
    answer = _post(http)
    assert len(answer.content) > 3_000_000
    assert answer.json()["data"]["id"] == sandbox.ledger.activities[0].id


def test_a_huge_body_stops_when_the_client_has_gone(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.huge_body(10**15))
    with http.stream("POST", "activities", json=NOTE) as answer:
        next(answer.iter_raw())
    assert _post(http).status_code == 201
    sandbox.stop()


def test_a_small_body_can_unpack_to_a_huge_one(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.gzip_bomb(5_000_000))
    with http.stream("POST", "activities", json=NOTE) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < 50_000
    assert len(gzip.decompress(packed)) > 5_000_000


def test_stopping_the_server_cuts_off_what_is_held(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.hold())
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(_post, http)
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.requests))
        sandbox.stop()
        with pytest.raises(httpx.TransportError):
            held.result(timeout=5)
    assert sandbox.ledger.activities == []
    sandbox.faults.release()
