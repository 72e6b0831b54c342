"""The web server in a daemon thread."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading

import uvicorn

from stashlog.sandbox.application import make_application
from stashlog.sandbox.data import SandboxData
from stashlog.sandbox.wire import OpenProtocol


class _Server(uvicorn.Server):
    """Stops when told to, without the waiting that a server in production owes its clients."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end = asyncio.Event()

    def end(self) -> None:
        """Ask the server to stop; from any thread, also after it stopped by itself."""
        self.should_exit = True  # in case it has not got as far as its loop
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end.set)

    async def main_loop(self) -> None:
        """Wait for the end; there is nothing to do every tenth of a second."""
        self._loop = asyncio.get_running_loop()
        self.accepting.set()
        await self._end.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything at once; requests in progress are cut off."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the aborted transports close their sockets


class Engine:
    """One run of the server.

    Args:
        data: What it serves.
        listener: A bound socket; the engine closes it.
    """

    def __init__(self, data: SandboxData, listener: socket.socket) -> None:
        # A handler that does nothing keeps Python's last resort from writing to the terminal.
        logging.getLogger("uvicorn").addHandler(logging.NullHandler())
        config = uvicorn.Config(
            make_application(data),
            http=OpenProtocol,
            loop="asyncio",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
        )
        self._server = _Server(config)
        self._listener = listener
        self._thread = threading.Thread(target=self._run, name="sandbox-nodestash", daemon=True)

    def start(self, seconds: float) -> bool:
        """Start serving; False if it did not accept connections in time."""
        self._thread.start()
        return self._server.accepting.wait(seconds)

    def stop(self, seconds: float) -> bool:
        """Stop serving; False if it was still running after this time."""
        self._server.end()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])
