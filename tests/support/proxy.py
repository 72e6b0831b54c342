"""A TCP proxy that spoils connections: the bad network between a real client and a real server.

```
with FaultProxy(("127.0.0.1", sandbox_port)) as proxy:
    proxy.play(Fault(cut_down=0))      # the server applies it, the answer is lost
    ...                                # a client of proxy.base_url("http", "/v1")
    proxy.refuse(); proxy.listen()     # no network, network back
```
It knows nothing of HTTP. All of it runs in one thread of its own.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any, Self

from tests.support.ports import kept_port

_PATIENCE = 20.0
_DRIP_PAUSE = 0.01
_LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Fault:
    """What happens to one connection; by default nothing.

    Attributes:
        reset_at_accept: It is reset as soon as it stands.
        silent: It stands, but nothing is passed on or said.
        delay_up: Seconds before the first byte of the client is passed on.
        delay_down: Seconds before the first byte of the server is passed on.
        cut_up: It is cut once so many bytes of the client were passed on (0: none is).
        cut_down: It is cut once the server answers and so many bytes of that were passed on.
        swallow_answer: What the server says disappears, the connection stands.
        drip_down: The server's bytes are passed on so many at a time, a hundred times a second.
        gently: A cut looks like a normal end instead of a reset.
    """

    reset_at_accept: bool = False
    silent: bool = False
    delay_up: float = 0.0
    delay_down: float = 0.0
    cut_up: int | None = None
    cut_down: int | None = None
    swallow_answer: bool = False
    drip_down: int | None = None
    gently: bool = False


class _CutError(Exception):
    """The fault says that the connection ends here."""


class FaultProxy:
    """Listens on a port of 127.0.0.1 that stays the same as long as it lives.

    Args:
        upstream: Host and port to which connections are passed on.
        choose: Called once for each connection, for the fault that it gets.
    """

    def __init__(self, upstream: tuple[str, int], choose: Callable[[], Fault] = Fault) -> None:
        self._upstream = upstream
        self._choose = choose
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.connections = 0
        self._kept = ExitStack()
        self.port = self._kept.enter_context(kept_port())
        self.listen()

    def base_url(self, scheme: str = "http", path: str = "/v1") -> str:
        """The base URL for a client that is to go through the proxy."""
        return f"{scheme}://127.0.0.1:{self.port}{path}"

    def play(self, fault: Fault) -> None:
        """Give every connection from now on this fault."""
        self._choose = lambda: fault

    def refuse(self) -> None:
        """Refuse connections from now on, as a computer does on which nobody listens."""
        self._call(self._stop_listening())

    def listen(self) -> None:
        """Accept connections (again), on the same port."""
        self._call(self._start_listening())

    def cut_all(self) -> None:
        """Reset every connection that stands now."""
        self._call(self._cancel_all())

    def close(self) -> None:
        """End everything."""
        self.refuse()
        self.cut_all()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, coroutine: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_PATIENCE)

    async def _start_listening(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accepted, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _stop_listening(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _cancel_all(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.ensure_future(self._serve(reader, writer, self._choose()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: Fault
    ) -> None:
        """Play the fault and close; the client sees a reset unless all went to its end."""
        gently = False
        try:
            # Either side may do to the connection what it likes; that is not a failure of ours.
            with suppress(OSError):
                await self._play(reader, writer, fault)
                gently = True
        except _CutError:
            gently = fault.gently
        finally:
            await _close(writer, gently=gently)

    async def _play(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: Fault
    ) -> None:
        if fault.reset_at_accept:
            raise _CutError
        if fault.silent:
            while await reader.read(65536):
                pass
            return
        from_server, to_server = await asyncio.open_connection(*self._upstream)
        try:
            await _together(
                _pump(reader, to_server, delay=fault.delay_up, cut=fault.cut_up),
                _pump_down(from_server, writer, fault),
            )
        finally:
            await _close(to_server, gently=True)


async def _together(*pumps: Coroutine[Any, Any, None]) -> None:
    """Run both directions to their end; the first to fail ends the other."""
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pump_down(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: Fault
) -> None:
    if fault.swallow_answer:
        while await reader.read(65536):
            pass
        # The server is done, but the client learns nothing of it.
        await asyncio.Event().wait()
    await _pump(
        reader, writer, delay=fault.delay_down, cut=fault.cut_down, at_a_time=fault.drip_down
    )


async def _pump(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    delay: float,
    cut: int | None,
    at_a_time: int | None = None,
) -> None:
    """Pass bytes on until the sender ends, or the fault does."""
    passed = 0
    while part := await reader.read(at_a_time or 65536):
        await asyncio.sleep(delay)
        delay = 0.0 if at_a_time is None else _DRIP_PAUSE
        if cut is not None:
            part = part[: cut - passed]
        writer.write(part)
        await writer.drain()
        passed += len(part)
        if cut is not None and passed >= cut:
            raise _CutError
    with suppress(OSError):
        writer.write_eof()


async def _close(writer: asyncio.StreamWriter, *, gently: bool) -> None:
    connection: socket.socket | None = writer.get_extra_info("socket")
    if not gently and connection is not None:
        # A client that was killed may have ended the connection before.
        with suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT_AT_ALL)
        writer.transport.abort()
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
