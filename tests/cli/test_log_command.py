"""`stashlog log`: what is stored, what is sent, and what its exit status and JSON say."""

import json

import pytest

from stashlog.sandbox import Fault, Sandbox
from tests.support.command_line import CommandLine

SHAPE = {"id", "state", "server_id", "request_id", "message", "field_errors"}


@pytest.fixture
def contact(sandbox: Sandbox) -> str:
    return sandbox.workspace.contacts[0].id


def test_an_activity_is_sent_as_it_was_given(
    online: CommandLine, sandbox: Sandbox, contact: str
) -> None:
    answer = online(
        *("log", "--type", "call", "--contact", contact, "--subject", "No answer"),
        *("--body", "Zeile eins\nand “two”", "--due", "2026-03-14T14:00:00+01:00"),
        *("--tag", "follow-up", "--tag", "Important", "--meta", "outcome=voicemail=long"),
        *("--phone", "+49 30 1234", "--json"),
    )
    document = answer.document
    assert answer.status == 0
    assert document.keys() == SHAPE
    assert document["state"] == "sent"
    assert document["field_errors"] == {}
    assert document["message"]
    [activity] = sandbox.ledger.activities
    assert document["server_id"] == activity.id
    assert document["request_id"].startswith("req_")
    assert activity.idempotency_key == f"stashlog-activity-{document['id']}"
    assert activity.received == {
        "type": "call",
        "contact_id": contact,
        "subject": "No answer",
        "body": "Zeile eins\nand “two”",
        "due_date": "2026-03-14T13:00:00Z",
        "tags": ["follow-up", "Important"],
        "metadata": {
            "phone": "+49 30 1234",
            "outcome": "voicemail=long",
            "stashlog_id": document["id"],
        },
    }


def test_text_names_the_state_and_both_ids(online: CommandLine, sandbox: Sandbox) -> None:
    answer = online("log", "--type", "note", "--subject", "Lunch")
    [activity] = sandbox.ledger.activities
    assert answer.status == 0
    assert answer.out.startswith("Sent.")
    assert activity.id in answer.out
    assert activity.received["metadata"] == {"stashlog_id": answer.out.split()[3].rstrip(",")}
    assert answer.err == ""


def test_a_type_alone_is_enough_for_a_script(online: CommandLine, sandbox: Sandbox) -> None:
    assert online("log", "--type", "meeting").status == 0
    assert sandbox.ledger.activities[0].received["type"] == "meeting"


def test_without_network_it_is_stored_and_waits(stashlog: CommandLine, sandbox: Sandbox) -> None:
    stashlog.use(sandbox)
    sandbox.stop()
    answer = stashlog("log", "--type", "call", "--json")
    assert answer.status == 0
    assert answer.document["state"] == "waiting"
    assert "Offline" in answer.document["message"]
    assert stashlog.states() == ["waiting"]


def test_a_refused_field_is_named_by_its_option_and_by_the_field_in_json(
    online: CommandLine, sandbox: Sandbox
) -> None:
    sandbox.faults.add(
        Fault.answer_status(
            400,
            times=2,
            body=json.dumps(
                {
                    "error": {
                        "code": "VALIDATION_ERROR",
                        "message": "Validation failed",
                        "details": [{"field": "subject", "message": "Too short"}],
                    }
                }
            ).encode(),
        )
    )
    text = online("log", "--type", "call", "--subject", "x")
    document = online("log", "--type", "call", "--subject", "x", "--json")
    assert text.status == document.status == 3
    assert "--subject: Too short" in text.err
    assert "Needs you" in text.out
    assert document.document["state"] == "needs_you"
    assert document.document["field_errors"] == {"subject": "Too short"}
    assert online.states() == ["needs_you", "needs_you"]


def test_a_link_that_nodestash_does_not_know_is_kept_under_needs_you(online: CommandLine) -> None:
    answer = online("log", "--type", "call", "--deal", "dl_doesnotexist", "--json")
    assert answer.status == 3
    assert answer.document["field_errors"].keys() == {"deal_id"}


def test_a_refused_key_keeps_it_waiting(stashlog: CommandLine, sandbox: Sandbox) -> None:
    stashlog.use(sandbox, sandbox.keys.revoked)
    answer = stashlog("log", "--type", "call", "--json")
    assert answer.status == 4
    assert answer.document["state"] == "waiting"
    assert stashlog.states() == ["waiting"]


def test_a_key_without_the_right_to_write_keeps_it_waiting(
    stashlog: CommandLine, sandbox: Sandbox
) -> None:
    stashlog.use(sandbox, sandbox.keys.read_only)
    answer = stashlog("log", "--type", "call", "--json")
    assert (answer.status, answer.document["state"]) == (4, "waiting")


def test_without_a_key_it_is_kept_waiting(stashlog: CommandLine) -> None:
    answer = stashlog("log", "--type", "call", "--json")
    assert (answer.status, answer.document["state"]) == (4, "waiting")
    assert "keyring.backends.null.Keyring" in answer.document["message"], "the true cause"
    assert "stashlog send" in answer.document["message"]


@pytest.mark.parametrize(
    "key", ["nds_test_with space", "nds_test_line\nbreak", "“nds_test_quoted”"]
)
def test_a_key_that_cannot_be_one_keeps_it_waiting(
    stashlog: CommandLine, sandbox: Sandbox, key: str
) -> None:
    stashlog.use(sandbox, key)
    answer = stashlog("log", "--type", "call", "--json")
    assert (answer.status, answer.document["state"]) == (4, "waiting")
    assert "STASHLOG_API_KEY" in answer.err
    assert sandbox.ledger.requests == []
    assert key not in answer.out + answer.err


def test_an_answer_that_is_lost_leaves_it_checking(online: CommandLine, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.drop_answer().on(method="POST"))
    answer = online("log", "--type", "call", "--json")
    assert (answer.status, answer.document["state"]) == (0, "checking")
    assert len(sandbox.ledger.activities) == 1


def test_older_items_go_first_and_do_not_keep_it_from_being_sent(
    online: CommandLine, sandbox: Sandbox
) -> None:
    sandbox.stop()
    online("log", "--type", "call", "--subject", "first")
    sandbox.start()
    assert online("log", "--type", "call", "--subject", "second").status == 0
    subjects = [activity.received["subject"] for activity in sandbox.ledger.activities]
    assert subjects == ["first", "second"]


def test_a_draft_is_stored_and_not_sent(online: CommandLine, sandbox: Sandbox) -> None:
    answer = online("log", "--type", "call", "--subject", "Later", "--draft", "--json")
    assert (answer.status, answer.document["state"]) == (0, "draft")
    assert sandbox.ledger.requests == []


def test_a_draft_may_hold_what_cannot_be_sent(online: CommandLine) -> None:
    assert online("log", "--contact", "unknown", "--due", "someday", "--draft").status == 0
    assert online.states() == ["draft"]


BAD = [
    (("--type", "call", "--contact", "co_abc"), "contact_id", "--contact"),
    (("--type", "call", "--company", "abc"), "company_id", "--company"),
    (("--type", "call", "--deal", "dl_"), "deal_id", "--deal"),
    (("--type", "call", "--due", "someday"), "due_date", "--due"),
    (("--type", "call", "--tag", "x" * 51), "tags", "--tag"),
    (("--type", "call", "--meta", "=value"), "metadata", "--meta"),
    (("--type", "call", "--meta", "value"), "metadata", "--meta"),
    (("--type", "call", "--meta", "a=1", "--meta", "a=2"), "metadata", "--meta"),
    (("--type", "call", "--meta", "stashlog_id=1"), "metadata", "--meta"),
    (("--type", "telegram"), "type", "--type"),
    ((), "type", "--type"),
]


@pytest.mark.parametrize(("arguments", "field", "option"), BAD)
def test_a_value_that_cannot_be_sent_is_named_and_nothing_is_stored(
    online: CommandLine, sandbox: Sandbox, arguments: tuple[str, ...], field: str, option: str
) -> None:
    text = online("log", *arguments)
    answer = online("log", *arguments, "--json")
    document = answer.document
    assert text.status == answer.status == 2
    assert text.out == ""
    assert option in text.err
    assert document.keys() == SHAPE
    assert document["id"] is document["state"] is None
    assert document["field_errors"].keys() == {field}
    assert sandbox.ledger.requests == []
    assert online.states() == []


def test_all_wrong_values_are_named_at_once(online: CommandLine) -> None:
    answer = online("log", "--type", "x", "--contact", "y", "--due", "z", "--json")
    assert answer.document["field_errors"].keys() == {"type", "contact_id", "due_date"}


def test_an_unusable_data_folder_claims_nothing(stashlog: CommandLine) -> None:
    stashlog.home.write_text("a file in the place of the folder")
    text = stashlog("log", "--type", "call")
    answer = stashlog("log", "--type", "call", "--json")
    assert text.status == answer.status == 5
    assert str(stashlog.home) in text.err
    assert text.out == ""
    assert answer.document["id"] is answer.document["state"] is None


def test_a_due_date_is_said_as_it_was_understood(online: CommandLine) -> None:
    answer = online("log", "--type", "task", "--due", "2026-11-27 14:00")
    assert "Due Fri 27 Nov 2026, 14:00" in answer.out


def test_a_due_date_is_part_of_the_message_for_scripts(online: CommandLine) -> None:
    answer = online("log", "--type", "task", "--due", "2026-11-27 14:00", "--json")
    assert json.loads(answer.out)["message"].endswith(" Due Fri 27 Nov 2026, 14:00")


def test_scripts_get_messages_by_the_fields_of_the_api(
    online: CommandLine, sandbox: Sandbox
) -> None:
    """The form keeps the path of a detail; a script knows only the metadata."""
    details = [("metadata.direction", "Unknown"), ("metadata.other", "Too long"), ("tags.0", "No")]
    sandbox.faults.add(Fault.refuse_fields(details).on("POST"))
    answer = online("log", "--type", "call", "--json")
    assert answer.status == 3
    assert set(answer.document["field_errors"]) == {"metadata", "tags"}
    assert "Unknown" in answer.document["field_errors"]["metadata"]
    assert "Too long" in answer.document["field_errors"]["metadata"]
    (listed,) = online("outbox", "list", "--json").document
    assert listed["field_errors"] == answer.document["field_errors"]
