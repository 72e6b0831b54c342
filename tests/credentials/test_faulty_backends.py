"""Faults that no real keyring shows on demand: lies, quoted keys, declined questions."""

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked as LibraryLocked
from keyring.errors import PasswordSetError

from stashlog.credentials import ApiKey, KeyringBroken, KeyringLocked, OsKeyStore
from tests.credentials.leaks import SECRET, failure

KEY = ApiKey(f"nds_test_{SECRET}")


class Pretended(KeyringBackend):
    """A back end in memory with one fault, for what no real keyring does on demand."""

    kept: str | None = None
    questions = 0
    declined = False
    altered = ""
    sticky = False
    complaint = ""

    def get_password(self, _service: str, _username: str) -> str | None:
        if self.declined:
            self.questions += 1
            raise LibraryLocked("cancelled")
        return self.kept

    def set_password(self, _service: str, _username: str, password: str) -> None:
        if self.complaint:
            raise PasswordSetError(f"{self.complaint} {password}")
        self.kept = password + self.altered

    def delete_password(self, _service: str, _username: str) -> None:
        if not self.sticky:
            self.kept = None


@pytest.fixture
def backend() -> Pretended:
    return Pretended()  # type: ignore[no-untyped-call] # its base class has no types


@pytest.fixture
def store(backend: Pretended) -> OsKeyStore:
    return OsKeyStore(lambda: backend)


def test_a_keyring_that_gives_back_something_else_is_found_out(
    backend: Pretended, store: OsKeyStore
) -> None:
    backend.altered = "x"

    error = failure(lambda: store.write(KEY))

    assert isinstance(error, KeyringBroken)
    assert "gave back something else" in error.title


def test_a_keyring_that_keeps_nothing_is_found_out(
    backend: Pretended, store: OsKeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "get_password", lambda *_: None)

    assert "gave back something else" in failure(lambda: store.write(KEY)).title


def test_a_keyring_that_does_not_forget_is_found_out(backend: Pretended, store: OsKeyStore) -> None:
    store.write(KEY)
    backend.sticky = True

    with pytest.raises(KeyringBroken, match="still holds"):
        store.delete()


def test_an_error_that_quotes_the_key_is_told_without_it(
    backend: Pretended, store: OsKeyStore
) -> None:
    backend.complaint = "disk full while storing"

    error = failure(lambda: store.write(KEY))

    assert "disk full while storing nds_test_…" in error.detail


def test_a_question_that_was_declined_is_put_again_only_on_request(
    backend: Pretended, store: OsKeyStore
) -> None:
    backend.declined = True

    for _ in range(5):
        assert isinstance(failure(store.read), KeyringLocked)
    assert backend.questions == 1
    assert isinstance(store.status().problem, KeyringLocked)

    failure(lambda: store.read(ask=True))
    assert backend.questions == 2


def test_after_an_answered_question_the_key_is_read_in_the_background_again(
    backend: Pretended, store: OsKeyStore
) -> None:
    store.write(KEY)
    backend.declined = True
    failure(store.read)
    backend.declined = False

    assert store.read(ask=True) == KEY
    assert store.read() == KEY


def test_a_missing_library_is_a_broken_keyring() -> None:
    def find() -> KeyringBackend:
        raise ModuleNotFoundError("No module named 'keyring'")

    assert isinstance(failure(OsKeyStore(find).read), KeyringBroken)
