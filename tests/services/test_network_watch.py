"""The network's return is a hint to try at once."""

import socket

import pytest

from stashlog.services.network_watch import NetworkWatch, has_route


def test_the_return_of_the_network_is_told_once() -> None:
    looks = iter([True, True, False, False, True, True])
    watch = NetworkWatch(lambda: next(looks))
    assert [watch.returned() for _ in range(6)] == [False, False, False, False, True, False]


def test_without_a_way_out_there_is_no_route(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: socket.socket, _address: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert not has_route()
