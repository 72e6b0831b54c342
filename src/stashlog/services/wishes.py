"""Wishes: what a second start asks of the window that is already open.

A wish is a JSON object, `{"show": "window"}` or `{"show": "form", "entry": {…}}`; the entry's keys
are the API's field names, and a value that is missing or of another kind counts as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stashlog.domain.entry import Entry

_TEXTS = ("type", "subject", "body", "contact_id", "company_id", "deal_id", "due_date")


def wish_for(entry: Entry | None) -> dict[str, object]:
    """Return the wish to raise the window, with the form filled in if there is an entry."""
    if entry is None:
        return {"show": "window"}
    values: dict[str, object] = {name: getattr(entry, name) for name in _TEXTS}
    values["tags"] = list(entry.tags)
    values["metadata"] = [list(row) for row in entry.metadata]
    return {"show": "form", "entry": values}


def entry_in(wish: Mapping[str, object]) -> Entry | None:
    """Return the entry of a wish; None if it only wants the window to be seen."""
    values = wish.get("entry")
    if wish.get("show") != "form" or not isinstance(values, dict):
        return None
    texts = {name: _text(values.get(name)) for name in _TEXTS}
    rows = (tuple(map(_text, row)) for row in _list(values.get("metadata")) if _is_pair(row))
    return Entry(
        **texts,
        tags=tuple(_text(tag) for tag in _list(values.get("tags"))),
        metadata=tuple((key, value) for key, value in rows),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_pair(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2
