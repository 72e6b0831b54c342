"""How a reply leaves, rightly or with a fault, down to the socket."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
import zlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from stashlog.sandbox.answers import Reply
from stashlog.sandbox.faults import Fault, FaultKind

_PAD = b" " * 1_048_576
_LINGER = "HH" if sys.platform == "win32" else "ii"


class OpenProtocol(H11Protocol):
    """HTTP/1.1 that lets the application reach its own socket, as `scope["state"]["wire"]`."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, {**app_state, "wire": self}, _loop)

    def reset(self) -> None:
        """Close at once with a TCP reset."""
        raw: socket.socket | None = self.transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(_LINGER, 1, 0))
        self.transport.abort()


def _compose(reply: Reply) -> tuple[bytes, bytes]:
    """Status line with headers, and body, as they would be on the wire."""
    phrase = HTTPStatus(reply.status).phrase
    lines = [f"HTTP/1.1 {reply.status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    lines += [f"content-length: {len(reply.body)}", "connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1"), reply.body


async def _wait_for_end(receive: Receive) -> None:
    """Return once the connection is gone; otherwise the server would answer in our place."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _drop(protocol: OpenProtocol, receive: Receive) -> None:
    protocol.reset()
    await _wait_for_end(receive)


async def _send_and_close(protocol: OpenProtocol, receive: Receive, data: bytes) -> None:
    protocol.transport.write(data)
    protocol.transport.close()
    await _wait_for_end(receive)


async def _drip(protocol: OpenProtocol, receive: Receive, reply: Reply, fault: Fault) -> None:
    head, body = _compose(reply)
    rest = head + body
    if not fault.bare:
        protocol.transport.write(head)
        rest = body
    step = max(1, fault.size)
    for at in range(0, len(rest), step):
        if protocol.transport.is_closing():
            break
        protocol.transport.write(rest[at : at + step])
        await asyncio.sleep(fault.seconds or 0)
    protocol.transport.close()
    await _wait_for_end(receive)


async def _send_padded(
    protocol: OpenProtocol,
    send: Send,
    reply: Reply,
    size: int,
    squeeze: Callable[[bytes], bytes],
    finish: Callable[[], bytes],
) -> None:
    """Send the reply and then `size` bytes of white space, each piece through `squeeze`."""
    headers = [(name.encode(), value.encode("latin-1")) for name, value in reply.headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})

    async def send_part(data: bytes, *, more: bool = True) -> None:
        await send({"type": "http.response.body", "body": data, "more_body": more})

    await send_part(squeeze(reply.body))
    while size > 0 and not protocol.transport.is_closing():
        await send_part(squeeze(_PAD[:size]))
        size -= len(_PAD)
        await asyncio.sleep(0)  # the event loop must see that the client has gone
    await send_part(finish(), more=False)


async def send_reply(
    reply: Reply, fault: Fault | None, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer a request, in the way that a fault asks for if there is one."""
    protocol: OpenProtocol = scope["state"]["wire"]
    match fault.kind if fault else None:
        case FaultKind.DROP:
            await _drop(protocol, receive)
        case FaultKind.RAW if fault:
            await _send_and_close(protocol, receive, fault.body or b"")
        case FaultKind.CUT if fault:
            head, body = _compose(reply)
            await _send_and_close(protocol, receive, head + body[: fault.size])
        case FaultKind.DRIP if fault:
            await _drip(protocol, receive, reply, fault)
        case FaultKind.HUGE if fault:
            await _send_padded(protocol, send, reply, fault.size, bytes, bytes)
        case FaultKind.GZIP_BOMB if fault:
            packer = zlib.compressobj(wbits=31)
            zipped = Reply(reply.status, reply.headers | {"content-encoding": "gzip"}, reply.body)
            await _send_padded(protocol, send, zipped, fault.size, packer.compress, packer.flush)
        case _:
            response = Response(reply.body, reply.status, reply.headers)
            await response(scope, receive, send)
