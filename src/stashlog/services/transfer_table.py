"""The outbox as a table for spreadsheets: one line for each activity, to be read and not imported.

UTF-8 with a byte order mark, by which spreadsheets know it; commas, every cell in quotes, CRLF (RFC
4180). The columns are those of `stashlog outbox list --json`, and the notes. Times are UTC, tags
are separated by commas, metadata and field errors are JSON.

A spreadsheet runs a cell that begins like a formula, and its text may come from anybody who knows
how to reach the user. Such a cell gets an apostrophe in front, which spreadsheets take for "this is
text". NUL, which they take for the end of the file, is left out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from stashlog.domain.entry import sendable
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item
from stashlog.domain.payload import utc_text
from stashlog.wording.reasons import reason_line

COLUMNS = (
    "id",
    "state",
    "type",
    "subject",
    "body",
    "contact_id",
    "company_id",
    "deal_id",
    "due_date",
    "tags",
    "metadata",
    "created_at",
    "updated_at",
    "attempts",
    "not_before",
    "reason",
    "field_errors",
    "server_id",
    "request_id",
)
MARK = "\ufeff"
HEAD = ",".join(f'"{name}"' for name in COLUMNS)
"""The first line; it tells a table of ours from other files."""

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, in either width; tabs, line ends and spaces may stand before it."""


def table(items: Iterable[Item], gates: Mapping[GateKind, Gate], now: datetime) -> bytes:
    """Return the file.

    Args:
        items: What is written, one line each.
        gates: For the reasons: what holds the queue.
        now: The present, UTC; the reasons name times of today without their date.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for item in items:
        row = _row(item, gates, now)
        writer.writerow([_cell(row[name]) for name in COLUMNS])
    return (MARK + text.getvalue()).encode()


def is_table(content: bytes) -> bool:
    """Whether this is a table that was exported here."""
    return content.removeprefix(MARK.encode()).startswith(HEAD.encode())


def _row(item: Item, gates: Mapping[GateKind, Gate], now: datetime) -> dict[str, str]:
    entry, activity = item.entry, item.activity
    due = None if activity is None else activity.due_date
    metadata = dict(entry.metadata) if activity is None else activity.metadata
    return {
        "id": item.id,
        "state": str(item.state),
        "type": entry.type,
        "subject": entry.subject,
        "body": entry.body,
        "contact_id": entry.contact_id,
        "company_id": entry.company_id,
        "deal_id": entry.deal_id,
        "due_date": _time(due) or entry.due_date,
        "tags": ", ".join(entry.tags),
        "metadata": _json(metadata),
        "created_at": utc_text(item.created_at),
        "updated_at": utc_text(item.updated_at),
        "attempts": str(item.attempts),
        "not_before": _time(item.not_before),
        "reason": reason_line(item, gates, now),
        "field_errors": _json(item.field_errors),
        "server_id": item.server_id or "",
        "request_id": item.request_id or "",
    }


def _cell(text: str) -> str:
    kept = sendable(text).replace("\x00", "")
    return f"'{kept}" if kept.lstrip().startswith(_FORMULA) else kept


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(dict(values), ensure_ascii=False) if values else ""


def _time(moment: datetime | None) -> str:
    return "" if moment is None else utc_text(moment)
