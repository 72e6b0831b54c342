"""A client with a short deadline, and an environment without proxies of this computer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from stashlog.api.client import Nodestash
from tests.support import ports
from tests.support.certificates import Authority, new_authority
from tests.support.threads import own_threads

HASTY = 0.3
"""Seconds; the deadline of requests that are meant to run into it."""

DEADLINES = (HASTY, 10 * HASTY, 100 * HASTY)
"""Where a request has to be at some point before its deadline: a busy computer may take all of the
first, and the last shows that."""

PATIENT = 60.0
"""Seconds; for requests that end by themselves, so that a busy computer fails no test."""

ClientMaker = Callable[..., Nodestash]


@pytest.fixture
def make_client() -> Iterator[ClientMaker]:
    """Makes clients that are closed in the end."""
    clients: list[Nodestash] = []

    def make(base_url: str, deadline: float = PATIENT) -> Nodestash:
        client = Nodestash(base_url, deadline=deadline, user_agent="Stashlog/0.0")
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the proxies of the computer that runs the tests out of them."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def no_request_is_left_behind() -> Iterator[None]:
    """Fail a test after which a request still runs."""
    yield
    for thread in own_threads("stashlog-request"):
        thread.join(PATIENT)
        assert not thread.is_alive()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port of 127.0.0.1 that refuses connections for as long as the test runs."""
    with ports.silent_port() as port:
        yield port


@pytest.fixture
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A certificate authority that nobody trusts yet."""
    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted_authority(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """One that programs on Linux trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority
