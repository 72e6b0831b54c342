"""A look at the Secret Service before the ``keyring`` library uses it.

The library unlocks and creates collections as it goes, and each of that puts a question on the
screen. This module finds out first, so that background work never asks and a wanted question is
asked exactly once. (Calls and their meaning: freedesktop.org Secret Service API 0.2.)
"""

from contextlib import closing
from typing import TYPE_CHECKING

from stashlog.credentials.errors import KeyringLocked

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_DEFAULT_COLLECTION = "/org/freedesktop/secrets/aliases/default"


def collection_is_open(backend: "KeyringBackend", *, ask: bool) -> bool:
    """Whether the collection that ``backend`` uses exists; if so, it is unlocked afterwards.

    Args:
        backend: a back end on top of the Secret Service.
        ask: whether the owner may be asked to unlock it. Blocks until they answer.

    Raises:
        KeyringLocked: it is locked, and nobody was to be asked or they declined.
        Exception: whatever D-Bus has to say when the service is gone.
    """
    import secretstorage

    path = getattr(backend, "preferred_collection", _DEFAULT_COLLECTION)
    with closing(secretstorage.dbus_init()) as connection:
        try:
            collection = secretstorage.Collection(connection, path)
        except secretstorage.ItemNotFoundException:
            return False
        if collection.is_locked() and ask:
            collection.unlock()
        if collection.is_locked():
            raise KeyringLocked(path)
        return True
