"""From a typed key to one that is in force: tested, kept where it was meant to be, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from stashlog.api.client import Nodestash
from stashlog.api.values import KeyVerdict
from stashlog.credentials import (
    ApiKey,
    Credentials,
    KeyringBroken,
    KeyringError,
    KeyringLocked,
    NoKeyring,
)
from stashlog.services.key_entry import KeyEntry
from tests.credentials.gated_store import GatedStore
from tests.support.waiting import PATIENCE
from tests.support.workbench import Workbench


class Desk:
    """A key entry that asks the real sandbox, over a store that can be in trouble."""

    def __init__(self, bench: Workbench, environment: dict[str, str] | None = None) -> None:
        self.bench = bench
        self.store = GatedStore()
        self.credentials = Credentials(self.store, environment=environment or {})
        self.entry = KeyEntry(self.credentials, self._check)

    def _check(self, key: str) -> KeyVerdict:
        url = self.bench.sandbox.base_url
        client = Nodestash(url, deadline=PATIENCE, user_agent="Stashlog/test")
        try:
            return client.check_key(key).verdict
        finally:
            client.close()

    def in_force(self) -> str | None:
        known = self.credentials.peek()
        return None if known is None else known.reveal()


@pytest.fixture
def desk(bench: Workbench) -> Desk:
    return Desk(bench)


def test_a_good_key_is_tested_kept_and_in_force(desk: Desk) -> None:
    good = desk.bench.sandbox.key
    result = desk.entry.take(f"  {good}\n", remember=True, test=True)
    assert (result.kept, result.title, result.note) == (True, "", "")
    assert desk.in_force() == good
    assert desk.store.key == ApiKey.parse(good)
    (asked,) = desk.bench.sandbox.ledger.requests
    assert asked.method == "GET", "testing writes nothing"
    assert desk.entry.known()


def test_a_key_for_this_session_never_comes_near_the_keyring(desk: Desk) -> None:
    desk.store.problem = NoKeyring()
    result = desk.entry.take(desk.bench.sandbox.key, remember=False, test=True)
    assert result.kept
    assert desk.in_force() == desk.bench.sandbox.key
    assert desk.store.calls == []


def test_a_key_that_is_refused_is_not_kept_and_the_old_one_stays(desk: Desk) -> None:
    desk.entry.take(desk.bench.sandbox.key, remember=True, test=True)
    for bad in (desk.bench.sandbox.keys.revoked, desk.bench.sandbox.keys.expired, "nds_test_none"):
        result = desk.entry.take(bad, remember=True, test=True)
        assert not result.kept
        assert not result.can_keep, "nodestash has said what it thinks of it"
        assert "refused" in result.title
        assert bad not in result.title + result.advice
    assert desk.in_force() == desk.bench.sandbox.key


def test_a_key_that_cannot_read_is_kept_and_said_to_be_that(desk: Desk) -> None:
    result = desk.entry.take(desk.bench.sandbox.keys.write_only, remember=True, test=True)
    assert result.kept
    assert "cannot read" in result.note


def test_a_key_can_be_kept_untested_while_nodestash_cannot_be_reached(desk: Desk) -> None:
    key = desk.bench.sandbox.key
    desk.bench.sandbox.stop()
    result = desk.entry.take(key, remember=True, test=True)
    assert (result.kept, result.can_keep) == (False, True)
    assert desk.in_force() is None
    assert desk.entry.take(key, remember=True, test=False).kept
    assert desk.in_force() == key


@pytest.mark.parametrize(
    "text",
    ["", "   ", "nds_test_a b", "nds_test_a\nb", "nds_test_\u00a0x", "password", "nds_live_é"],
)
def test_what_is_no_key_is_said_so_without_asking_anybody(desk: Desk, text: str) -> None:
    result = desk.entry.take(text, remember=True, test=True)
    assert not result.kept
    assert result.title
    assert desk.bench.sandbox.ledger.requests == []
    assert desk.store.calls == []


@pytest.mark.parametrize(
    "problem", [KeyringLocked(), NoKeyring(), KeyringBroken("its own words")], ids=type
)
def test_a_keyring_that_does_not_take_a_good_key_is_named_as_the_trouble(
    desk: Desk, problem: KeyringError
) -> None:
    desk.store.problem = problem
    result = desk.entry.take(desk.bench.sandbox.key, remember=True, test=True)
    assert (result.kept, result.keyring_trouble) == (False, True)
    assert (result.title, result.advice) == (problem.title, problem.advice)
    assert desk.in_force() is None


def test_whether_there_is_a_key_is_not_doubted_because_the_keyring_is_locked(desk: Desk) -> None:
    assert not desk.entry.known()
    desk.store.problem = KeyringLocked()
    assert desk.entry.known(), "nobody is asked for a key that may be there"


def test_unlocking_finds_the_key_behind_the_lock(desk: Desk) -> None:
    assert not desk.entry.unlock()
    desk.store.problem = KeyringLocked()
    with pytest.raises(KeyringLocked):
        desk.entry.unlock()
    desk.store.problem, desk.store.key = None, ApiKey.parse(desk.bench.sandbox.key)
    assert desk.entry.unlock()
    assert "asking read" in desk.store.calls


def test_a_key_is_forgotten_everywhere_or_the_trouble_is_told(desk: Desk) -> None:
    desk.entry.take(desk.bench.sandbox.key, remember=True, test=False)
    desk.store.problem = KeyringLocked()
    with pytest.raises(KeyringLocked):
        desk.entry.forget()
    assert desk.in_force() is None
    desk.store.problem = None
    desk.entry.forget()
    assert desk.store.key is None
    assert not desk.entry.known()


def test_the_state_tells_everything_but_the_key(desk: Desk) -> None:
    key = desk.bench.sandbox.key
    desk.entry.take(key, remember=True, test=False)
    state = desk.entry.state()
    assert state.changeable
    assert state.keyring == "gated store"
    assert state.hint.startswith("nds_test_")
    assert key not in repr(state)
    assert state.problem == ""
    desk.store.problem = KeyringLocked()
    assert KeyringLocked().title in desk.entry.state().problem


def test_a_key_of_the_environment_cannot_be_changed_here(bench: Workbench) -> None:
    desk = Desk(bench, {"STASHLOG_API_KEY": bench.sandbox.key})
    assert not desk.entry.state().changeable
    assert desk.entry.test().kept


def test_the_key_in_force_can_be_tested_at_any_time(desk: Desk) -> None:
    assert desk.entry.test().title == "There is no API key yet."
    desk.entry.take(desk.bench.sandbox.key, remember=True, test=False)
    assert desk.entry.test().note == "The key works."
    desk.bench.sandbox.keys.revoke(desk.bench.sandbox.key)
    assert "refused" in desk.entry.test().title
    desk.bench.sandbox.stop()
    assert "could not be reached" in desk.entry.test().title


def test_no_key_stands_in_any_file(desk: Desk, tmp_path: Path) -> None:
    key = desk.bench.sandbox.key
    desk.entry.take(key, remember=True, test=True)
    desk.entry.test()
    desk.bench.log()
    desk.bench.deliver()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if key.encode() in path.read_bytes()]
