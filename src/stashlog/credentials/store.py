"""What Stashlog asks of any place that keeps the API key."""

from dataclasses import dataclass
from typing import Protocol

from stashlog.credentials.api_key import ApiKey
from stashlog.credentials.errors import KeyringError


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What is known about a store without reading the key from it.

    Attributes:
        backend: name of what keeps the key, such as ``SecretService Keyring``; empty if unknown.
        problem: why it cannot be used right now; None if it can.
    """

    backend: str
    problem: KeyringError | None = None


class KeyStore(Protocol):
    """A place that keeps one API key. Every call may block and may be made on any thread.

    All but :meth:`status` raise :class:`KeyringError`.
    """

    def read(self, *, ask: bool = False) -> ApiKey | None:
        """Return the key, or None if none is kept.

        Args:
            ask: whether the owner may be asked to unlock. Only after something the user did;
                background work leaves it off and gets :class:`KeyringLocked` instead of
                putting a question on the screen again and again.
        """
        ...

    def write(self, key: ApiKey) -> None:
        """Keep ``key`` in place of any earlier one; returns after it was read back."""
        ...

    def delete(self) -> None:
        """Keep no key any more; fine if there was none."""
        ...

    def status(self) -> StoreStatus:
        """Look at the store without reading the key or asking anybody; never raises."""
        ...
