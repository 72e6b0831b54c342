"""`stashlog outbox list, show, retry, discard`."""

import re

import pytest

from stashlog.sandbox import Sandbox
from tests.support.command_line import CommandLine

SHAPE = {
    "id", "state", "type", "subject", "contact_id", "company_id", "deal_id", "due_date", "tags",
    "metadata", "created_at", "updated_at", "attempts", "not_before", "reason", "field_errors",
    "server_id", "request_id",
}  # fmt: skip
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def filled(online: CommandLine) -> CommandLine:
    """An outbox with one item that was sent, one that needs a person and one draft."""
    online("log", "--type", "call", "--subject", "Arrived", "--due", "2026-03-14T13:00:00Z")
    online("log", "--type", "task", "--subject", "Refused", "--deal", "dl_doesnotexist")
    online("log", "--type", "note", "--subject", "Unfinished", "--draft")
    return online


def test_the_list_is_oldest_first_and_complete(filled: CommandLine) -> None:
    items = filled("outbox", "list", "--json").document
    assert [item["subject"] for item in items] == ["Arrived", "Refused", "Unfinished"]
    assert [item["state"] for item in items] == ["sent", "needs_you", "draft"]
    assert all(item.keys() == SHAPE for item in items)
    assert all(UTC.fullmatch(item["created_at"]) for item in items)
    arrived, refused, unfinished = items
    assert arrived["due_date"] == "2026-03-14T13:00:00Z"
    assert arrived["server_id"].startswith("act_")
    assert arrived["reason"] is None
    assert arrived["attempts"] == 1
    assert refused["field_errors"].keys() == {"deal_id"}
    assert refused["reason"]
    assert refused["server_id"] is None
    assert unfinished["contact_id"] is unfinished["not_before"] is None


def test_an_empty_outbox_is_an_empty_array(stashlog: CommandLine) -> None:
    answer = stashlog("outbox", "list", "--json")
    assert (answer.status, answer.document) == (0, [])


def test_text_shows_state_subject_and_the_beginning_of_the_id(filled: CommandLine) -> None:
    [first, *_] = filled("outbox", "list", "--json").document
    line, *_ = filled("outbox", "list").out.splitlines()
    assert line.startswith(first["id"][:8])
    assert "Sent" in line
    assert "Call: Arrived" in line


def test_the_list_can_be_narrowed_to_states(filled: CommandLine) -> None:
    answer = filled("outbox", "list", "--state", "draft", "--state", "sent", "--json")
    assert [item["state"] for item in answer.document] == ["sent", "draft"]


def test_an_unknown_state_is_refused_and_the_known_ones_are_named(stashlog: CommandLine) -> None:
    answer = stashlog("outbox", "list", "--state", "lost", "--json")
    assert answer.status == 2
    assert "--state" in answer.document["message"]
    assert "needs_you" in answer.document["message"]


def test_one_item_is_shown_with_its_notes(online: CommandLine) -> None:
    online("log", "--type", "call", "--subject", "Subject", "--body", "line one\nline two")
    [item] = online("outbox", "list", "--json").document
    text = online("outbox", "show", item["id"][:6])
    document = online("outbox", "show", item["id"], "--json").document
    assert text.status == 0
    assert "line one\nline two" in text.out
    assert item["server_id"] in text.out
    assert document == {**item, "body": "line one\nline two"}


def test_text_for_a_terminal_cannot_move_its_cursor(online: CommandLine) -> None:
    online("log", "--type", "call", "--subject", "a\x1b[2Jb\u202ec", "--body", "x\x1b]0;t\x07y")
    [item] = online("outbox", "list", "--json").document
    text = online("outbox", "list").out + online("outbox", "show", item["id"]).out
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x07" not in text


def test_a_refused_item_can_be_tried_again(filled: CommandLine) -> None:
    _, refused, _ = filled("outbox", "list", "--json").document
    answer = filled("outbox", "retry", refused["id"], "--json")
    assert answer.status == 0
    assert answer.document["state"] == "waiting"
    assert filled.states() == ["sent", "waiting", "draft"]


def test_a_discarded_item_is_kept(filled: CommandLine) -> None:
    *_, draft = filled("outbox", "list", "--json").document
    answer = filled("outbox", "discard", draft["id"][:8])
    assert answer.status == 0
    assert "30 days" in answer.out
    assert filled.states() == ["sent", "needs_you", "discarded"]


@pytest.mark.parametrize("command", ["retry", "discard"])
def test_what_was_sent_is_sent(filled: CommandLine, command: str) -> None:
    sent, *_ = filled("outbox", "list", "--json").document
    answer = filled("outbox", command, sent["id"], "--json")
    assert answer.status == 2
    assert "already in nodestash" in answer.document["message"]
    assert filled.states() == ["sent", "needs_you", "draft"]


@pytest.mark.parametrize("command", ["show", "retry", "discard"])
def test_an_unknown_id_is_named(stashlog: CommandLine, command: str) -> None:
    answer = stashlog("outbox", command, "no-such-id")
    assert answer.status == 2
    assert "no-such-id" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("command", ["show", "retry", "discard", "export", "import"])
def test_a_missing_operand_is_named(stashlog: CommandLine, command: str) -> None:
    answer = stashlog("outbox", command)
    assert answer.status == 2
    assert "needs ID" in answer.err or "needs FILE" in answer.err


def test_reading_needs_no_network(stashlog: CommandLine, sandbox: Sandbox) -> None:
    stashlog.use(sandbox)
    stashlog("outbox", "list")
    assert sandbox.ledger.requests == []
