"""Which key is in force, and what setting and clearing it does."""

import pytest

from stashlog.credentials import (
    ApiKey,
    Credentials,
    KeyringBroken,
    KeyringError,
    KeyringLocked,
    KeyringRefused,
    KeySource,
    MemoryKeyStore,
    NoKeyring,
)
from tests.credentials.gated_store import GatedStore, InBackground
from tests.support.waiting import PATIENCE

KEPT = ApiKey("nds_live_kept")
TYPED = ApiKey("nds_test_typed")


@pytest.fixture
def store() -> GatedStore:
    return GatedStore(KEPT)


def credentials(store: GatedStore) -> Credentials:
    return Credentials(store, environment={})


def test_the_key_of_the_keyring_is_read_once(store: GatedStore) -> None:
    keys = credentials(store)

    assert [keys.current() for _ in range(3)] == [KEPT] * 3
    assert store.calls == ["read"]
    assert keys.status().source is KeySource.KEYRING


def test_without_any_key_there_is_none(store: GatedStore) -> None:
    store.key = None
    keys = credentials(store)

    assert keys.current() is None
    status = keys.status()
    assert (status.source, status.hint, status.problem) == (None, "", None)
    assert status.backend == "gated store"


def test_a_key_that_comes_into_the_keyring_later_is_found(store: GatedStore) -> None:
    store.key = None
    keys = credentials(store)
    keys.current()

    store.key = KEPT

    assert keys.current() == KEPT


def test_only_a_wanted_question_is_passed_on_to_the_keyring(store: GatedStore) -> None:
    store.key = None
    keys = credentials(store)

    keys.current()
    keys.status()
    keys.current(ask=True)

    assert store.calls == ["read", "status", "read", "asking read"]


def test_looking_at_the_known_key_does_not_touch_the_keyring(store: GatedStore) -> None:
    keys = credentials(store)

    assert keys.peek() is None
    keys.current()
    assert keys.peek() == KEPT
    assert store.calls == ["read"]


class TestANewKey:
    """``set``."""

    def test_is_kept_and_in_force_at_once(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.current()

        keys.set(TYPED)

        assert keys.current() == store.key == TYPED
        assert keys.status().source is KeySource.KEYRING

    def test_for_this_session_only_leaves_the_keyring_as_it_is(self, store: GatedStore) -> None:
        keys = credentials(store)

        keys.set(TYPED, remember=False)

        assert keys.current() == TYPED
        assert store.key == KEPT
        assert store.calls == []
        assert keys.status().source is KeySource.SESSION

    def test_that_is_kept_replaces_one_for_this_session(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.set(TYPED, remember=False)

        keys.set(KEPT)

        assert keys.current() == KEPT
        assert keys.status().source is KeySource.KEYRING

    def test_that_cannot_be_kept_changes_nothing(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.current()
        store.problem = KeyringBroken()

        with pytest.raises(KeyringBroken):
            keys.set(TYPED)

        assert keys.current() == KEPT

    def test_that_is_set_while_the_keyring_is_read_wins_over_its_answer(
        self, store: GatedStore
    ) -> None:
        keys = credentials(store)
        store.gate.clear()
        reading = InBackground(keys.current)
        assert store.arrived.wait(PATIENCE)

        keys.set(TYPED, remember=False)
        store.gate.set()

        assert reading.outcome() == TYPED
        assert keys.current() == TYPED


class TestClearing:
    """``clear`` and ``forget_cache``."""

    def test_forgets_the_key_everywhere(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.set(TYPED, remember=False)

        keys.clear()

        assert keys.current() is None
        assert store.key is None

    def test_forgets_a_key_that_is_being_read(self, store: GatedStore) -> None:
        keys = credentials(store)
        store.gate.clear()
        reading = InBackground(keys.current)
        assert store.arrived.wait(PATIENCE)
        clearing = InBackground(keys.clear)

        store.gate.set()

        assert clearing.outcome() is None
        reading.outcome()
        assert keys.peek() is None

    def test_that_fails_in_the_keyring_says_so(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.current()
        store.problem = KeyringLocked()

        with pytest.raises(KeyringLocked):
            keys.clear()

        assert keys.peek() is None

    @pytest.mark.parametrize("problem", [NoKeyring(), KeyringRefused("keyring.backends.null")])
    def test_a_key_of_this_session_needs_no_keyring(
        self, problem: KeyringError, store: GatedStore
    ) -> None:
        store.problem = problem
        keys = credentials(store)
        keys.set(TYPED, remember=False)

        keys.clear()

        assert keys.peek() is None

    def test_without_a_usable_keyring_is_reported_if_there_was_no_key_of_this_session(
        self, store: GatedStore
    ) -> None:
        store.problem = NoKeyring()

        with pytest.raises(NoKeyring):
            credentials(store).clear()

    def test_only_the_memory_makes_the_keyring_be_read_anew(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.current()
        store.key = TYPED

        keys.forget_cache()

        assert keys.current() == TYPED

    def test_only_the_memory_leaves_a_key_of_this_session(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.set(TYPED, remember=False)

        keys.forget_cache()

        assert keys.current() == TYPED


class TestAProblem:
    """What ``current`` and ``status`` do when the keyring cannot be used."""

    def test_is_raised_while_no_key_is_known(self, store: GatedStore) -> None:
        store.problem = KeyringLocked()

        with pytest.raises(KeyringLocked):
            credentials(store).current()

    def test_does_not_matter_once_a_key_is_known(self, store: GatedStore) -> None:
        keys = credentials(store)
        keys.current()
        store.problem = KeyringLocked()

        assert keys.current() == KEPT

    def test_is_told_beside_the_key_in_force(self, store: GatedStore) -> None:
        store.problem = KeyringLocked()
        keys = credentials(store)
        keys.set(TYPED, remember=False)

        status = keys.status()

        assert (status.source, status.hint) == (KeySource.SESSION, "nds_test_…")
        assert status.problem is store.problem

    def test_that_shows_only_when_the_key_is_read_is_told(
        self, store: GatedStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(**_: bool) -> None:
            raise KeyringBroken("no key")

        monkeypatch.setattr(store, "read", fail)

        assert isinstance(credentials(store).status().problem, KeyringBroken)


def test_a_store_in_memory_forgets_on_request() -> None:
    store = MemoryKeyStore(KEPT)

    assert store.read() == KEPT
    store.write(TYPED)
    assert store.read(ask=True) == TYPED
    store.delete()
    assert store.read() is None
    assert store.status().problem is None
