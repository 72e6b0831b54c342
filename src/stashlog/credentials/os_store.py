"""The API key in the operating system's keyring."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from stashlog.credentials.api_key import ApiKey
from stashlog.credentials.backends import SECRET_SERVICE, full_name, trusted_backend
from stashlog.credentials.errors import (
    InvalidKey,
    KeyringBroken,
    KeyringError,
    KeyringLocked,
    NoKeyring,
)
from stashlog.credentials.store import StoreStatus
from stashlog.wording import keys as words

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "io.github.stashlog.Stashlog"
USER = "api-key"

_LONGEST_DETAIL = 300

_LOCKED_ERRORS = {"KeyringLocked", "LockedException", "PromptDismissedException"}
"""How keyring and secretstorage say it. By name, so that converting needs no import to work."""

_Result = TypeVar("_Result")


class OsKeyStore:
    """Keeps the key in the macOS Keychain, the Windows Credential Locker or the Secret Service.

    Every call may block for as long as a question on the screen stays unanswered; wrap it in
    :class:`~stashlog.credentials.patience.PatientKeyStore`.

    Args:
        find_backend: returns the back end to use or raises :class:`KeyringError`. Called for
            each operation, because keyrings start and stop while the program runs.
    """

    def __init__(self, find_backend: "Callable[[], KeyringBackend]" = trusted_backend) -> None:
        self._find_backend = find_backend
        self._owner_declined = False

    def read(self, *, ask: bool = False) -> ApiKey | None:
        """Return the key, or None if none is kept.

        Where the system gives no way to see beforehand that it will ask its owner, a declined
        question is not put again before ``ask`` is given.

        Raises:
            KeyringError: see there; KeyringBroken also if what is kept is no key.
        """
        if self._owner_declined and not ask:
            raise KeyringLocked
        self._owner_declined = False
        return self._guarded(lambda backend: _read(backend, ask=ask))

    def write(self, key: ApiKey) -> None:
        """Keep ``key`` and make sure by reading it back. May ask the owner to unlock.

        Raises:
            KeyringError: see there; KeyringBroken also if something else is read back.
        """
        self._owner_declined = False
        if not self._guarded(lambda backend: _write(backend, key), secret=key):
            raise KeyringBroken("", words.READ_BACK_TITLE, words.READ_BACK_ADVICE)

    def delete(self) -> None:
        """Remove the key and make sure that it is gone. May ask the owner to unlock.

        Raises:
            KeyringError: see there; KeyringBroken also if it is still there afterwards.
        """
        self._owner_declined = False
        if not self._guarded(_delete):
            raise KeyringBroken("", words.STILL_THERE_TITLE, words.STILL_THERE_ADVICE)

    def status(self) -> StoreStatus:
        """Name the back end and say whether it is usable, without asking anybody."""
        name = ""

        def look(backend: "KeyringBackend") -> None:
            nonlocal name
            name = str(backend.name)
            _is_open(backend, ask=False)

        try:
            self._guarded(look)
        except KeyringError as problem:
            return StoreStatus(name, problem)
        return StoreStatus(name, KeyringLocked() if self._owner_declined else None)

    def _guarded(
        self, work: "Callable[[KeyringBackend], _Result]", secret: ApiKey | None = None
    ) -> _Result:
        """Do ``work``; turn what the library raises into the tree of ``errors``, unchained."""
        lock_shows = True
        try:
            backend = self._find_backend()
            lock_shows = full_name(backend) in SECRET_SERVICE
            return work(backend)
        except KeyringError:
            raise
        # Libraries and services of four systems: no list of their exceptions is complete.
        except Exception as error:  # noqa: BLE001 - see the line above
            problem = _converted(error, secret)
        if isinstance(problem, KeyringLocked) and not lock_shows:
            self._owner_declined = True
        raise problem


def _read(backend: "KeyringBackend", *, ask: bool) -> ApiKey | None:
    if not _is_open(backend, ask=ask):
        return None
    return _as_key(backend.get_password(SERVICE, USER))


def _write(backend: "KeyringBackend", key: ApiKey) -> bool:
    """Store the key; whether the same is read back."""
    _is_open(backend, ask=True, create=True)
    backend.set_password(SERVICE, USER, key.reveal())
    return backend.get_password(SERVICE, USER) == key.reveal()


def _delete(backend: "KeyringBackend") -> bool:
    """Remove the key; whether it is gone."""
    if not _is_open(backend, ask=True) or backend.get_password(SERVICE, USER) is None:
        return True
    backend.delete_password(SERVICE, USER)
    return backend.get_password(SERVICE, USER) is None


def _is_open(backend: "KeyringBackend", *, ask: bool, create: bool = False) -> bool:
    """Whether ``backend`` has a place where a key could be; unlocked, as far as one can see."""
    if full_name(backend) not in SECRET_SERVICE:
        return True
    from stashlog.credentials.secret_service import collection_is_open

    return collection_is_open(backend, ask=ask, create=create)


def _as_key(text: str | None) -> ApiKey | None:
    """Read what the keyring holds; the text stays out of what a traceback could show."""
    try:
        return None if text is None else ApiKey.parse(text)
    except InvalidKey as error:
        reason = error.title
    finally:
        del text
    raise KeyringBroken(reason, words.NOT_A_KEY_TITLE, words.NOT_A_KEY_ADVICE)


def _converted(error: Exception, secret: ApiKey | None) -> KeyringError:
    """Return the error of our tree for one of the library's, in its words but without the key."""
    detail = f"{type(error).__qualname__}: {error}"
    if secret is not None:
        detail = detail.replace(secret.reveal(), secret.hint)
    detail = detail[:_LONGEST_DETAIL]
    names = {type(error).__name__, type(error.__cause__).__name__}
    if names & _LOCKED_ERRORS:
        return KeyringLocked(detail)
    return NoKeyring(detail) if "NoKeyringError" in names else KeyringBroken(detail)
