"""The first start: a key is pasted, tested and kept in the keyring, and nowhere else."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.sandbox import Sandbox
from tests.support.desktop import Desktop, desktop
from tests.support.program import Program, Workplace, told_to, written_under
from tests.support.waiting import PATIENCE

pytestmark = [pytest.mark.desktop, pytest.mark.keyring]

LOOK_INTO_KEYRING = """
import secretstorage

with secretstorage.dbus_init() as bus:
    for item in secretstorage.get_default_collection(bus).get_all_items():
        print(item.get_label(), item.get_attributes(), item.get_secret().decode())
"""
"""A program that knows nothing of Stashlog and prints what the user's keyring holds."""


@pytest.fixture
def user(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop of a user of its own, whose keyring and files are looked into."""
    with desktop(tmp_path) as running:
        yield running


@pytest.fixture
def new(user: Desktop, sandbox: Sandbox, tmp_path: Path) -> Workplace:
    """A first start: no key anywhere."""
    return Workplace(user, tmp_path / "stashlog", sandbox.base_url)


def kept_in_keyring(user: Desktop) -> str:
    """Return all that the keyring holds, as another program reads it."""
    looked = subprocess.run(
        [sys.executable, "-c", LOOK_INTO_KEYRING],
        env=user.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return looked.stdout


def enter(stashlog: Program, key: str) -> None:
    """Paste a key on the page of the first run and have it tested."""
    stashlog.controls.find("API key", "password text", states=("showing", "focused"))
    stashlog.controls.set_secret("API key", key)
    stashlog.controls.press("Test and save")


def test_a_pasted_key_is_tested_and_then_in_the_keyring_and_nowhere_else(
    new: Workplace, user: Desktop, sandbox: Sandbox, tmp_path: Path
) -> None:
    with new.program() as stashlog:
        enter(stashlog, sandbox.key)
        stashlog.controls.find("Contact", "text", states=("showing", "focused"))
        (test,) = [one for one in sandbox.ledger.requests if one.path == "/v1/activities"]
        assert (test.method, test.path, test.query) == ("GET", "/v1/activities", (("limit", "1"),))
        stashlog.fill(subject="First of all")
        stashlog.log()
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))
        shown = stashlog.controls.tree()
        command_line = told_to(stashlog.process)
        assert stashlog.terminate() == 0

    assert sandbox.key in kept_in_keyring(user)
    assert sandbox.key not in shown
    secret = sandbox.key.encode()
    assert secret not in command_line
    files = dict(written_under(tmp_path))
    assert new.home / "logs" / "stashlog.log" in files
    assert any(b"First of all" in content for content in files.values()), "nothing was looked into"
    leaks = [str(path) for path, content in files.items() if secret in content]
    assert leaks == []


def test_a_wrong_key_is_refused_in_words_and_not_kept(
    new: Workplace, user: Desktop, sandbox: Sandbox
) -> None:
    with new.program() as stashlog:
        enter(stashlog, sandbox.keys.revoked)
        stashlog.controls.find(
            role="label", containing="nodestash refused this key.", states=("showing",)
        )
        said = stashlog.controls.description("API key", "password text")
        assert said.startswith("nodestash refused this key.")
        assert kept_in_keyring(user) == ""

        enter(stashlog, sandbox.key)
        stashlog.controls.find("Contact", "text", states=("showing", "focused"))

    assert sandbox.key in kept_in_keyring(user)


def test_the_next_start_finds_the_key_and_asks_for_nothing(
    new: Workplace, sandbox: Sandbox
) -> None:
    assert new.command("key", "set", stdin=sandbox.key.encode()).returncode == 0

    with new.program() as stashlog:
        stashlog.fill(subject="With the key from last time")
        stashlog.log()
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))
        stashlog.controls.missing("API key", states=("showing",))
