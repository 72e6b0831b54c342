"""The fault proxy itself: without this, a test of faults could pass because nothing was spoilt."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator

import pytest

from tests.support.proxy import Fault, FaultProxy
from tests.support.toy_server import ToyServer, Visit
from tests.support.waiting import PATIENCE

ANSWER = b"0123456789"


def echo_answer(visit: Visit) -> None:
    visit.read_some()
    visit.send(ANSWER)


@pytest.fixture
def server() -> Iterator[ToyServer]:
    with ToyServer(echo_answer) as toy:
        yield toy


@pytest.fixture
def proxy(server: ToyServer) -> Iterator[FaultProxy]:
    with FaultProxy(("127.0.0.1", server.port)) as between:
        yield between


def talk(proxy: FaultProxy, within: float = PATIENCE) -> bytes:
    """Send a word and return all that comes back."""
    with socket.create_connection(("127.0.0.1", proxy.port), within) as client:
        client.sendall(b"hello")
        received = b""
        while part := client.recv(100):
            received += part
        return received


def test_without_a_fault_all_bytes_pass(proxy: FaultProxy, server: ToyServer) -> None:
    assert talk(proxy) == ANSWER
    assert server.requests == [b"hello"]
    assert proxy.connections == 1


@pytest.mark.parametrize("keep", [0, 3])
def test_an_answer_is_cut_after_so_many_bytes(
    proxy: FaultProxy, server: ToyServer, keep: int
) -> None:
    proxy.play(Fault(cut_down=keep, gently=True))
    assert talk(proxy) == ANSWER[:keep]
    assert server.requests == [b"hello"]


def test_a_cut_is_a_reset_unless_it_is_gentle(proxy: FaultProxy) -> None:
    proxy.play(Fault(cut_down=0))
    with pytest.raises(ConnectionResetError):
        talk(proxy)


@pytest.mark.parametrize(("keep", "arrived"), [(0, []), (2, [b"he"])])
def test_a_request_is_cut_after_so_many_bytes(
    proxy: FaultProxy, server: ToyServer, keep: int, arrived: list[bytes]
) -> None:
    proxy.play(Fault(cut_up=keep))
    with pytest.raises(ConnectionResetError):
        talk(proxy)
    server.over.acquire(timeout=PATIENCE)
    assert server.requests == arrived


def test_a_connection_is_reset_at_accept(proxy: FaultProxy, server: ToyServer) -> None:
    proxy.play(Fault(reset_at_accept=True))
    with pytest.raises(OSError, match=r"reset|[Bb]roken|aborted"):
        talk(proxy)
    assert server.visits == 0


def test_silence_reaches_neither_side(proxy: FaultProxy, server: ToyServer) -> None:
    proxy.play(Fault(silent=True))
    with pytest.raises(TimeoutError):
        talk(proxy, within=0.1)
    assert server.visits == 0


def test_a_swallowed_answer_leaves_the_client_waiting(proxy: FaultProxy, server: ToyServer) -> None:
    proxy.play(Fault(swallow_answer=True))
    with pytest.raises(TimeoutError):
        talk(proxy, within=0.1)
    assert server.arrived.wait(PATIENCE)
    assert server.requests == [b"hello"]


@pytest.mark.parametrize(
    "delayed", [lambda by: Fault(delay_up=by), lambda by: Fault(delay_down=by)], ids=["up", "down"]
)
def test_a_delayed_byte_is_too_late_for_the_hasty(
    proxy: FaultProxy, delayed: Callable[[float], Fault]
) -> None:
    proxy.play(delayed(PATIENCE))
    with pytest.raises(TimeoutError):
        talk(proxy, within=0.1)
    proxy.play(delayed(0.1))
    began = time.monotonic()
    assert talk(proxy) == ANSWER
    assert time.monotonic() - began >= 0.1


def test_a_dripping_answer_arrives_in_the_end(proxy: FaultProxy) -> None:
    proxy.play(Fault(drip_down=3))
    assert talk(proxy) == ANSWER


def test_refused_connections_work_again_on_the_same_port(proxy: FaultProxy) -> None:
    port = proxy.port
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        talk(proxy)
    proxy.listen()
    assert proxy.port == port
    assert talk(proxy) == ANSWER


def test_standing_connections_are_cut_together(proxy: FaultProxy, server: ToyServer) -> None:
    proxy.play(Fault(swallow_answer=True))
    with socket.create_connection(("127.0.0.1", proxy.port), PATIENCE) as client:
        client.sendall(b"hello")
        assert server.arrived.wait(PATIENCE)
        proxy.cut_all()
        with pytest.raises(ConnectionResetError):
            client.recv(1)


def test_each_connection_can_have_its_own_fault(server: ToyServer) -> None:
    faults = iter([Fault(cut_down=1, gently=True), Fault(cut_down=2, gently=True)])
    with FaultProxy(("127.0.0.1", server.port), lambda: next(faults)) as proxy:
        assert [talk(proxy), talk(proxy)] == [ANSWER[:1], ANSWER[:2]]
