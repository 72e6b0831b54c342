"""One request and its answer, on a thread of its own, ended from outside at any point.

httpx has time limits for single reads and writes, none for the whole: a server that drips one byte
a second holds a request for ever, and neither a name look-up nor the system's certificate check
can be interrupted at all. So the request runs on its own daemon thread and whoever wants the answer
waits for that thread no longer than the deadline. Giving up has two parts: a verdict is set, after
which the trace hook lets nothing leave any more, and the socket is shut down, which wakes the
thread. A thread that cannot be woken ends by itself later, and cannot send anything.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from stashlog.api.errors import CancelledError, DeadlineError

LARGEST_BODY = 1024 * 1024
"""Bytes of an answer that are read; every documented answer is far smaller."""

ECHO = 6
"""An answer may repeat what we sent, and spell a character of one byte in six: `\\u0001`."""

_FAREWELL = 0.2
"""Seconds that a given-up request gets to end, so that normally nothing is left running."""


@dataclass(frozen=True, slots=True)
class Received:
    """The server answered at least with a status and headers.

    Attributes:
        headers: Lower-case names; of a repeated header the first.
        body: None when it was cut, too large, compressed although nobody asked, or too slow.
        too_large: Whether it was that.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes | None
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer came.

    Attributes:
        error: Why. Its text may hold the key, so nothing but its type may be shown or logged.
        sent: Whether anything of the request may have left this computer.
    """

    error: Exception
    sent: bool


Send = Callable[[Callable[[str, Mapping[str, Any]], None], Callable[[httpx.Response], None]], None]
"""Sends the request; given the trace hook, and what to call with the answer before it closes."""


class Exchange:
    """Runs one request. `perform` is called once, `cancel` from any thread at any time.

    Args:
        send: Sends the request.
        echo: Bytes of ours that the answer may repeat; so much more of it is read.
    """

    def __init__(self, send: Send, echo: int = 0) -> None:
        self._send = send
        self._largest = LARGEST_BODY + ECHO * echo
        self._too_large = False
        self._lock = threading.Lock()
        self._decided = threading.Event()
        self._verdict: Received | Failed | None = None
        self._left = False
        self._head: tuple[int, Mapping[str, str]] | None = None
        self._body: bytes | None = None
        self._socket: socket.socket | None = None

    def perform(self, deadline: float) -> Received | Failed:
        """Send the request and wait for its end, at most `deadline` seconds."""
        thread = threading.Thread(target=self._run, name="stashlog-request", daemon=True)
        thread.start()
        if not self._decided.wait(deadline):
            self._give_up(DeadlineError())
        thread.join(_FAREWELL)
        return self._decide(None)

    def cancel(self) -> None:
        """Free whoever waits in `perform`, at once."""
        self._give_up(CancelledError())

    def _give_up(self, why: Exception) -> None:
        self._decide(why)
        with self._lock:
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _decide(self, error: Exception | None) -> Received | Failed:
        """Set the verdict, unless there is one already; the first to come decides."""
        with self._lock:
            if self._verdict is None:
                if self._head is not None:
                    body = self._body if error is None else None
                    self._verdict = Received(*self._head, body, self._too_large)
                else:
                    self._verdict = Failed(error or RuntimeError(), sent=self._left)
            self._decided.set()
            return self._verdict

    def _run(self) -> None:
        error: Exception | None = None
        try:
            self._send(self._trace, self._read)
        except Exception as caught:  # noqa: BLE001 - an unforeseen one is an outcome, not a crash
            error = caught
        self._decide(error)
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    def _trace(self, event: str, details: Mapping[str, Any]) -> None:
        """Follow the request; httpcore calls this at every phase.

        Raises:
            CancelledError: when the request was given up before it left, so that it never does.
        """
        if event == "connection.connect_tcp.complete":
            self._connected(details["return_value"])
        elif event == "http11.send_request_headers.started":
            # A proxy is asked for a tunnel first; that request holds nothing of ours.
            if details["request"].method != b"CONNECT":
                self._leave()
        elif event == "http11.send_request_headers.failed":
            # httpcore refuses illegal headers before it writes the first byte.
            self._left &= not isinstance(details["exception"], httpcore.LocalProtocolError)

    def _connected(self, stream: Any) -> None:  # noqa: ANN401 - a private type of httpcore
        """Keep a handle of the connection.

        It is a duplicate, because the TLS handshake moves the original into another object: a
        shutdown through the duplicate still ends the connection, before, in and after it.
        """
        try:
            with self._lock:
                self._stop_if_decided()
                self._socket = stream.get_extra_info("socket").dup()
        except Exception:
            stream.close()
            raise

    def _leave(self) -> None:
        with self._lock:
            self._stop_if_decided()
            self._left = True

    def _stop_if_decided(self) -> None:
        if self._verdict is not None:
            raise CancelledError

    def _read(self, response: httpx.Response) -> None:
        """Read the answer as it comes: compressed bytes stay compressed, so no bomb goes off."""
        headers: dict[str, str] = {}
        for name, value in response.headers.raw:
            headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
        with self._lock:
            self._head = (response.status_code, headers)
        if headers.get("content-encoding", "identity").strip().lower() != "identity":
            return
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > self._largest:
                self._too_large = True
                return
        self._body = bytes(body)
