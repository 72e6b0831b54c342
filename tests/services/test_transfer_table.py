"""The outbox as a table: everything is in it, and no cell of it can be run."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.entry import Entry
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.transfer_table import COLUMNS, is_table, table
from tests.support.items import NOON, later, made_draft, made_item


def rows_of(*items: Item) -> list[dict[str, Any]]:
    """Return a table of these items as a program reads it."""
    text = table(items, {}, NOON).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_everything_about_an_item_stands_in_its_line() -> None:
    item = made_item(
        entry=Entry(
            type="call",
            subject="Grüße, “you”",
            body='first "line"\r\nsecond; line',
            contact_id="ct_1",
            company_id="co_1",
            deal_id="dl_1",
            due_date="tomorrow 9",
            tags=("a", "b c"),
            metadata=(("place", "Köln"),),
        ),
        activity=Activity(ActivityType.CALL, due_date=later(60), metadata={"place": "Köln"}),
        state=State.NEEDS_YOU,
        reason=Reason(ReasonCode.REFUSED_FIELDS, "No"),
        field_errors={"subject": "Too long"},
        attempts=2,
        not_before=later(5),
        request_id="req_1",
        updated_at=later(1),
    )
    [row] = rows_of(item)
    assert row == {
        "id": item.id,
        "state": "needs_you",
        "type": "call",
        "subject": "Grüße, “you”",
        "body": 'first "line"\r\nsecond; line',
        "contact_id": "ct_1",
        "company_id": "co_1",
        "deal_id": "dl_1",
        "due_date": "2026-03-14T12:01:00Z",
        "tags": "a, b c",
        "metadata": '{"place": "Köln"}',
        "created_at": "2026-03-14T12:00:00Z",
        "updated_at": "2026-03-14T12:00:01Z",
        "attempts": "2",
        "not_before": "2026-03-14T12:00:05Z",
        "reason": row["reason"],
        "field_errors": '{"subject": "Too long"}',
        "server_id": "",
        "request_id": "req_1",
    }
    assert "No" in row["reason"]


def test_a_draft_that_cannot_be_read_yet_stands_there_as_it_was_typed() -> None:
    entry = Entry(subject="Half", due_date="someday", metadata=(("place", "here"),))
    [row] = rows_of(made_draft(entry=entry, activity=None))
    assert (row["state"], row["due_date"], row["metadata"]) == (
        "draft",
        "someday",
        '{"place": "here"}',
    )


def test_the_reason_names_what_holds_the_queue() -> None:
    paused = {GateKind.PAUSED: Gate(GateKind.PAUSED, NOON)}
    open_, held = (table([made_item()], gates, NOON) for gates in ({}, paused))
    assert open_ != held
    assert b"aused" in held


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "+49 30 1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r\n=1",
        "  =1",
        "\x00=1",
        "\uff1d1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text(text: str) -> None:
    entry = Entry(
        type="call",
        subject=text,
        body=text,
        contact_id=text,
        company_id=text,
        deal_id=text,
        due_date=text,
        tags=(text, text),
    )
    [row] = rows_of(
        made_item(
            entry=entry, server_id=text, request_id=text, reason=Reason(ReasonCode.REFUSED, text)
        )
    )
    kept = text.replace("\x00", "")
    for column in ("subject", "body", "contact_id", "company_id", "deal_id", "due_date"):
        assert row[column] == f"'{kept}"
    assert (row["server_id"], row["request_id"]) == (f"'{kept}", f"'{kept}")
    assert row["tags"].startswith("'")
    assert not [cell for cell in row.values() if cell.lstrip()[:1] in {"=", "+", "-", "@"}]


@pytest.mark.parametrize("text", ["a=1", "'quoted", "", " plain ", "100 % -off", "<b>"])
def test_any_other_text_stands_there_as_it_is(text: str) -> None:
    assert rows_of(made_item(subject=text))[0]["subject"] == text


def test_what_no_file_can_hold_is_replaced() -> None:
    [row] = rows_of(made_draft(entry=Entry(subject="half \ud83d", body="NUL \x00 between")))
    assert (row["subject"], row["body"]) == ("half \ufffd", "NUL  between")


def test_an_empty_outbox_is_a_table_of_its_heads() -> None:
    content = table([], {}, NOON)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"
    assert is_table(content)
    assert is_table(content.removeprefix(b"\xef\xbb\xbf"))
    assert not is_table(b'{"format": "stashlog-outbox"}')
