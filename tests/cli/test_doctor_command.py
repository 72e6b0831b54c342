"""`stashlog doctor`: what support needs to know, and nothing that is private."""

import platform
import sqlite3
from pathlib import Path

import pytest

from stashlog import __version__
from stashlog.cli.doctor_facts import proxies
from stashlog.sandbox import Sandbox
from tests.support.command_line import CommandLine


def test_a_healthy_installation_is_described(online: CommandLine, sandbox: Sandbox) -> None:
    online("log", "--type", "call", "--subject", "secret subject", "--body", "secret note")
    answer = online("doctor", "--json")
    facts = answer.document
    assert answer.status == 0
    assert facts["program"]["stashlog"] == __version__
    assert facts["program"]["python"] == platform.python_version()
    assert facts["program"]["sqlite"] == sqlite3.sqlite_version
    assert facts["folders"]["data"] == str(online.home)
    assert facts["folders"]["writable"] is True
    assert facts["folders"]["free_bytes"] > 0
    assert facts["database"]["usable"] is True
    assert facts["database"]["problems"] == []
    assert facts["database"]["items"]["sent"] == 1
    assert facts["key"]["present"] is True
    assert "STASHLOG_API_KEY" in facts["key"]["source"]
    assert facts["server"]["base_url"] == sandbox.base_url
    assert facts["server"]["reachable"] is True
    assert facts["server"]["key_verdict"] == "good"


def test_neither_the_key_nor_note_text_is_told(online: CommandLine) -> None:
    online("log", "--type", "call", "--subject", "secret subject", "--body", "secret note")
    for answer in (online("doctor"), online("doctor", "--json")):
        assert online.variables["STASHLOG_API_KEY"] not in answer.out + answer.err
        assert "secret" not in answer.out + answer.err


def test_it_changes_and_makes_nothing(stashlog: CommandLine) -> None:
    answer = stashlog("doctor", "--json")
    assert answer.status == 0
    assert answer.document["database"]["exists"] is False
    assert not (stashlog.home / "outbox.db").exists()


def test_without_a_key_it_still_finds_out_whether_the_server_is_there(
    stashlog: CommandLine, sandbox: Sandbox
) -> None:
    facts = stashlog("doctor", "--json", "--base-url", sandbox.base_url).document
    assert facts["key"]["present"] is False
    assert facts["key"]["problem"]
    assert facts["server"]["reachable"] is True
    assert facts["server"]["key_verdict"] is None
    [request] = sandbox.ledger.requests
    assert request.header("authorization") is None


def test_a_refused_key_is_a_finding(stashlog: CommandLine, sandbox: Sandbox) -> None:
    stashlog.use(sandbox, sandbox.keys.revoked)
    answer = stashlog("doctor", "--json")
    assert answer.status == 0
    assert answer.document["server"]["key_verdict"] == "refused"


def test_a_server_that_is_not_there_is_a_finding(stashlog: CommandLine) -> None:
    answer = stashlog("doctor", "--json")
    assert answer.status == 0
    assert answer.document["server"]["reachable"] is False
    assert answer.document["server"]["problem"]


def test_a_damaged_database_is_a_finding_and_left_alone(stashlog: CommandLine) -> None:
    stashlog.home.mkdir()
    file = stashlog.home / "outbox.db"
    file.write_bytes(b"this is no database" * 100)
    before = file.read_bytes()
    answer = stashlog("doctor", "--json")
    assert answer.status == 5
    assert answer.document["database"]["usable"] is False
    assert answer.document["database"]["problems"]
    assert file.read_bytes() == before


def test_an_unusable_data_folder_is_a_finding(stashlog: CommandLine) -> None:
    stashlog.home.write_text("")
    answer = stashlog("doctor")
    assert answer.status == 5
    assert "Usable: no" in answer.out


def test_wrong_settings_are_listed(stashlog: CommandLine) -> None:
    stashlog.home.mkdir()
    (stashlog.home / "settings.toml").write_text("colour = 1\nstamp_metadata = false\n")
    facts = stashlog("doctor", "--json").document
    assert facts["settings"]["stamp_metadata"] is False
    assert len(facts["settings"]["problems"]) == 1
    assert "colour" in facts["settings"]["problems"][0]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("http://user:pass@proxy.example:8080", "http://proxy.example:8080"),
        ("user:pass@proxy.example:8080", "proxy.example:8080"),
        ("proxy.example", "proxy.example"),
        ("http://user:pass@[bad", "…"),
    ],
)
def test_proxies_are_told_without_their_passwords(
    monkeypatch: pytest.MonkeyPatch, given: str, told: str
) -> None:
    monkeypatch.setenv("https_proxy", given)
    assert proxies()["https"] == told


def test_text_has_a_label_for_everything(online: CommandLine, tmp_path: Path) -> None:
    answer = online("doctor")
    assert answer.status == 0
    assert answer.err == ""
    assert str(tmp_path) in answer.out
    for heading in ("Versions", "Folders", "Settings", "Database", "API key", "Server"):
        assert heading in answer.out.splitlines()
