"""Entries, activities and times as the text that stands in the store.

JSON is written in ASCII with escapes, so that text that is no valid Unicode (a lone surrogate, NUL)
survives as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from stashlog.domain.activity import Activity, ActivityType, Json
from stashlog.domain.entry import Entry


def to_json(value: object) -> str:
    """Write a JSON value in one line of ASCII."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def from_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Read a JSON value.

    Raises:
        ValueError: when it is none.
    """
    return json.loads(text)


def time_text(moment: datetime) -> str:
    """Write an aware time in UTC, always 27 characters, so that texts sort like times.

    Raises:
        ValueError: for a time without a zone, which could mean anything.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no zone.")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_time(text: str) -> datetime:
    """Read a time that `time_text` wrote.

    Raises:
        ValueError: when the text is no time.
    """
    return datetime.fromisoformat(text)


def readable_time(value: object) -> datetime | None:
    """Read a time whose loss costs nothing: None for whatever is no time with a zone."""
    try:
        read = read_time(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if read is None or read.tzinfo is None else read


def optional_time_text(moment: datetime | None) -> str | None:
    """Write a time, or None where there is none."""
    return None if moment is None else time_text(moment)


def read_optional_time(text: str | None) -> datetime | None:
    """Read a time, or None where there is none."""
    return None if text is None else read_time(text)


def entry_text(entry: Entry) -> str:
    """Write an entry as JSON; details only where there are any, as every Stashlog reads it then."""
    details = {"details": entry.details} if entry.details else {}
    return to_json(
        {
            "type": entry.type,
            "subject": entry.subject,
            "body": entry.body,
            "contact_id": entry.contact_id,
            "company_id": entry.company_id,
            "deal_id": entry.deal_id,
            "due_date": entry.due_date,
            "tags": entry.tags,
            "metadata": entry.metadata,
            **details,
        }
    )


def read_stored_entry(text: str) -> Entry:
    """Read an entry that `entry_text` wrote.

    Raises:
        ValueError: when the text is none.
    """
    values = _object(text)
    try:
        return Entry(
            **{
                **values,
                "tags": tuple(values["tags"]),
                "metadata": _pairs(values["metadata"]),
                "details": _pairs(values.get("details", ())),
            }
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not an entry") from error


def activity_text(activity: Activity) -> str:
    """Write an activity as JSON."""
    return to_json(
        {
            "type": activity.type,
            "subject": activity.subject,
            "body": activity.body,
            "contact_id": activity.contact_id,
            "company_id": activity.company_id,
            "deal_id": activity.deal_id,
            "due_date": optional_time_text(activity.due_date),
            "tags": activity.tags,
            "metadata": dict(activity.metadata),
        }
    )


def read_stored_activity(text: str) -> Activity:
    """Read an activity that `activity_text` wrote.

    Raises:
        ValueError: when the text is none.
    """
    values = _object(text)
    try:
        return Activity(
            **{
                **values,
                "type": ActivityType(values["type"]),
                "due_date": read_optional_time(values["due_date"]),
                "tags": tuple(values["tags"]),
            }
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not an activity") from error


def field_errors_text(errors: Mapping[str, str]) -> str:
    """Write field errors as JSON."""
    return to_json(dict(errors))


def read_field_errors(text: str) -> dict[str, str]:
    """Read field errors that `field_errors_text` wrote; unreadable ones are worth no trouble."""
    try:
        return {str(field): str(words) for field, words in _object(text).items()}
    except ValueError:
        return {}


def _pairs(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, text) for key, text in rows)


def _object(text: str) -> dict[str, Any]:
    values: Json = from_json(text)
    if not isinstance(values, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - bad text, not a bad argument
    return values
