"""Answers that never come, break off, drip or swell, seen from the other end of the wire."""

from __future__ import annotations

import gzip
import socket
import time

import httpx
import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.sandbox import NOTE, bearer, last_outcome, post_note


def _raw_answer(sandbox: Sandbox) -> bytes:
    """Everything that comes back over a bare socket for one activity."""
    body = b'{"type":"note"}'
    head = (
        "POST /v1/activities HTTP/1.1\r\nHost: sandbox\r\nContent-Type: application/json\r\n"
        f"Authorization: {bearer(sandbox.key)['Authorization']}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    received = b""
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=20) as connection:
        connection.sendall(head.encode() + body)
        while part := connection.recv(65_536):
            received += part
    return received


def test_a_dropped_answer_leaves_the_activity_behind(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.drop_answer())
    with pytest.raises(httpx.ReadError):
        post_note(http)
    assert last_outcome(sandbox) == (None, True, ("drop",))
    assert len(sandbox.ledger.activities) == 1
    assert post_note(http).status_code == 201


def test_a_connection_can_drop_before_anything_is_done(
    http: httpx.Client, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.drop_answer(after_commit=False))
    with pytest.raises(httpx.ReadError):
        post_note(http)
    assert last_outcome(sandbox) == (None, False, ("drop",))
    assert sandbox.ledger.activities == []


def test_the_body_can_be_cut(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.cut_body(keep=10, times=2))
    with pytest.raises(httpx.RemoteProtocolError, match="received 10 bytes"):
        post_note(http)
    assert last_outcome(sandbox) == (201, True, ("cut",))
    head, _, body = _raw_answer(sandbox).partition(b"\r\n\r\n")
    assert body == b'{"data":{"'
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length"))
    assert int(length.split(b":")[1]) > 300


def test_bytes_that_are_no_answer_can_come_back(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.raw(b"SSH-2.0-OpenSSH_9.2\r\n", times=2))
    with pytest.raises(httpx.RemoteProtocolError):
        post_note(http)
    assert _raw_answer(sandbox) == b"SSH-2.0-OpenSSH_9.2\r\n"
    assert last_outcome(sandbox) == (None, True, ("raw",))


def test_a_connection_can_be_closed_without_a_byte(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.raw(b""))
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        post_note(http)
    assert len(sandbox.ledger.activities) == 1


@pytest.mark.parametrize("headers_too", [True, False])
def test_an_answer_can_drip(http: httpx.Client, sandbox: Sandbox, headers_too: bool) -> None:
    sandbox.faults.add(Fault.drip(seconds=0.001, size=100, headers_too=headers_too))
    parts = 0
    with http.stream("POST", "activities", json=NOTE) as answer:
        assert answer.status_code == 201
        for _ in answer.iter_raw():
            parts += 1
    assert parts > 2
    assert last_outcome(sandbox) == (201, True, ("drip",))


def test_a_drip_ends_when_the_client_has_gone(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.drip(seconds=0.02))
    with http.stream("POST", "activities", json=NOTE) as answer:
        next(answer.iter_raw())
    started = time.monotonic()
    sandbox.stop()
    assert time.monotonic() - started < 10


def test_a_body_can_be_huge(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.huge_body(3_000_000))
    answer = post_note(http)
    assert len(answer.content) > 3_000_000
    assert answer.json()["data"]["id"] == sandbox.ledger.activities[0].id


def test_a_huge_body_stops_when_the_client_has_gone(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.huge_body(10**15))
    with http.stream("POST", "activities", json=NOTE) as answer:
        next(answer.iter_raw())
    assert post_note(http).status_code == 201
    sandbox.stop()


def test_a_small_body_can_unpack_to_a_huge_one(http: httpx.Client, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.gzip_bomb(5_000_000))
    with http.stream("POST", "activities", json=NOTE) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < 50_000
    assert len(gzip.decompress(packed)) > 5_000_000
