"""How a request reaches nodestash: certificates, proxies, headers, and what is never done.

Every request has a connection of its own. A kept one may be closed by the server in the very moment
in which it is used again, and then nobody knows whether the request arrived; on a fresh one every
failure to connect proves that nothing left. It also means that the system's proxy settings are
those of now, and that there is never a doubt which socket to shut down. The price is a handshake,
about a tenth of a second for each activity.

Never done: redirects (a 302 turns a POST into a GET that looks successful, a 307 hands the text to
another host), cookies, decompression, retries.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
import truststore

from stashlog.api.errors import CancelledError, ProxySettingsError, UnusableKeyError
from stashlog.api.exchange import Exchange, Failed, Received
from stashlog.domain.address import LOOPBACK, host_of

ACTIVITIES = "/activities"


@dataclass(frozen=True, slots=True)
class Request:
    """What to send, without the key.

    Attributes:
        path: Begins with a slash and is appended to the base URL.
        content: The exact bytes of the body, JSON.
        echo: Bytes that we sent, now or before, and that the answer may repeat.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    idempotency_key: str | None = None
    echo: int = 0


class Transport:
    """Sends requests to one base URL.

    Args:
        base_url: As `check_base_url` returns it.
        deadline: Seconds that one request may take in all.
        user_agent: The program's name and version.
    """

    def __init__(self, base_url: str, *, deadline: float, user_agent: str) -> None:
        self._base_url = base_url
        self._deadline = deadline
        self._user_agent = user_agent
        self._trust_environment = host_of(base_url) not in LOOPBACK
        self._lock = threading.Lock()
        self._operations: set[Operation] = set()
        self._closed = False

    @contextmanager
    def operation(self, key: str | None) -> Iterator[Operation]:
        """Open a series of requests that `cancel` ends as one; None sends them without a key."""
        operation = Operation(self._sender(key), self._deadline)
        with self._lock:
            self._operations.add(operation)
            if self._closed:
                operation.cancel()
        try:
            yield operation
        finally:
            with self._lock:
                self._operations.discard(operation)

    def cancel(self) -> None:
        """End every operation that is under way now; later ones are not concerned."""
        with self._lock:
            operations = tuple(self._operations)
        for operation in operations:
            operation.cancel()

    def close(self) -> None:
        """End what is under way and send nothing any more."""
        with self._lock:
            self._closed = True
        self.cancel()

    def _sender(self, key: str | None) -> Callable[[Request], Exchange]:
        return lambda request: Exchange(
            lambda trace, read: self._send(request, key, trace, read), request.echo
        )

    def _send(
        self,
        request: Request,
        key: str | None,
        trace: Callable[[str, Mapping[str, Any]], None],
        read: Callable[[httpx.Response], None],
    ) -> None:
        """Send one request and hand its answer to `read` while the connection is open.

        Raises:
            RequestStoppedError: nothing was sent.
            Exception: whatever httpx and what is below it raise.
        """
        headers = self._headers(request, key)
        with (
            self._client() as client,
            client.stream(
                request.method,
                self._base_url + request.path,
                params=dict(request.query) or None,
                content=request.content,
                headers=headers,
                extensions={"trace": trace},
            ) as response,
        ):
            read(response)

    def _client(self) -> httpx.Client:
        try:
            return httpx.Client(
                verify=system_certificates(),
                trust_env=self._trust_environment,
                follow_redirects=False,
                timeout=self._deadline,
                limits=httpx.Limits(max_keepalive_connections=0),
            )
        except (ImportError, ValueError, httpx.InvalidURL):
            # Not chained: a proxy address can hold a password.
            raise ProxySettingsError from None

    def _headers(self, request: Request, key: str | None) -> dict[str, str]:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        if key is not None:
            # Checked here because the library's own complaint repeats the header's value.
            if not key or not all("!" <= character <= "~" for character in key):
                raise UnusableKeyError
            headers["Authorization"] = f"Bearer {key}"
        if request.content is not None:
            headers["Content-Type"] = "application/json"
        if request.idempotency_key is not None:
            headers["Idempotency-Key"] = request.idempotency_key
        return headers


class Operation:
    """One or more requests, one after the other, that are called off together."""

    def __init__(self, make: Callable[[Request], Exchange], deadline: float) -> None:
        self._make = make
        self._deadline = deadline
        self._lock = threading.Lock()
        self._exchange: Exchange | None = None
        self._cancelled = threading.Event()

    def send(self, request: Request, after: float = 0.0) -> Received | Failed:
        """Send a request after so many seconds and return what came of it; raises nothing."""
        self._cancelled.wait(after)
        with self._lock:
            if self._cancelled.is_set():
                return Failed(CancelledError(), sent=False)
            self._exchange = exchange = self._make(request)
        try:
            return exchange.perform(self._deadline)
        except Exception as error:  # noqa: BLE001 - no thread to be had: nothing was started
            return Failed(error, sent=False)

    def cancel(self) -> None:
        """End the request under way and refuse the rest."""
        with self._lock:
            self._cancelled.set()
            exchange = self._exchange
        if exchange is not None:
            exchange.cancel()


@cache
def system_certificates() -> ssl.SSLContext:
    """Trust what this computer trusts: companies re-sign connections with their own authority."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
