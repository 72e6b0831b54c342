"""Every fault of the network, on real sockets: what becomes of the item."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from stashlog.api.exchange import LARGEST_BODY
from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect, Outcome
from stashlog.domain.reasons import Reason, ReasonCode
from tests.api.conftest import DEADLINES, HASTY, PATIENT, ClientMaker
from tests.support.proxy import Fault, FaultProxy
from tests.support.toy_server import (
    Script,
    ToyServer,
    Visit,
    answering,
    black_hole,
    cutting,
    http,
)

if TYPE_CHECKING:
    from stashlog.api.client import Nodestash
    from tests.support.certificates import Authority

KEY = "nds_test_networkfaults"
BODY = b'{"type":"call","subject":"Hello"}'
CREATED = http(201, b'{"data":{"id":"act_1"}}', [("X-Request-Id", "req_1")])

OFFLINE = (Effect.UNCHANGED, ReasonCode.OFFLINE, GateKind.OFFLINE)
CERTIFICATE = (Effect.UNCHANGED, ReasonCode.CERTIFICATE, GateKind.SETTINGS)
NO_ANSWER = (Effect.MAYBE, ReasonCode.NO_ANSWER, None)
UNREADABLE = (Effect.MAYBE, ReasonCode.UNREADABLE_ANSWER, None)
SENT = (Effect.SENT, None, None)

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems take trust and full queues differently"
)


def create(client: Nodestash, body: bytes = BODY) -> Outcome:
    return client.create(KEY, body, "stashlog-activity-1").outcome


def row(outcome: Outcome) -> tuple[Effect, ReasonCode | None, GateKind | None]:
    code = None if outcome.reason is None else outcome.reason.code
    return outcome.effect, code, outcome.gate


def reset_at_once(visit: Visit) -> None:
    visit.reset()


def reset_while_uploading(visit: Visit) -> None:
    visit.read_some()
    visit.reset()


def silent(visit: Visit) -> None:
    visit.read_request()
    visit.hold()


def dripping(start: bytes, drop: bytes) -> Script:
    def script(visit: Visit) -> None:
        visit.read_request()
        visit.send(start)
        visit.drip(drop)

    return script


def gigabyte(visit: Visit) -> None:
    visit.read_request()
    visit.send(b"HTTP/1.1 201 Created\r\nContent-Length: 1000000000\r\n\r\n")
    for _ in range(1000):
        visit.send(b"x" * 1_000_000)


def refuses_a_gigabyte(visit: Visit) -> None:
    visit.read_request()
    visit.send(b"HTTP/1.1 400 Bad\r\nContent-Length: 1000000000\r\n\r\n")
    for _ in range(1000):
        visit.send(b"x" * 1_000_000)


BOMB = gzip.compress(b"0" * 50_000_000)
ENDLESS_HEADERS = dripping(b"HTTP/1.1 201 Created\r\n", b"X-More: 1\r\n")
ENDLESS_BODY = dripping(b"HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n{", b" ")
UNSIZED_BODY = dripping(b"HTTP/1.1 201 Created\r\n\r\n", b'{"data":{"id":"act_1"}}')
ENDLESS_CHUNKS = dripping(
    b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"
)
ENDLESS_PROMISES = dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n")
PORTAL = b"<!doctype html><title>Welcome to the hotel</title>"
DATA = b'{"data":{"id":"act_1"}'


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param(reset_while_uploading, NO_ANSWER, id="reset in mid-request"),
        pytest.param(cutting(), NO_ANSWER, id="applied but answer dropped"),
        pytest.param(cutting(b"HTTP/1.1 20"), NO_ANSWER, id="status line cut"),
        pytest.param(cutting(b"HTTP/1.1 201 Created\r\nX-A"), NO_ANSWER, id="headers cut"),
        pytest.param(cutting(CREATED[:-4]), UNREADABLE, id="body cut"),
        pytest.param(cutting(b"SSH-2.0-OpenSSH_9.2\r\n"), NO_ANSWER, id="not HTTP"),
        pytest.param(cutting(b"\x16\x03\x01\x02\x00\x01"), NO_ANSWER, id="TLS on a plain port"),
        pytest.param(cutting(b"\x00" * 200_000), NO_ANSWER, id="a flood of zeros"),
        pytest.param(cutting(b"HTTP/1.1 20x OK\r\n\r\n"), NO_ANSWER, id="status of letters"),
        pytest.param(answering(http(200, PORTAL)), UNREADABLE, id="captive portal, 200"),
        pytest.param(gigabyte, UNREADABLE, id="a gigabyte"),
        pytest.param(
            answering(http(201, BOMB, [("Content-Encoding", "gzip")])), UNREADABLE, id="gzip bomb"
        ),
        pytest.param(
            answering(http(201, DATA + b"}", [("Content-Encoding", "br")])), UNREADABLE, id="br"
        ),
        pytest.param(
            answering(http(201, DATA + b"}", [("Content-Encoding", "Identity")])),
            SENT,
            id="identity is no encoding",
        ),
        pytest.param(answering(http(201, b'{"data":{"id":"\xff"}}')), UNREADABLE, id="no UTF-8"),
        pytest.param(answering(http(201, DATA + b',"n":NaN}')), UNREADABLE, id="NaN"),
        pytest.param(answering(http(201, b"[" * 100_000)), UNREADABLE, id="deep JSON"),
        pytest.param(answering(http(201, b'["act_1"]')), UNREADABLE, id="wrong JSON"),
        pytest.param(answering(http(204)), UNREADABLE, id="no content"),
        pytest.param(answering(CREATED), SENT, id="no fault at all"),
    ],
)
def test_what_the_server_does_to_the_answer(
    make_client: ClientMaker, script: Script, expected: object
) -> None:
    with ToyServer(script) as server:
        assert row(create(make_client(server.base_url))) == expected
        assert server.visits == 1


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param(silent, NO_ANSWER, id="answer after the deadline"),
        pytest.param(ENDLESS_HEADERS, NO_ANSWER, id="headers drip for ever"),
        pytest.param(ENDLESS_PROMISES, NO_ANSWER, id="promises drip for ever"),
        pytest.param(ENDLESS_BODY, UNREADABLE, id="body drips for ever"),
        pytest.param(ENDLESS_CHUNKS, UNREADABLE, id="chunks drip for ever"),
        pytest.param(UNSIZED_BODY, UNREADABLE, id="a body without end"),
    ],
)
def test_the_deadline_holds_whatever_the_server_does(
    make_client: ClientMaker, script: Script, expected: object
) -> None:
    with ToyServer(script) as server:
        assert_at_deadline(make_client, server.base_url, expected)
        assert server.over.acquire(timeout=PATIENT), "the connection outlived the deadline"


def assert_at_deadline(make_client: ClientMaker, base_url: str, expected: object) -> None:
    """Send, and see what comes of it at the deadline and not before."""
    for deadline in DEADLINES:
        began = time.monotonic()
        came = row(create(make_client(base_url, deadline)))
        assert deadline <= time.monotonic() - began < deadline + PATIENT
        if came == expected:
            break
    assert came == expected


def test_a_reset_at_accept_loses_nothing(make_client: ClientMaker) -> None:
    """Whether the reset overtakes our first byte is for the network to decide."""
    with ToyServer(reset_at_once) as server:
        outcomes = {row(create(make_client(server.base_url))) for _ in range(5)}
    assert outcomes <= {OFFLINE, NO_ANSWER}


def test_a_refusal_stands_even_if_its_body_never_ends(make_client: ClientMaker) -> None:
    with ToyServer(refuses_a_gigabyte) as server:
        outcome = create(make_client(server.base_url))
    assert outcome.reason == Reason(ReasonCode.REFUSED_STATUS, "400")


def test_a_body_of_exactly_the_limit_is_read(make_client: ClientMaker) -> None:
    body = DATA + b" " * (LARGEST_BODY - len(DATA) - 1) + b"}"
    room = b" " * 10_000  # more than a small request repeated in the longest spelling
    with ToyServer(answering(http(201, body)), answering(http(201, body + room))) as server:
        client = make_client(server.base_url)
        assert row(create(client)) == SENT
        assert row(create(client)) == UNREADABLE


def test_a_redirect_is_not_followed_and_names_its_target(make_client: ClientMaker) -> None:
    with ToyServer(answering(CREATED)) as elsewhere:
        location = f"{elsewhere.base_url}/login".replace("127.0.0.1", "localhost")
        for status in (302, 307, 308):
            answer = http(status, PORTAL, [("Location", location)])
            with ToyServer(answering(answer)) as server:
                outcome = create(make_client(server.base_url))
            assert outcome.reason == Reason(ReasonCode.REDIRECTED, "localhost")
            assert (outcome.effect, outcome.gate) == (Effect.UNCHANGED, GateKind.SETTINGS)
        assert elsewhere.visits == 0


def test_a_cut_while_uploading_may_have_arrived(make_client: ClientMaker) -> None:
    note = b'{"type":"note","body":"' + b"x" * 8_000_000 + b'"}'
    with ToyServer(reset_while_uploading) as server:
        assert row(create(make_client(server.base_url), note)) == NO_ANSWER


def test_a_refusal_in_the_middle_of_an_upload_is_heard(make_client: ClientMaker) -> None:
    def too_large(visit: Visit) -> None:
        visit.read_some()
        visit.send(http(413, b'{"error":{"message":"Too large"}}'))
        visit.hold()

    with ToyServer(too_large) as server:
        outcome = create(make_client(server.base_url), b"x" * 8_000_000)
    assert outcome.reason == Reason(ReasonCode.REFUSED, "Too large")


def test_a_name_that_does_not_exist_is_offline(make_client: ClientMaker) -> None:
    outcome = create(make_client("https://nodestash.invalid/v1"))
    assert row(outcome) == OFFLINE
    assert outcome.reason == Reason(ReasonCode.OFFLINE, "nodestash.invalid")


def test_a_refused_connection_is_offline(make_client: ClientMaker, silent_port: int) -> None:
    assert row(create(make_client(f"http://127.0.0.1:{silent_port}/v1"))) == OFFLINE


@linux_only
def test_a_connection_that_nobody_answers_is_offline_at_the_deadline(
    make_client: ClientMaker,
) -> None:
    with black_hole() as port:
        began = time.monotonic()
        outcome = create(make_client(f"http://127.0.0.1:{port}/v1", HASTY))
        assert row(outcome) == OFFLINE
        assert HASTY <= time.monotonic() - began < PATIENT


def test_a_name_look_up_that_hangs_is_given_up_and_sends_nothing_later(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()
    look_up = socket.getaddrinfo

    def slow_look_up(*arguments: object, **options: object) -> object:
        answer.wait(PATIENT)
        return look_up(*arguments, **options)  # type: ignore[arg-type] # handed on unread

    monkeypatch.setattr(socket, "getaddrinfo", slow_look_up)
    with ToyServer(answering(CREATED)) as server:
        outcome = create(make_client(server.base_url.replace("127.0.0.1", "localhost"), HASTY))
        assert row(outcome) == OFFLINE
        answer.set()
        assert server.over.acquire(timeout=PATIENT), "the late connection is closed again"
        assert server.requests == []


def test_a_server_that_never_shakes_hands_is_offline(make_client: ClientMaker) -> None:
    def silent_handshake(visit: Visit) -> None:
        visit.read_some()
        visit.hold()

    with ToyServer(silent_handshake) as server:
        outcome = create(make_client(server.base_url.replace("http:", "https:"), HASTY))
        assert row(outcome) == OFFLINE
        assert server.over.acquire(timeout=PATIENT), "the connection outlived the deadline"


def test_a_plain_server_where_tls_is_expected_is_offline(make_client: ClientMaker) -> None:
    def plain(visit: Visit) -> None:
        visit.read_some()
        visit.send(http(200, PORTAL))

    with ToyServer(plain) as server:
        assert row(create(make_client(server.base_url.replace("http:", "https:")))) == OFFLINE


def test_an_unknown_authority_is_a_certificate_trouble(
    make_client: ClientMaker, authority: Authority
) -> None:
    with ToyServer(answering(CREATED), tls=authority.server()) as server:
        outcome = create(make_client(server.base_url))
        assert row(outcome) == CERTIFICATE
        assert outcome.reason == Reason(ReasonCode.CERTIFICATE, "127.0.0.1")
        assert server.requests == []


@linux_only
@pytest.mark.parametrize("wrong", ["expired", "wrong host"])
def test_a_bad_certificate_of_a_known_authority_is_a_certificate_trouble(
    make_client: ClientMaker, trusted_authority: Authority, wrong: str
) -> None:
    tls = (
        trusted_authority.server(expired=True)
        if wrong == "expired"
        else trusted_authority.server("other.example")
    )
    with ToyServer(answering(CREATED), tls=tls) as server:
        assert row(create(make_client(server.base_url))) == CERTIFICATE
        assert server.requests == []


@linux_only
def test_a_certificate_that_the_system_trusts_is_good(
    make_client: ClientMaker, trusted_authority: Authority
) -> None:
    with ToyServer(answering(CREATED), tls=trusted_authority.server()) as server:
        assert row(create(make_client(server.base_url))) == SENT


@linux_only
def test_a_cut_inside_tls_may_have_arrived(
    make_client: ClientMaker, trusted_authority: Authority
) -> None:
    with ToyServer(cutting(b"HTTP/1.1 20"), tls=trusted_authority.server()) as server:
        assert row(create(make_client(server.base_url))) == NO_ANSWER


@linux_only
def test_the_deadline_holds_inside_tls(
    make_client: ClientMaker, trusted_authority: Authority
) -> None:
    with ToyServer(ENDLESS_HEADERS, tls=trusted_authority.server()) as server:
        assert_at_deadline(make_client, server.base_url, NO_ANSWER)
        assert server.over.acquire(timeout=PATIENT), "the connection outlived the deadline"


def test_every_request_has_its_own_connection_so_a_closed_one_is_never_used_again(
    make_client: ClientMaker,
) -> None:
    with ToyServer(cutting(CREATED)) as server:
        client = make_client(server.base_url)
        assert [row(create(client)) for _ in range(3)] == [SENT, SENT, SENT]
        assert server.visits == 3


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(), SENT),
        (Fault(cut_down=0), NO_ANSWER),
        (Fault(cut_down=20), NO_ANSWER),
        (Fault(cut_down=len(CREATED) - 1), UNREADABLE),
        (Fault(cut_down=len(CREATED) - 1, gently=True), UNREADABLE),
        (Fault(cut_up=0), NO_ANSWER),
        (Fault(cut_up=40), NO_ANSWER),
        (Fault(drip_down=7), SENT),
    ],
)
def test_what_a_bad_line_does(make_client: ClientMaker, fault: Fault, expected: object) -> None:
    with ToyServer(answering(CREATED)) as server, FaultProxy(("127.0.0.1", server.port)) as line:
        line.play(fault)
        assert row(create(make_client(line.base_url()))) == expected


@pytest.mark.parametrize("fault", [Fault(silent=True), Fault(swallow_answer=True)])
def test_a_line_that_falls_silent_ends_at_the_deadline(
    make_client: ClientMaker, fault: Fault
) -> None:
    with ToyServer(answering(CREATED)) as server, FaultProxy(("127.0.0.1", server.port)) as line:
        line.play(fault)
        assert_at_deadline(make_client, line.base_url(), NO_ANSWER)


def test_no_network_and_network_back(make_client: ClientMaker) -> None:
    with ToyServer(answering(CREATED)) as server, FaultProxy(("127.0.0.1", server.port)) as line:
        client = make_client(line.base_url())
        line.refuse()
        assert row(create(client)) == OFFLINE
        line.listen()
        assert row(create(client)) == SENT
