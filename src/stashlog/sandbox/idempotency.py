"""Idempotency keys: the first answer is kept and given again.

Undocumented and therefore chosen, after the IETF draft
(https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header): a key is good for
one method and path; it is kept for as long as the sandbox lives; only an answer that changed
something is kept; the same key with another body is refused with 422, and while the first request
is still in progress with 409.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass

from stashlog.sandbox.answers import Reply, conflict, unprocessable
from stashlog.sandbox.calls import Call


@dataclass(frozen=True)
class _Remembered:
    fingerprint: bytes
    reply: Reply | None


class Claim:
    """The right to carry out the one request of a key.

    Attributes:
        replay: The answer of the first request, if there was one; then nothing may be done.
    """

    def __init__(
        self,
        book: IdempotencyBook,
        identity: tuple[str, str, str] | None,
        replay: Reply | None = None,
    ) -> None:
        self._book = book
        self._identity = identity
        self._kept: Reply | None = None
        self.replay = replay

    def keep(self, reply: Reply) -> None:
        """Remember the answer; it is given again only once the claim is released."""
        self._kept = reply

    def release(self) -> None:
        """The request is over, answered or not."""
        if self._identity is not None and self.replay is None:
            self._book.settle(self._identity, self._kept)


class IdempotencyBook:
    """All keys seen, thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str, str], _Remembered] = {}

    def claim(self, call: Call, key: str | None) -> Claim:
        """Start the request of this key; without a key every request is a new one.

        Raises:
            RefusalError: 409 while the first request is in progress, 422 for another body.
        """
        if key is None:
            return Claim(self, None)
        identity = (call.method, call.path, key)
        fingerprint = hashlib.sha256(call.body).digest()
        with self._lock:
            seen = self._seen.get(identity)
            if seen is None:
                self._seen[identity] = _Remembered(fingerprint, None)
                return Claim(self, identity)
        if seen.fingerprint != fingerprint:
            raise unprocessable("This Idempotency-Key was already used with a different request")
        if seen.reply is None:
            raise conflict("A request with this Idempotency-Key is already in progress")
        return Claim(self, identity, seen.reply)

    def settle(self, identity: tuple[str, str, str], reply: Reply | None) -> None:
        """End the request of a key: keep its answer, or forget the key if nothing was done."""
        with self._lock:
            if reply is None:
                del self._seen[identity]
            else:
                self._seen[identity] = _Remembered(self._seen[identity].fingerprint, reply)
