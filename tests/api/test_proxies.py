"""Company proxies: alive, dead, asking for a password, set up wrongly; never for this computer."""

from __future__ import annotations

import select
import socket
import sys

import pytest

from stashlog.domain.gates import GateKind
from stashlog.domain.outcome import Effect
from stashlog.domain.reasons import Reason, ReasonCode
from tests.api.conftest import HASTY, PATIENT, ClientMaker
from tests.support.certificates import Authority
from tests.support.toy_server import ToyServer, Visit, answering, cutting, http

KEY = "nds_test_proxies"
HOST = "nodestash.invalid"
"""No name server knows it, so a request can reach it only through the proxy."""

CREATED = http(201, b'{"data":{"id":"act_1"}}')
OFFLINE = (Effect.UNCHANGED, Reason(ReasonCode.OFFLINE, HOST), GateKind.OFFLINE)


def use_proxy(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    monkeypatch.setenv("HTTP_PROXY", address)


def create(make_client: ClientMaker, deadline: float = 10.0) -> tuple[object, ...]:
    outcome = make_client(f"https://{HOST}/v1", deadline).create(KEY, b"{}", "k").outcome
    return outcome.effect, outcome.reason, outcome.gate


class TunnelTo:
    """A script of a proxy that opens the tunnel it is asked for, to a fixed port."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, visit: Visit) -> None:
        """Play the proxy on one connection."""
        visit.read_request()
        visit.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self._port)) as server:
            while True:
                ready, _, _ = select.select([visit.connection, server], [], [], 5)
                for source in ready:
                    part = source.recv(65536)
                    if not part:
                        return
                    (server if source is visit.connection else visit.connection).sendall(part)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not trust by environment")
def test_a_proxy_is_passed_through_a_tunnel_and_sees_neither_key_nor_content(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, trusted_authority: Authority
) -> None:
    tls = trusted_authority.server(HOST)
    with (
        ToyServer(answering(CREATED), tls=tls) as server,
        ToyServer(TunnelTo(server.port)) as proxy,
    ):
        use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        assert create(make_client) == (Effect.SENT, None, None)
        assert len(server.requests) == 1
        assert proxy.requests[0].startswith(b"CONNECT nodestash.invalid:443 ")
        assert KEY.encode() not in b"".join(proxy.requests)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not trust by environment")
def test_an_answer_that_is_lost_in_the_tunnel_may_have_arrived(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, trusted_authority: Authority
) -> None:
    tls = trusted_authority.server(HOST)
    with ToyServer(cutting(), tls=tls) as server, ToyServer(TunnelTo(server.port)) as proxy:
        use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        assert create(make_client) == (Effect.MAYBE, Reason(ReasonCode.NO_ANSWER), None)


def test_a_certificate_that_the_proxy_made_up_is_named_as_the_trouble(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, authority: Authority
) -> None:
    with (
        ToyServer(answering(CREATED), tls=authority.server(HOST)) as server,
        ToyServer(TunnelTo(server.port)) as proxy,
    ):
        use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        certificate = Reason(ReasonCode.CERTIFICATE, HOST)
        assert create(make_client) == (Effect.UNCHANGED, certificate, GateKind.SETTINGS)


def test_a_dead_proxy_is_offline(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, silent_port: int
) -> None:
    use_proxy(monkeypatch, f"http://127.0.0.1:{silent_port}")
    assert create(make_client) == OFFLINE


@pytest.mark.parametrize(
    "answer",
    [
        http(407, b"", [("Proxy-Authenticate", "Basic")]),
        http(403, b"Not from here"),
        http(502),
        b"HTTP/1.1 200",
        b"this is no proxy\r\n\r\n",
        b"",
    ],
)
def test_a_proxy_that_opens_no_tunnel_is_offline(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    with ToyServer(cutting(answer)) as proxy:
        use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        assert create(make_client) == OFFLINE
        assert KEY.encode() not in b"".join(proxy.requests)


def test_a_proxy_that_says_nothing_is_offline_at_the_deadline(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(visit: Visit) -> None:
        visit.read_request()
        visit.hold()

    with ToyServer(silent) as proxy:
        use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}")
        assert create(make_client, HASTY) == OFFLINE
        assert proxy.over.acquire(timeout=PATIENT), "the connection outlived the deadline"


@pytest.mark.parametrize(
    "address",
    ["socks5://127.0.0.1:1080", "gopher://127.0.0.1", "http://user:secret@127.0.0.1:x"],
)
def test_proxy_settings_that_make_no_sense_are_a_matter_of_settings(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    use_proxy(monkeypatch, address)
    reason = Reason(ReasonCode.BAD_ADDRESS, HOST)
    assert create(make_client) == (Effect.UNCHANGED, reason, GateKind.SETTINGS)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_server_on_this_computer_is_reached_without_the_proxy(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch, silent_port: int, name: str
) -> None:
    use_proxy(monkeypatch, f"http://127.0.0.1:{silent_port}")
    with ToyServer(answering(CREATED)) as server:
        client = make_client(server.base_url.replace("127.0.0.1", name))
        assert client.create(KEY, b"{}", "k").outcome.effect is Effect.SENT


def test_a_change_of_the_proxy_is_noticed_without_a_restart(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client(f"https://{HOST}/v1")
    with ToyServer(cutting(http(407))) as first, ToyServer(cutting(http(407))) as second:
        for proxy in (first, second):
            use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}")
            client.create(KEY, b"{}", "k")
        assert (first.visits, second.visits) == (1, 1)
