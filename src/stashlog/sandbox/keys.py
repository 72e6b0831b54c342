"""API keys of the sandbox workspace, with scopes, expiry and revocation."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, replace

from stashlog.sandbox.answers import RefusalError
from stashlog.sandbox.limits import Clock

READ_SCOPES = frozenset({"activities:read", "contacts:read", "companies:read", "deals:read"})


@dataclass(frozen=True)
class ApiKey:
    """One key: what it is called in the ledger, its secret, and what it may do.

    `expires_at` is in Unix seconds; None means never.
    """

    name: str
    secret: str
    scopes: frozenset[str]
    expires_at: float | None = None
    revoked: bool = False


class KeyBook:
    """All keys of the workspace. The ready-made ones are attributes that hold the secret.

    Attributes:
        full: May do everything.
        write_only: `activities:write` and nothing else.
        read_only: Every documented read scope and no write scope.
        revoked: Was good once.
        expired: Good in everything but its expiry date.
    """

    def __init__(self, seed: int, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: dict[str, ApiKey] = {}
        everything = frozenset({"*"})
        self.full = self._ready_made("full", seed, everything)
        self.write_only = self._ready_made("write_only", seed, frozenset({"activities:write"}))
        self.read_only = self._ready_made("read_only", seed, READ_SCOPES)
        self.revoked = self._ready_made("revoked", seed, everything)
        self.revoke(self.revoked)
        self.expired = self._ready_made("expired", seed, everything, expires_at=clock() - 60)

    def add(
        self, name: str, scopes: frozenset[str] | set[str], expires_at: float | None = None
    ) -> str:
        """Make a further key and return its secret. `expires_at` is in Unix seconds."""
        secret = f"nds_test_{secrets.token_hex(16)}"
        with self._lock:
            self._keys[secret] = ApiKey(name, secret, frozenset(scopes), expires_at)
        return secret

    def revoke(self, secret: str) -> None:
        """From now on this key is refused with 401."""
        self._change_revoked(secret, revoked=True)

    def reinstate(self, secret: str) -> None:
        """Undo `revoke`."""
        self._change_revoked(secret, revoked=False)

    def name_of(self, authorization: str | None) -> str | None:
        """What the ledger calls the key in this header: its name, `unknown`, or None."""
        if authorization is None:
            return None
        key = self._keys.get(_secret_in(authorization) or "")
        return key.name if key else "unknown"

    def authorize(self, authorization: str | None, scope: str) -> ApiKey:
        """The key in this header, if it may do what `scope` names.

        Raises:
            RefusalError: 401 without a key or with a bad one, 403 with a key that is too narrow.
        """
        secret = _secret_in(authorization or "")
        if secret is None:
            message = "Missing Authorization header. Expected: Bearer <api key>"
            raise RefusalError(401, "MISSING_AUTH", message)
        with self._lock:
            key = self._keys.get(secret)
        if key is None or key.revoked or self._is_expired(key):
            message = "The API key is invalid, revoked or expired"
            raise RefusalError(401, "INVALID_API_KEY", message)
        if scope and not key.scopes & {"*", scope}:
            message = f"This API key lacks the required scope: {scope}"
            raise RefusalError(403, "INSUFFICIENT_SCOPE", message)
        return key

    def _is_expired(self, key: ApiKey) -> bool:
        return key.expires_at is not None and key.expires_at <= self._clock()

    def _change_revoked(self, secret: str, *, revoked: bool) -> None:
        with self._lock:
            self._keys[secret] = replace(self._keys[secret], revoked=revoked)

    def _ready_made(
        self, name: str, seed: int, scopes: frozenset[str], expires_at: float | None = None
    ) -> str:
        digest = hashlib.sha256(f"stashlog sandbox {seed} {name}".encode()).hexdigest()
        secret = f"nds_test_{digest[:32]}"
        self._keys[secret] = ApiKey(name, secret, scopes, expires_at)
        return secret


def _secret_in(authorization: str) -> str | None:
    scheme, _, secret = authorization.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" and secret.strip() else None
