"""The key is never in an output, a log or a file; note text is never in a log."""

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.command_line import Answer, CommandLine, files_under

NOTE = "canary-note-8f3a"

COMMANDS = [
    ("log", "--type", "call", "--subject", NOTE, "--body", NOTE, "--json"),
    ("log", "--type", "call", "--subject", NOTE, "--deal", "dl_doesnotexist"),
    ("log", "--type", "call", "--due", NOTE),
    ("send", "--json"),
    ("outbox", "list"),
    ("outbox", "export", "-"),
    ("key", "status"),
    ("doctor",),
    ("doctor", "--json"),
]


def everything_said(stashlog: CommandLine) -> str:
    answers: list[Answer] = [stashlog(*command) for command in COMMANDS]
    return "".join(answer.out + answer.err for answer in answers)


@pytest.mark.parametrize(
    "fault",
    [
        None,
        Fault.drop_answer(times=None),
        Fault.answer_status(500, times=None),
        Fault.answer_status(401, times=None),
        Fault.answer_status(302, times=None, headers={"location": "https://elsewhere.example/"}),
    ],
    ids=["none", "drop", "500", "401", "302"],
)
def test_the_key_stays_where_it_is(
    online: CommandLine, sandbox: Sandbox, fault: Fault | None
) -> None:
    if fault is not None:
        sandbox.faults.add(fault)
    key = online.variables["STASHLOG_API_KEY"]
    secret = key.removeprefix("nds_test_")
    assert secret not in everything_said(online)
    for name, content in files_under(online.home).items():
        assert secret.encode() not in content, name


def test_a_fault_of_ours_tells_neither_key_nor_note(
    online: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception whose message holds both, in a thread of the delivery and in a command."""
    key = online.variables["STASHLOG_API_KEY"]

    def fail(*_: object) -> None:
        raise ValueError(f"{key} {NOTE}")

    monkeypatch.setattr("stashlog.services.delivery.Delivery.step", fail)
    logged = online("log", "--type", "call", "--subject", "x", "--json")
    sent = online("send", "--json")
    assert (logged.status, logged.document["state"]) == (0, "waiting")
    assert sent.status == 1
    assert "stashlog.log" in sent.document["message"]
    log = (online.home / "logs" / "stashlog.log").read_text(encoding="utf-8")
    said = logged.out + logged.err + sent.out + sent.err + log
    assert "builtins.ValueError" in log
    assert "services/delivery" in log or "delivering.py" in log
    assert NOTE not in said
    assert key.removeprefix("nds_test_") not in said


def test_the_log_has_no_note_after_a_day_of_everything(
    online: CommandLine, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.answer_status(500), Fault.drop_answer(), Fault.answer_status(400))
    everything_said(online)
    for name, content in files_under(online.home / "logs").items():
        assert NOTE.encode() not in content, name
