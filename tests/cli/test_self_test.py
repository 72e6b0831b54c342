"""`stashlog --self-test`, as those see it who build and roll out."""

from pathlib import Path

import pytest

from stashlog.bootstrap import Parts
from stashlog.cli.run import run
from stashlog.credentials import NoKeyring
from stashlog.storage import self_test as storage_self_test

pytestmark = pytest.mark.usefixtures("no_keyring")


def only_connect(parts: Parts, _: Path) -> int:
    """Start the sandbox and open no window: the demonstration has tests of its own."""
    parts.connection()
    return 0


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the keyring of whoever runs the tests alone."""

    def none() -> str:
        raise NoKeyring

    monkeypatch.setattr("stashlog.credentials.self_test.round_trip", none)
    monkeypatch.setattr("stashlog.bootstrap.run_headless_demo", only_connect)


def test_every_part_that_is_there_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--self-test"]) == 0
    answer = capsys.readouterr().out
    assert "SQLite: passed" in answer
    assert "Keyring back ends: passed" in answer


def test_what_this_machine_lacks_is_skipped_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["--self-test"])

    assert "TLS with the system's certificates: skipped (no --base-url" in capsys.readouterr().out


def test_a_lost_part_fails_and_keeps_no_other_check_from_being_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(storage_self_test, "_SCRIPT", ("SELECT nonsense",))

    assert run(["--self-test"]) == 1
    answer = capsys.readouterr().out
    assert "SQLite: FAILED" in answer
    assert "Window and sandbox: passed" in answer


def test_it_is_not_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])

    assert "--self-test" not in capsys.readouterr().out
