"""``STASHLOG_API_KEY``: for this process only."""

import os
import subprocess
import sys

import pytest

from stashlog.credentials import ApiKey, Credentials, InvalidKey, KeySource
from tests.credentials.gated_store import GatedStore
from tests.credentials.leaks import told_by_failing

KEPT = ApiKey("nds_live_kept")
TYPED = ApiKey("nds_test_typed")
FROM_ENVIRONMENT = "nds_test_environment"


@pytest.fixture
def store() -> GatedStore:
    return GatedStore(KEPT)


def credentials(store: GatedStore, key: str) -> Credentials:
    return Credentials(store, {"STASHLOG_API_KEY": key})


def test_the_environment_wins_over_session_and_keyring(store: GatedStore) -> None:
    keys = credentials(store, FROM_ENVIRONMENT)
    keys.set(TYPED, remember=False)

    assert keys.current() == ApiKey(FROM_ENVIRONMENT)
    assert keys.status().source is KeySource.ENVIRONMENT


def test_the_environment_is_never_stored(store: GatedStore) -> None:
    credentials(store, FROM_ENVIRONMENT).current()

    assert store.key == KEPT
    assert store.calls == []


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_the_environment_counts_as_unset_if_it_is_blank(blank: str, store: GatedStore) -> None:
    keys = credentials(store, blank)

    assert keys.current() == KEPT


def test_the_environment_is_taken_out_so_that_no_other_program_gets_it(
    store: GatedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STASHLOG_API_KEY", FROM_ENVIRONMENT)

    keys = Credentials(store)

    assert keys.current() == ApiKey(FROM_ENVIRONMENT)
    assert "STASHLOG_API_KEY" not in os.environ
    look = "import os; print(os.environ.get('STASHLOG_API_KEY'))"
    assert subprocess.check_output([sys.executable, "-c", look], text=True) == "None\n"


def test_the_environment_with_something_else_than_a_key_is_an_error_and_not_the_next_best_key(
    store: GatedStore,
) -> None:
    environment = {"STASHLOG_API_KEY": "nds_test_ab cd"}
    keys = Credentials(store, environment)

    with pytest.raises(InvalidKey, match="STASHLOG_API_KEY: The key has a space"):
        keys.current()
    assert isinstance(keys.status().problem, InvalidKey)
    assert environment == {}
    assert "ab cd" not in told_by_failing(keys.current)


def test_the_environment_survives_clearing(store: GatedStore) -> None:
    keys = credentials(store, FROM_ENVIRONMENT)

    keys.clear()

    assert keys.current() == ApiKey(FROM_ENVIRONMENT)
    assert store.key is None
