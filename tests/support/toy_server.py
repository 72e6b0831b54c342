"""A server that says exactly what a test tells it to say, byte for byte, or nothing at all.

For what no HTTP server would do: half a status line, a body that never ends, silence. Every script
is called with one connection, in a thread of its own.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Self

LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)
"""With this option a socket says "reset" instead of "goodbye" when it closes."""


class Visit:
    """One connection, from the server's side.

    Attributes:
        connection: For what the methods here do not do.
    """

    def __init__(self, connection: socket.socket, server: ToyServer) -> None:
        self.connection = connection
        self._server = server

    def read_request(self) -> bytes:
        """Read one request with its body, and note it as arrived."""
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._read()
        head, _, body = received.partition(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        while len(body) < length:
            body += self._read()
        self._server.note(head + b"\r\n\r\n" + body)
        return head + b"\r\n\r\n" + body

    def read_some(self) -> bytes:
        """Read whatever comes first, and note it as arrived."""
        part = self._read()
        self._server.note(part)
        return part

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.connection.sendall(data)

    def drip(self, data: bytes, every: float = 0.01) -> None:
        """Send the bytes again and again, until the other side is gone or the server stops."""
        while not self._server.stopping.wait(every):
            self.connection.sendall(data)

    def hold(self) -> None:
        """Say nothing until the other side is gone or the server stops."""
        with suppress(OSError):
            while self.connection.recv(4096):
                pass

    def reset(self) -> None:
        """End the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT_AT_ALL)
        self.connection.close()

    def _read(self) -> bytes:
        part = self.connection.recv(65536)
        if not part:
            raise ConnectionError("the client is gone")
        return part


Script = Callable[[Visit], None]


class ToyServer:
    """Listens on a free port of 127.0.0.1 and plays a script on each connection.

    Args:
        scripts: One for each connection in turn; the last one also for all further ones.
        tls: Speak TLS first.

    Attributes:
        port: The port that it listens on.
        requests: What was read, in order of arrival.
        arrived: Set as soon as something was read.
        visits: How many connections were accepted.
        over: Released once for each connection whose script has ended.
    """

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[bytes] = []
        self.arrived = threading.Event()
        self.stopping = threading.Event()
        self.visits = 0
        self.over = threading.Semaphore(0)
        self._scripts = list(scripts)
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def base_url(self) -> str:
        """The base URL for a client, as the API's looks."""
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}/v1"

    def note(self, data: bytes) -> None:
        """Remember what a visit read."""
        self.requests.append(data)
        self.arrived.set()

    def close(self) -> None:
        """Stop listening and end every connection and thread."""
        self.stopping.set()
        with self._lock:
            sockets = [self._listener, *self._open]
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(20)
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self.stopping.is_set():
                connection, _ = self._listener.accept()
                with self._lock:
                    self._open.add(connection)
                script = self._scripts[min(self.visits, len(self._scripts) - 1)]
                self.visits += 1
                thread = threading.Thread(target=self._play, args=(connection, script), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _play(self, connection: socket.socket, script: Script) -> None:
        try:
            # Whatever the client does to the connection is the subject of the test, no failure.
            with suppress(OSError), self._speaking(connection) as spoken:
                script(Visit(spoken, self))
        finally:
            with self._lock:
                self._open.discard(connection)
            self.over.release()

    @contextmanager
    def _speaking(self, connection: socket.socket) -> Iterator[socket.socket]:
        with connection:
            if self._tls is None:
                yield connection
                return
            with self._tls.wrap_socket(connection, server_side=True) as secure:
                with self._lock:
                    self._open.add(secure)
                try:
                    yield secure
                finally:
                    with self._lock:
                        self._open.discard(secure)


def http(status: int, body: bytes = b"", headers: Iterable[tuple[str, str]] = ()) -> bytes:
    """The bytes of an HTTP answer that keeps the connection open."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answering(answer: bytes) -> Script:
    """A script that reads the request, sends the answer and waits for the client to go."""

    def script(visit: Visit) -> None:
        visit.read_request()
        visit.send(answer)
        visit.hold()

    return script


def cutting(answer: bytes = b"") -> Script:
    """A script that reads the request, sends these bytes and closes the connection."""

    def script(visit: Visit) -> None:
        visit.read_request()
        visit.send(answer)

    return script


@contextmanager
def black_hole() -> Iterator[int]:
    """A port of 127.0.0.1 on which a connection is neither accepted nor refused.

    The queue of a listener that nobody serves is filled up; Linux then ignores newcomers.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting: list[socket.socket] = []
        try:
            for _ in range(8):
                visitor = socket.socket()
                visitor.setblocking(False)
                visitor.connect_ex(listener.getsockname())
                waiting.append(visitor)
            yield listener.getsockname()[1]
        finally:
            for visitor in waiting:
                visitor.close()
