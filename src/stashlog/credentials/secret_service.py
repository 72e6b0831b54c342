"""A look at the Secret Service before the ``keyring`` library uses it.

The library unlocks and creates collections as it goes, and each of that puts a question on the
screen. This module finds out first, so that background work never asks and a wanted question is
asked exactly once. (Calls and their meaning: freedesktop.org Secret Service API 0.2.)
"""

from contextlib import closing
from typing import TYPE_CHECKING

from stashlog.credentials.errors import KeyringLocked
from stashlog.wording import keys as words

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_DEFAULT_COLLECTION = "/org/freedesktop/secrets/aliases/default"


def collection_is_open(backend: "KeyringBackend", *, ask: bool, create: bool = False) -> bool:
    """Whether the collection that ``backend`` uses exists; if so, it is unlocked afterwards.

    Args:
        backend: a back end on top of the Secret Service.
        ask: whether the owner may be asked to unlock it. Blocks until they answer.
        create: whether to create the default collection where it is missing, which asks its
            owner for a password. The library would do so too, but leave a socket open if they
            decline.

    Raises:
        KeyringLocked: it is locked, and nobody was to be asked or they declined.
        Exception: whatever D-Bus has to say when the service is gone.
    """
    path = getattr(backend, "preferred_collection", _DEFAULT_COLLECTION)
    locked = _is_locked(path, ask=ask)
    if locked:
        raise KeyringLocked(path)
    if locked is None and create and not _create():
        raise KeyringLocked(path, words.NOT_SET_UP_TITLE, words.NOT_SET_UP_ADVICE)
    return create or locked is not None


def _is_locked(path: str, *, ask: bool) -> bool | None:
    """Whether the collection is locked, if ``ask`` even after its owner was asked.

    None if there is no such collection. Nothing is raised from where a collection is at hand: a
    crash report would want to show it, and it asks the service even for that.
    """
    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        try:
            collection = secretstorage.Collection(connection, path)
        except secretstorage.ItemNotFoundException:
            return None
        if collection.is_locked() and ask:
            collection.unlock()
        return collection.is_locked()


def _create() -> bool:
    """Create the default collection; false if its owner declined."""
    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        try:
            secretstorage.create_collection(connection, "Default", "default")
        except secretstorage.PromptDismissedException:
            return False
    return True
