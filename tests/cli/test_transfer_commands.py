"""`stashlog outbox export, import`: files, pipes and what is refused."""

import csv
import io
import json
import stat
import sys
from pathlib import Path

import pytest

from stashlog.sandbox import Sandbox
from tests.support.command_line import CommandLine, program_environment, run_program


def elsewhere(stashlog: CommandLine) -> CommandLine:
    """Return the command line of another computer."""
    home = stashlog.home.with_name("elsewhere")
    return CommandLine(home, stashlog.monkeypatch, stashlog.capsys, dict(stashlog.variables))


def test_unsent_work_that_moved_is_looked_for_before_it_is_sent(
    online: CommandLine, sandbox: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "outbox.json"
    sandbox.stop()
    online("log", "--type", "call", "--subject", "Moved", "--body", "Grüße")
    exported = online("outbox", "export", str(file))
    sandbox.start()
    other = elsewhere(online)
    imported = other("outbox", "import", str(file), "--json")
    assert (exported.status, imported.status) == (0, 0)
    assert imported.document == {"added": 1, "known": 0, "checking": 1}
    assert other("send", "--json").document["checking"] == 1
    assert [request.method for request in sandbox.ledger.requests] == ["GET"]
    [item] = other("outbox", "list", "--json").document
    assert other("outbox", "show", item["id"], "--json").document["body"] == "Grüße"


def test_what_the_first_computer_sent_meanwhile_is_not_sent_again(
    online: CommandLine, sandbox: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "outbox.json"
    sandbox.stop()
    online("log", "--type", "call", "--subject", "Moved")
    online("outbox", "export", str(file))
    sandbox.start()
    assert online("send", "--json").document["sent"] == 1
    other = elsewhere(online)
    other("outbox", "import", str(file))
    assert other("send", "--wait", "20", "--json").document["sent"] == 1
    [activity] = sandbox.ledger.activities
    [item] = other("outbox", "list", "--json").document
    assert item["server_id"] == activity.id


def test_a_second_import_takes_nothing(online: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "outbox.json"
    online("log", "--type", "call")
    online("outbox", "export", str(file))
    answer = online("outbox", "import", str(file), "--json")
    assert answer.document == {"added": 0, "known": 1, "checking": 0}
    assert online.states() == ["sent"]


def test_the_file_is_private_and_holds_no_key(online: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "outbox.json"
    online("log", "--type", "call", "--subject", "Private")
    online("outbox", "export", str(file))
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["format"] == "stashlog-outbox"
    assert document["version"] == 2
    assert document["items"][0]["entry"]["subject"] == "Private"
    assert online.variables["STASHLOG_API_KEY"] not in file.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["outbox.json"]


def test_a_name_in_csv_makes_a_table_that_is_not_taken_in_again(
    online: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "Outbox.CSV"
    online("log", "--type", "call", "--subject", "=cmd|' /C calc'!A1", "--draft")
    exported = online("outbox", "export", str(file))
    assert (exported.status, "Outbox.CSV" in exported.out + exported.err) == (0, True)
    [row] = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    assert (row["state"], row["subject"]) == ("draft", "'=cmd|' /C calc'!A1")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    answer = online("outbox", "import", str(file), "--json")
    assert answer.status == 2
    assert ".json instead" in answer.document["message"]
    assert online.states() == ["draft"]


def test_standard_output_and_input_serve_as_files(tmp_path: Path) -> None:
    first = program_environment(tmp_path / "first")
    second = program_environment(tmp_path / "second")
    run_program(first, "log", "--draft", "--subject", "Grüße \U0001f600")
    exported = run_program(first, "outbox", "export", "-")
    assert json.loads(exported.out)["items"][0]["entry"]["subject"] == "Grüße \U0001f600"
    imported = run_program(second, "outbox", "import", "-", stdin=exported.out.encode())
    assert imported.status == 0
    listed = run_program(second, "outbox", "list", "--json")
    assert [item["subject"] for item in listed.document] == ["Grüße \U0001f600"]


FOREIGN = [
    (b"", "not an exported outbox"),
    (b"\x00\xff\xfe", "not an exported outbox"),
    (b"[]", "not an exported outbox"),
    (b'{"format": "something-else", "version": 1}', "not an exported outbox"),
    (b'{"format": "stashlog-outbox", "version": 1, "items": [', "incomplete"),
    (b'{"format": "stashlog-outbox", "version": 3, "items": []}', "newer"),
    (b'{"format": "stashlog-outbox", "version": "x", "items": []}', "version"),
]


@pytest.mark.parametrize(("content", "said"), FOREIGN)
def test_a_file_that_is_no_whole_export_is_refused(
    stashlog: CommandLine, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(content)
    answer = stashlog("outbox", "import", str(file), "--json")
    assert answer.status == 2
    assert said in answer.document["message"]
    assert "Nothing was imported" in answer.document["message"]
    assert stashlog.states() == []


def test_a_file_that_is_not_there_is_named(stashlog: CommandLine, tmp_path: Path) -> None:
    answer = stashlog("outbox", "import", str(tmp_path / "missing.json"))
    assert answer.status == 2
    assert "missing.json" in answer.err


def test_a_file_that_cannot_be_written_is_named(stashlog: CommandLine, tmp_path: Path) -> None:
    answer = stashlog("outbox", "export", str(tmp_path / "no" / "outbox.json"))
    assert answer.status == 2
    assert "outbox.json" in answer.err
