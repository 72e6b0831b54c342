"""Items as rows: which column holds what, and what happens to content that is damaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from stashlog.domain.entry import Entry, sendable
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.codec import (
    activity_text,
    entry_text,
    field_errors_text,
    optional_time_text,
    read_field_errors,
    read_optional_time,
    read_stored_activity,
    read_stored_entry,
    read_time,
    time_text,
)
from stashlog.storage.connection import Row, SqlValue
from stashlog.wording import storage as words

T = TypeVar("T")

COLUMNS = (
    "id",
    "state",
    "created_at",
    "updated_at",
    "revision",
    "attempts",
    "maybe_delivered",
    "attempted_at",
    "not_before",
    "held_until",
    "reason_code",
    "reason_detail",
    "field_errors",
    "server_id",
    "request_id",
    "discarded_from",
    "take_back",
    "entry",
    "activity",
    "request",
    "request_sha256",
)

NEVER_CHANGED = frozenset({"id", "created_at"})


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as it was read.

    Attributes:
        fault: What is wrong with its stored content, as the detail of BAD_CONTENT; empty when
            nothing is.
    """

    item: Item
    fault: str = ""


def values_of(item: Item) -> Mapping[str, SqlValue]:
    """Return the values of an item's columns."""
    request = item.request
    return {
        "id": item.id,
        "state": item.state,
        "created_at": time_text(item.created_at),
        "updated_at": time_text(item.updated_at),
        "revision": item.revision,
        "attempts": item.attempts,
        "maybe_delivered": int(item.maybe_delivered),
        "attempted_at": optional_time_text(item.attempted_at),
        "not_before": optional_time_text(item.not_before),
        "held_until": optional_time_text(item.held_until),
        "reason_code": None if item.reason is None else item.reason.code,
        "reason_detail": None if item.reason is None else sendable(item.reason.detail),
        "field_errors": field_errors_text(item.field_errors),
        "server_id": None if item.server_id is None else sendable(item.server_id),
        "request_id": None if item.request_id is None else sendable(item.request_id),
        "discarded_from": item.discarded_from,
        "take_back": int(item.take_back),
        "entry": entry_text(item.entry),
        "activity": None if item.activity is None else activity_text(item.activity),
        "request": request,
        "request_sha256": None if request is None else checksum(request),
    }


def read_row(row: Row) -> StoredItem:
    """Read a row of `COLUMNS`.

    Damaged content never hides the rest: an unreadable entry is shown as it stands in the notes,
    and a request that does not match its checksum is left out, so that it cannot be sent or
    stored again as if it were sound. The item then says so as its reason.

    Raises:
        ValueError: when even a state or a time cannot be read.
    """
    values = dict(zip(COLUMNS, row, strict=True))
    faults: list[str] = []

    def read(convert: Callable[[str], T], text: str | None, otherwise: T) -> T:
        try:
            return otherwise if text is None else convert(text)
        except (ValueError, RecursionError):
            faults.append(words.BAD_ENTRY)
            return otherwise

    request = values["request"]
    if request is not None and checksum(request) != values["request_sha256"]:
        faults.append(words.BAD_REQUEST)
        request = None
    item = replace(
        _without_content(values),
        entry=read(read_stored_entry, values["entry"], Entry(body=values["entry"])),
        activity=read(read_stored_activity, values["activity"], None),
        request=request,
    )
    if not faults:
        return StoredItem(item)
    return StoredItem(replace(item, reason=Reason(ReasonCode.BAD_CONTENT, faults[0])), faults[0])


def checksum(request: bytes) -> bytes:
    """Return the SHA-256 by which a flipped bit in a request is noticed."""
    # Loads OpenSSL, which nothing before the first paint needs.
    import hashlib

    return hashlib.sha256(request).digest()


def _without_content(values: Mapping[str, Any]) -> Item:
    discarded_from = values["discarded_from"]
    return Item(
        id=values["id"],
        state=State(values["state"]),
        entry=Entry(),
        created_at=read_time(values["created_at"]),
        updated_at=read_time(values["updated_at"]),
        revision=values["revision"],
        attempts=values["attempts"],
        maybe_delivered=bool(values["maybe_delivered"]),
        attempted_at=read_optional_time(values["attempted_at"]),
        not_before=read_optional_time(values["not_before"]),
        reason=_reason(values["reason_code"], values["reason_detail"]),
        field_errors=read_field_errors(values["field_errors"]),
        server_id=values["server_id"],
        request_id=values["request_id"],
        discarded_from=None if discarded_from is None else State(discarded_from),
        take_back=bool(values["take_back"]),
        held_until=read_optional_time(values["held_until"]),
    )


def _reason(code: str | None, detail: str | None) -> Reason | None:
    """Read a reason; a code that only a newer Stashlog knows is kept as a detail."""
    if code is None:
        return None
    try:
        return Reason(ReasonCode(code), detail or "")
    except ValueError:
        return Reason(ReasonCode.UNFORESEEN, code)
