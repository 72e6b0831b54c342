"""`stashlog send`: what is due goes out, and the sum of it is told."""

from pathlib import Path

import pytest

from stashlog.bootstrap import utc_now
from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.paths import Places
from stashlog.sandbox import Fault, Sandbox
from stashlog.services.desk import Desk
from stashlog.services.link_later import log_later
from stashlog.services.reading import CaptureRules
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from stashlog.storage.store import Store
from tests.support.command_line import DELIVERED_WITHIN, NOWHERE, CommandLine

SHAPE = {"sent", "waiting", "checking", "needs_you", "items"}


def test_what_waited_for_the_network_is_sent(online: CommandLine, sandbox: Sandbox) -> None:
    sandbox.stop()
    online("log", "--type", "call", "--subject", "first")
    online("log", "--type", "note", "--subject", "second")
    sandbox.start()
    answer = online("send", "--json")
    document = answer.document
    assert answer.status == 0
    assert document.keys() == SHAPE
    assert (document["sent"], document["waiting"]) == (2, 0)
    assert [item["subject"] for item in document["items"]] == ["first", "second"]
    assert {item["state"] for item in document["items"]} == {"sent"}
    assert online.states() == ["sent", "sent"]


def test_text_counts_and_names_what_was_done(online: CommandLine, sandbox: Sandbox) -> None:
    sandbox.stop()
    online("log", "--type", "call", "--subject", "first")
    sandbox.start()
    answer = online("send")
    assert answer.out.startswith("Sent: 1 ")
    assert "first" in answer.out


def test_nothing_to_send_is_no_trouble(online: CommandLine, sandbox: Sandbox) -> None:
    answer = online("send", "--json")
    assert answer.status == 0
    assert answer.document == {
        "sent": 0, "waiting": 0, "checking": 0, "needs_you": 0, "items": []
    }  # fmt: skip
    assert sandbox.ledger.requests == []


def test_a_refusal_in_this_run_is_the_exit_status(online: CommandLine, sandbox: Sandbox) -> None:
    sandbox.stop()
    online("log", "--type", "call", "--deal", "dl_doesnotexist")
    sandbox.start()
    answer = online("send", "--json")
    assert answer.status == 3
    assert answer.document["needs_you"] == 1
    assert online("send").status == 0, "an old refusal is not this run's"


def test_a_refused_key_is_the_exit_status(stashlog: CommandLine, sandbox: Sandbox) -> None:
    stashlog("log", "--type", "call")
    stashlog.use(sandbox, sandbox.keys.revoked)
    answer = stashlog("send", "--json")
    assert answer.status == 4
    assert answer.document["waiting"] == 1


def test_waiting_finds_out_what_became_of_a_lost_answer(
    online: CommandLine, sandbox: Sandbox
) -> None:
    sandbox.faults.add(Fault.drop_answer().on(method="POST"))
    assert online("log", "--type", "call", "--json").document["state"] == "checking"
    answer = online("send", "--wait", DELIVERED_WITHIN, "--json")
    assert answer.status == 0
    assert answer.document["sent"] == 1
    assert len(sandbox.ledger.activities) == 1


def test_waiting_says_why_nothing_moves_and_ends_in_time(stashlog: CommandLine) -> None:
    stashlog.variables.update(STASHLOG_API_KEY="nds_test_abc", STASHLOG_BASE_URL=NOWHERE)
    stashlog("log", "--type", "call")
    answer = stashlog("send", "--wait", "0.2", "--json")
    assert answer.status == 0
    assert answer.document["waiting"] == 1
    assert "Offline" in answer.err


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "inf", "1e9", ""])
def test_a_wait_that_is_no_time_is_refused(stashlog: CommandLine, text: str) -> None:
    answer = stashlog("send", f"--wait={text}")
    assert answer.status == 2
    assert "--wait" in answer.err


def test_an_unusable_data_folder_is_the_exit_status(stashlog: CommandLine) -> None:
    stashlog.home.write_text("")
    answer = stashlog("send", "--json")
    assert answer.status == 5
    assert answer.document.keys() == {"message"}


def waits_for_its_contact(home: Path, contact_id: str = "ct_ada") -> None:
    """Log something whose contact is a name, as the window does, and learn whose name it is."""
    folder = Places.under(home).data
    desk = Desk.over(Store.open(folder), utc_now, CaptureRules())
    log_later(desk, Entry("call", "Met at the fair", contact_id="Ada Free"), None, "form")
    desk.close()
    database = open_directory(folder)
    DirectoryCopy(database).put((Record(contact_id, Kind.CONTACT, "Ada Free"),), 1)
    database.close()


@pytest.mark.parametrize("command", [("send",), ("log", "--type", "note", "--subject", "Later")])
def test_what_waits_for_a_contact_who_is_known_by_now_is_linked_and_sent(
    online: CommandLine, sandbox: Sandbox, command: tuple[str, ...]
) -> None:
    known = sandbox.workspace.contacts[0].id
    waits_for_its_contact(online.home, known)
    assert online(*command).status == 0
    received = [activity.received for activity in sandbox.ledger.activities]
    assert ("Met at the fair", known) in [
        (one.get("subject"), one.get("contact_id")) for one in received
    ]


def test_a_directory_that_cannot_be_used_keeps_nothing_else_from_being_sent(
    online: CommandLine, sandbox: Sandbox
) -> None:
    sandbox.stop()
    online("log", "--type", "note", "--subject", "Goes out")
    waits_for_its_contact(online.home)
    sandbox.start()
    directory = Places.under(online.home).data / "directory.db"
    directory.unlink()
    directory.mkdir()
    assert online("send", "--json").document["sent"] == 1
    assert online.states() == ["sent", "draft"]
