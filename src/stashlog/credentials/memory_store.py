"""A key store that ends with the process."""

from stashlog.credentials.api_key import ApiKey
from stashlog.credentials.store import StoreStatus


class MemoryKeyStore:
    """Keeps the key in memory: for the sandbox, whose key opens nothing real, and for tests."""

    def __init__(self, key: ApiKey | None = None) -> None:
        self._key = key

    def read(self, *, ask: bool = False) -> ApiKey | None:  # noqa: ARG002 - nobody to ask
        """Return the key, or None."""
        return self._key

    def write(self, key: ApiKey) -> None:
        """Keep ``key`` until the process ends."""
        self._key = key

    def delete(self) -> None:
        """Forget the key."""
        self._key = None

    def status(self) -> StoreStatus:
        """Memory is always there."""
        return StoreStatus(backend="memory")
