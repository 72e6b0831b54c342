"""Every request to the API passes here: ledger, faults, authorization, limits, idempotency."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from email.utils import formatdate

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from stashlog.sandbox.answers import Answer, RefusalError, Reply, conflict, new_request_id, to_reply
from stashlog.sandbox.calls import MOST_BODY_BYTES, Call
from stashlog.sandbox.data import SandboxData
from stashlog.sandbox.faults import Fault, FaultKind
from stashlog.sandbox.idempotency import Claim
from stashlog.sandbox.ledger import CreatedActivity, RequestEntry
from stashlog.sandbox.operations import Operation, find_operation
from stashlog.sandbox.shaping import shape
from stashlog.sandbox.wire import send_reply

_UNANSWERED = (FaultKind.DROP, FaultKind.RAW)


class Gateway:
    """The API as an ASGI application."""

    def __init__(self, data: SandboxData) -> None:
        self._data = data

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the ledger knows the outcome before the client does."""
        call, complete = await _read_call(Request(scope, receive))
        exchange = _Exchange(self._data, call, complete=complete)
        if not complete:
            exchange.close(None)
            return
        reply = shape(await exchange.answer(), exchange.strike.main)
        main = exchange.strike.main
        exchange.close(None if main and main.kind in _UNANSWERED else reply.status)
        await send_reply(reply, main, scope, receive, send)


class _Exchange:
    """One request and what becomes of it."""

    def __init__(self, data: SandboxData, call: Call, *, complete: bool) -> None:
        self._data = data
        self._call = call
        self._request_id = new_request_id()
        self.strike = data.faults.take(call.method, call.path) if complete else data.faults.spare()
        self._entry = data.ledger.open(self._new_entry(complete=complete))

    def _new_entry(self, *, complete: bool) -> RequestEntry:
        call = self._call
        key_name = self._data.keys.name_of(call.header("authorization"))
        hidden = f"<key {key_name}>"
        return RequestEntry(
            number=0,
            time=self._data.clock(),
            method=call.method,
            path=call.path,
            query=call.query,
            headers=tuple((n, hidden if n == "authorization" else v) for n, v in call.headers),
            key_name=key_name,
            body=call.body,
            complete=complete,
            faults=self.strike.names,
        )

    def close(self, status: int | None) -> None:
        """Note the outcome."""
        self._note(replace(self._entry, status=status, finished=True))

    async def answer(self) -> Reply:
        """The right reply, or a stand-in where a fault keeps the API from hearing of it."""
        main = self.strike.main
        try:
            if main is not None and not main.after_commit:
                await self._pause(self.strike.faults)
                return self._to_reply(Answer(200, {}))
            operation, record_id = find_operation(self._call.method, self._call.path)
            self._data.keys.authorize(self._call.header("authorization"), operation.scope)
            self._data.limiter.spend()
            claim = self._claim()
        except RefusalError as refusal:
            await self._pause(self.strike.faults)
            return self._to_reply(refusal.answer)
        try:
            await self._pause(self.strike.delays(after_commit=False))
            reply = self._replay(claim) or self._carry_out(operation, record_id, claim)
            await self._pause(self.strike.delays(after_commit=True))
        finally:
            claim.release()
        return reply

    def _claim(self) -> Claim:
        key = self._call.header("idempotency-key")
        if key and self.strike.has(FaultKind.REJECT_IDEMPOTENCY):
            raise conflict("A request with this Idempotency-Key is already in progress")
        if self._call.method == "GET" or self.strike.has(FaultKind.IGNORE_IDEMPOTENCY):
            key = None
        return self._data.idempotency.claim(self._call, key)

    def _replay(self, claim: Claim) -> Reply | None:
        first = claim.replay
        if first is None:
            return None
        self._note(replace(self._entry, replayed=True, request_id=first.headers["x-request-id"]))
        return replace(first, headers=first.headers | self._standing_headers())

    def _carry_out(self, operation: Operation, record_id: str, claim: Claim) -> Reply:
        try:
            answer = operation.handler(self._data, self._call, record_id)
        except RefusalError as refusal:
            answer = refusal.answer
        reply = self._to_reply(answer)
        if answer.committed:
            claim.keep(reply)
            self._note(replace(self._entry, committed=True, created_id=answer.created_id))
        if answer.received is not None and answer.created_id is not None:
            self._data.ledger.add_activity(
                CreatedActivity(
                    answer.created_id,
                    self._entry.number,
                    self._entry.idempotency_key,
                    answer.received,
                )
            )
        return reply

    def _to_reply(self, answer: Answer) -> Reply:
        self._note(replace(self._entry, request_id=self._request_id))
        return to_reply(answer, self._request_id, self._standing_headers())

    def _standing_headers(self) -> dict[str, str]:
        """The headers of every answer; the date is that of the sandbox's own clock."""
        date = formatdate(self._data.clock(), usegmt=True)
        return {"date": date} | self._data.limiter.headers()

    def _note(self, entry: RequestEntry) -> None:
        self._entry = entry
        self._data.ledger.update(entry)

    async def _pause(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            if fault.kind is not FaultKind.DELAY:
                continue
            if fault.seconds is not None:
                await asyncio.sleep(fault.seconds)
                continue
            await self._wait_for_release()

    async def _wait_for_release(self) -> None:
        loop, released = asyncio.get_running_loop(), asyncio.Event()

        def release() -> None:
            loop.call_soon_threadsafe(released.set)

        self._data.faults.when_released(self.strike, release)
        try:
            await released.wait()
        finally:
            self._data.faults.forget(release)


async def _read_call(request: Request) -> tuple[Call, bool]:
    """The request, and whether all of it arrived. What is far too long is read but not kept."""
    body = bytearray()
    complete = True
    try:
        async for part in request.stream():
            if len(body) <= MOST_BODY_BYTES:
                body += part
    except ClientDisconnect:
        complete = False
    headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in request.headers.raw)
    query = tuple(request.query_params.multi_items())
    return Call(request.method, request.url.path, query, headers, bytes(body)), complete
