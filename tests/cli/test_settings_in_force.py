"""Whose settings hold: an address that cannot be used, and what the administrator decided."""

from pathlib import Path

import pytest

from stashlog import paths
from stashlog.sandbox import Sandbox
from tests.support.command_line import NOWHERE, CommandLine


@pytest.fixture
def managed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an administrator, which does not exist yet, in a place that a test may write."""
    file = tmp_path / "managed.toml"
    located = paths.Places.locate
    monkeypatch.setattr(
        "stashlog.cli.context.Places.locate",
        lambda environment: located(environment)._replace(managed_file=file),
    )
    return file


def logged(stashlog: CommandLine, *words: str) -> dict[str, object]:
    answer = stashlog("log", "--type", "note", "--subject", "Kept", "--json", *words)
    assert answer.status in (0, 4), answer.err
    document = answer.document
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    "line", ['base_url = "http://nodestash.example/v1"', "base_url = https://nodestash.example/v1"]
)
def test_an_address_that_cannot_be_used_holds_everything_back_and_says_so(
    stashlog: CommandLine, line: str
) -> None:
    stashlog.home.mkdir()
    (stashlog.home / "settings.toml").write_text(line + "\n", encoding="utf-8")
    stashlog.variables.update(STASHLOG_API_KEY="nds_test_key", STASHLOG_BASE_URL="")
    answer = stashlog("log", "--type", "note", "--subject", "Kept", "--json")

    assert answer.status == 0
    assert answer.document["state"] == "waiting"
    assert "base_url" in answer.document["message"]
    assert str(stashlog.home / "settings.toml") in answer.err
    assert stashlog("doctor", "--json").document["server"]["base_url"] is None


def test_what_the_administrator_decided_is_in_force_and_shown_as_such(
    stashlog: CommandLine, managed: Path, sandbox: Sandbox
) -> None:
    managed.write_text(f'base_url = "{sandbox.base_url}"\n', encoding="utf-8")
    stashlog.variables.update(STASHLOG_API_KEY=sandbox.key, STASHLOG_BASE_URL="")

    assert logged(stashlog)["state"] == "sent"
    settings = stashlog("doctor", "--json").document["settings"]
    assert settings["managed"] == ["base_url"]
    assert settings["managed_file"] == str(managed)


@pytest.mark.parametrize("by_option", [True, False])
def test_nobody_moves_an_address_that_the_administrator_decided(
    stashlog: CommandLine, managed: Path, by_option: bool
) -> None:
    managed.write_text('base_url = "http://127.0.0.1:11/v1"\n', encoding="utf-8")
    words = ("--base-url", NOWHERE) if by_option else ()
    if not by_option:
        stashlog.variables["STASHLOG_BASE_URL"] = NOWHERE
    answer = stashlog("log", "--type", "note", "--subject", "Kept", *words)

    assert answer.status == 2
    assert "administrator" in answer.err
    assert ("--base-url" if by_option else "STASHLOG_BASE_URL") in answer.err
    assert not (stashlog.home / "outbox.db").exists()


def test_the_same_address_once_more_is_no_contradiction(
    stashlog: CommandLine, managed: Path
) -> None:
    managed.write_text(f'base_url = "{NOWHERE}"\n', encoding="utf-8")

    assert stashlog("outbox", "list", "--base-url", NOWHERE).status == 0
