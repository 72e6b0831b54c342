"""Items of the outbox, for scripts as JSON and for people as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stashlog.cli.console import Json, block, one_line
from stashlog.domain.details import DETAILS
from stashlog.domain.entry import Entry
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.payload import utc_text
from stashlog.wording import cli as words
from stashlog.wording.reasons import reason_line
from stashlog.wording.states import FIELD_WORDS, STATE_WORDS, type_word

Gates = Mapping[GateKind, Gate]

_SHORT_ID = 8
"""Characters of an id that a list shows; commands take any unique beginning."""

_UNTOLD = frozenset({State.DRAFT, State.SENT, State.DISCARDED})
"""States that need no reason, so that JSON has null unless there is one all the same."""


def item_document(item: Item, gates: Gates, now: datetime) -> dict[str, Json]:
    """Return an item as `stashlog outbox list --json` writes it."""
    told = item.reason is not None or item.state not in _UNTOLD
    return {
        "id": item.id,
        "state": str(item.state),
        **_content(item),
        "created_at": utc_text(item.created_at),
        "updated_at": utc_text(item.updated_at),
        "attempts": item.attempts,
        "not_before": _time(item.not_before),
        "reason": reason_line(item, gates, now) if told else None,
        "field_errors": api_fields(item.field_errors),
        "server_id": item.server_id,
        "request_id": item.request_id,
    }


def api_fields(errors: Mapping[str, str]) -> dict[str, Json]:
    """Return messages by the API's own fields, as scripts know them.

    The form has fields of its own for some keys of the metadata, and keeps their paths.
    """
    folded: dict[str, Json] = {}
    for path, sentence in errors.items():
        field = path.partition(".")[0] if path.startswith("metadata.") else path
        folded[field] = f"{folded[field]} {sentence}" if field in folded else sentence
    return folded


def list_lines(items: Iterable[Item], gates: Gates, now: datetime) -> list[str]:
    """Return one line for each item: id, state, type, subject, and why it stands there."""
    width = max(map(len, STATE_WORDS.values()))
    return [
        f"{item.id[:_SHORT_ID]}  {STATE_WORDS[item.state]:{width}}  {_name(item.entry)}  "
        f"[{one_line(reason_line(item, gates, now))}]"
        for item in items
    ]


def item_lines(item: Item, gates: Gates, now: datetime) -> list[str]:
    """Return everything about one item, its notes at the end."""
    entry = item.entry
    rows = (
        (words.LABEL_ID, item.id),
        (words.LABEL_STATE, STATE_WORDS[item.state]),
        (words.LABEL_REASON, reason_line(item, gates, now)),
        (words.LABEL_SERVER_ID, item.server_id or ""),
        (words.LABEL_REQUEST_ID, item.request_id or ""),
        (FIELD_WORDS["type"], type_word(entry.type)),
        (FIELD_WORDS["subject"], entry.subject),
        (FIELD_WORDS["contact_id"], entry.contact_id),
        (FIELD_WORDS["company_id"], entry.company_id),
        (FIELD_WORDS["deal_id"], entry.deal_id),
        (FIELD_WORDS["due_date"], entry.due_date),
        (FIELD_WORDS["tags"], ", ".join(entry.tags)),
        (FIELD_WORDS["metadata"], ", ".join(f"{key}={value}" for key, value in _metadata(entry))),
    )
    lines = [f"{name}: {one_line(value)}" for name, value in rows if value]
    for field, sentence in item.field_errors.items():
        lines.append(f"! {FIELD_WORDS.get(field, one_line(field))}: {one_line(sentence)}")
    return [*lines, "", block(entry.body)] if entry.body else lines


def _content(item: Item) -> dict[str, Json]:
    """Return what is sent; of a draft that cannot be read yet, what was typed."""
    activity, entry = item.activity, item.entry
    if activity is None:
        return {
            "type": entry.type or None,
            "subject": entry.subject or None,
            "contact_id": entry.contact_id or None,
            "company_id": entry.company_id or None,
            "deal_id": entry.deal_id or None,
            "due_date": None,
            "tags": list(entry.tags),
            "metadata": {key: value for key, value in _metadata(entry) if key},
        }
    return {
        "type": str(activity.type),
        "subject": activity.subject,
        "contact_id": activity.contact_id,
        "company_id": activity.company_id,
        "deal_id": activity.deal_id,
        "due_date": _time(activity.due_date),
        "tags": list(activity.tags),
        "metadata": dict(activity.metadata),
    }


def _metadata(entry: Entry) -> list[tuple[str, str]]:
    """Return what was typed for the metadata: what the type needs, then the rows."""
    needed = DETAILS.get(entry.type, ())
    return [*(pair for pair in entry.details if pair[0] in needed), *entry.metadata]


def _name(entry: Entry) -> str:
    subject = one_line(entry.subject) or one_line(entry.body)[:60]
    return f"{type_word(entry.type)}: {subject}" if subject else type_word(entry.type)


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else utc_text(moment)
