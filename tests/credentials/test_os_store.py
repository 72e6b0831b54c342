"""The key in the system's keyring, healthy and in every kind of trouble."""

import select
from collections.abc import Callable

import pytest

from stashlog.credentials import (
    ApiKey,
    KeyringBroken,
    KeyringLocked,
    KeyringTimeout,
    NoKeyring,
    OsKeyStore,
    PatientKeyStore,
)
from stashlog.credentials.backends import trusted_backend
from tests.credentials.conftest import LogIn
from tests.credentials.leaks import SECRET, failure
from tests.support import secret_service
from tests.support.processes import read_line

KEY = ApiKey(f"nds_test_{SECRET}")
OTHER = ApiKey("nds_live_other")

Operation = Callable[[OsKeyStore | PatientKeyStore], object]
OPERATIONS: dict[str, Operation] = {
    "read": lambda store: store.read(),
    "asking read": lambda store: store.read(ask=True),
    "write": lambda store: store.write(KEY),
    "delete": lambda store: store.delete(),
}
each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


@pytest.mark.keyring
class TestARealKeyring:
    """gnome-keyring after an ordinary login."""

    def test_gives_back_the_key_that_was_put_in(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)

        OsKeyStore().write(KEY)

        assert OsKeyStore().read() == KEY

    def test_holds_no_key_at_first(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)

        assert OsKeyStore().read() is None

    def test_still_holds_the_key_after_a_new_login(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)
        OsKeyStore().write(KEY)

        log_in(secret_service.unlocked)

        assert OsKeyStore().read() == KEY

    def test_holds_the_last_of_two_keys(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)
        OsKeyStore().write(KEY)

        OsKeyStore().write(OTHER)

        assert OsKeyStore().read() == OTHER

    def test_forgets_a_deleted_key_and_does_not_mind_a_second_deletion(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)
        OsKeyStore().write(KEY)

        OsKeyStore().delete()
        OsKeyStore().delete()

        assert OsKeyStore().read() is None

    def test_tells_its_name_and_no_problem(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)

        status = OsKeyStore().status()

        assert status.backend == "SecretService Keyring"
        assert status.problem is None

    @pytest.mark.parametrize(
        "text", ["hello", "", f"“nds_test_{SECRET}”", "nds_test_a b", "é" * 5000]
    )
    def test_that_holds_something_else_than_a_key_says_so(self, text: str, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)
        trusted_backend().set_password("io.github.stashlog.Stashlog", "api-key", text)

        error = failure(lambda: OsKeyStore().read())

        assert isinstance(error, KeyringBroken)
        assert "is not an API key" in error.title


@pytest.mark.keyring
class TestALockedKeyring:
    """gnome-keyring that holds a key and has not been unlocked."""

    @pytest.fixture(autouse=True)
    def key_in_a_locked_keyring(self, log_in: LogIn) -> None:
        log_in(secret_service.unlocked)
        OsKeyStore().write(KEY)
        log_in(secret_service.locked)

    @each_operation
    def test_says_that_it_is_locked(self, operation: Operation) -> None:
        assert isinstance(failure(lambda: operation(OsKeyStore())), KeyringLocked)

    def test_is_a_status_with_a_name(self) -> None:
        status = OsKeyStore().status()

        assert status.backend == "SecretService Keyring"
        assert isinstance(status.problem, KeyringLocked)

    def test_gives_the_key_once_it_is_unlocked(self, log_in: LogIn) -> None:
        store = OsKeyStore()
        failure(lambda: store.read(ask=True))

        log_in(secret_service.unlocked)

        assert store.read() == KEY


@pytest.mark.keyring
class TestAQuestionOnTheScreen:
    """The keyring asks its owner to unlock it, and they are not there."""

    @pytest.fixture
    def screen(self, log_in: LogIn) -> int:
        """Return the descriptor on which the silent prompter reports each question."""
        log_in(secret_service.unlocked)
        OsKeyStore().write(KEY)
        keyring = log_in(secret_service.locked_with_unanswered_question)
        assert keyring.prompter
        assert keyring.prompter.stdout
        return keyring.prompter.stdout.fileno()

    def test_is_not_put_by_a_read_that_must_not_ask(self, screen: int) -> None:
        assert isinstance(failure(lambda: OsKeyStore().read()), KeyringLocked)
        assert isinstance(OsKeyStore().status().problem, KeyringLocked)

        assert select.select([screen], [], [], 0) == ([], [], [])

    @pytest.mark.parametrize("name", ["asking read", "write", "delete"])
    def test_that_nobody_answers_ends_the_wait_at_the_patience_limit(
        self, name: str, screen: int
    ) -> None:
        store = PatientKeyStore(OsKeyStore(), asking=0.5)

        assert isinstance(failure(lambda: OPERATIONS[name](store)), KeyringTimeout)

        assert read_line(screen) == "BeginPrompting"

    def test_is_put_once_however_often_the_key_is_wanted(self, screen: int) -> None:
        store = PatientKeyStore(OsKeyStore(), asking=0.5)

        for _ in range(20):
            failure(lambda: store.read(ask=True))

        assert read_line(screen) == "BeginPrompting"
        assert select.select([screen], [], [], 0) == ([], [], [])


@pytest.mark.keyring
class TestOtherTrouble:
    """No keyring, a silent one, one that dies, one that was never set up."""

    @each_operation
    def test_no_bus_means_no_keyring(self, operation: Operation, log_in: LogIn) -> None:
        log_in(secret_service.none)

        assert isinstance(failure(lambda: operation(OsKeyStore())), NoKeyring)
        assert isinstance(OsKeyStore().status().problem, NoKeyring)

    @each_operation
    def test_a_bus_without_a_keyring_means_no_keyring(
        self, operation: Operation, log_in: LogIn
    ) -> None:
        log_in(secret_service.unlocked).die()

        assert isinstance(failure(lambda: operation(OsKeyStore())), NoKeyring)

    @each_operation
    def test_a_keyring_that_never_answers_ends_the_wait_at_the_patience_limit(
        self, operation: Operation, log_in: LogIn
    ) -> None:
        log_in(secret_service.unanswered)
        store = PatientKeyStore(OsKeyStore(), quiet=0.5, asking=0.5)

        assert isinstance(failure(lambda: operation(store)), KeyringTimeout)
        assert isinstance(store.status().problem, KeyringTimeout)

    @each_operation
    def test_a_keyring_that_dies_in_mid_call_is_broken(
        self, operation: Operation, log_in: LogIn
    ) -> None:
        log_in(secret_service.dies_in_mid_call)

        assert isinstance(failure(lambda: operation(OsKeyStore())), KeyringBroken)

    def test_a_user_without_any_collection_has_no_key_and_is_not_asked_to_make_one(
        self, log_in: LogIn
    ) -> None:
        log_in(secret_service.never_set_up)

        assert OsKeyStore().read(ask=True) is None
        OsKeyStore().delete()
        assert OsKeyStore().status().problem is None

    def test_declining_to_make_a_collection_keeps_no_key(self, log_in: LogIn) -> None:
        log_in(secret_service.never_set_up)

        error = failure(lambda: OsKeyStore().write(KEY))

        assert isinstance(error, KeyringLocked)
        assert "none was set up" in error.title
