"""Which API key is in force, and where it came from."""

import enum
import os
import threading
from collections.abc import MutableMapping
from dataclasses import dataclass

from stashlog.credentials.api_key import ApiKey
from stashlog.credentials.errors import (
    CredentialsError,
    InvalidKey,
    KeyringError,
    KeyringRefused,
    NoKeyring,
)
from stashlog.credentials.store import KeyStore
from stashlog.wording import keys as words


class KeySource(enum.Enum):
    """Where a key came from, in the order in which they win."""

    ENVIRONMENT = words.SOURCE_ENVIRONMENT
    SESSION = words.SOURCE_SESSION
    KEYRING = words.SOURCE_KEYRING


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """What may be told about the key and the keyring.

    Attributes:
        source: where the key in force came from; None if there is none.
        hint: what may be shown of the key, such as ``nds_test_…``; empty if there is none.
        backend: name of the keyring; empty if unknown.
        problem: what is wrong with the environment's key or else with the keyring, also when a
            key is in force from elsewhere; None if all is well.
    """

    source: KeySource | None
    hint: str
    backend: str
    problem: CredentialsError | None


class Credentials:
    """The key in force: from the environment, else for this session, else from the keyring.

    Safe to use from several threads. Only :meth:`peek` and :meth:`forget_cache` never block; the
    others take as long as the store does.

    Args:
        store: where keys are kept beyond this process.
        environment: where ``STASHLOG_API_KEY`` is looked up, once, and taken out, so that no
            program started from here inherits it. Empty or blank counts as unset.
    """

    def __init__(self, store: KeyStore, environment: MutableMapping[str, str] = os.environ) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._from_environment: ApiKey | None = None
        self._environment_problem = ""
        self._for_session: ApiKey | None = None
        self._cached: ApiKey | None = None
        self._changes = 0
        self._take_from(environment)

    def current(self, *, ask: bool = False) -> ApiKey | None:
        """Return the key in force, or None if there is none.

        The keyring is asked only until it gave a key once.

        Args:
            ask: whether the owner may be asked to unlock the keyring, see :class:`KeyStore`.

        Raises:
            InvalidKey: the environment holds something else than a key. It still wins: another
                key could belong to another workspace.
            KeyringError: no other key is there and the keyring cannot be read.
        """
        if self._environment_problem:
            raise InvalidKey(self._environment_problem)
        while (known := self.peek()) is None:
            with self._lock:
                changes = self._changes
            key = self._store.read(ask=ask)
            with self._lock:
                # What was set or cleared while the keyring was read is newer than its answer.
                if changes == self._changes:
                    self._cached = key
                    return key
        return known

    def peek(self) -> ApiKey | None:
        """Return the key in force as far as it is known in memory; never blocks."""
        with self._lock:
            return self._from_environment or self._for_session or self._cached

    def set(self, key: ApiKey, *, remember: bool = True) -> None:
        """Use ``key`` from now on, unless the environment gives one.

        Args:
            key: the new key.
            remember: keep it in the keyring; otherwise it is gone when the process ends, and
                what the keyring holds stays as it is.

        Raises:
            KeyringError: it could not be kept; then the key in force is still the old one.
        """
        if remember:
            self._store.write(key)
        with self._lock:
            self._changes += 1
            self._for_session = None if remember else key
            self._cached = key if remember else None

    def clear(self) -> None:
        """Forget the key, in memory and in the keyring. The environment's key stays in force.

        Raises:
            KeyringError: it is forgotten here, but the keyring may still hold it. Not raised
                for a key of this session on a computer without a usable keyring.
        """
        with self._lock:
            self._changes += 1
            session_only = self._for_session is not None
            self._for_session = self._cached = None
        try:
            self._store.delete()
        except (NoKeyring, KeyringRefused):
            if not session_only:
                raise
        finally:
            # A read that began before the deletion may have brought the key back.
            self.forget_cache()

    def forget_cache(self) -> None:
        """Read the keyring anew next time: the server refused the key, or it was replaced."""
        with self._lock:
            self._changes += 1
            self._cached = None

    def status(self) -> KeyStatus:
        """Tell about key and keyring without asking the owner anything; never raises."""
        store = self._store.status()
        problem: CredentialsError | None = store.problem
        if self._environment_problem:
            problem = InvalidKey(self._environment_problem)
        elif problem is None:
            problem = self._trouble_reading()
        key = self.peek()
        return KeyStatus(self._source_of(key), key.hint if key else "", store.backend, problem)

    def _trouble_reading(self) -> KeyringError | None:
        """Make sure that a key in the keyring is known; return why it cannot be read."""
        try:
            self.current()
        except KeyringError as problem:
            return problem
        return None

    def _source_of(self, key: ApiKey | None) -> KeySource | None:
        if key is None:
            return None
        with self._lock:
            if key is self._from_environment:
                return KeySource.ENVIRONMENT
            return KeySource.SESSION if key is self._for_session else KeySource.KEYRING

    def _take_from(self, environment: MutableMapping[str, str]) -> None:
        try:
            if environment.get(words.ENVIRONMENT_VARIABLE, "").strip():
                self._from_environment = ApiKey.parse(environment[words.ENVIRONMENT_VARIABLE])
        except InvalidKey as error:
            self._environment_problem = words.in_environment(error.title)
        finally:
            environment.pop(words.ENVIRONMENT_VARIABLE, None)
