"""The entry: what stands in the form, as typed, and how it is read into an activity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import TypeVar

from stashlog.domain.activity import LINK_PREFIXES, STASHLOG_ID, Activity, ActivityType, Json
from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import (
    DETAILS,
    FOLLOW_UP_DUE,
    Pairs,
    detail,
    read_detail,
    say_nothing,
    with_details,
)
from stashlog.domain.due import read_due
from stashlog.domain.due_moments import due_text
from stashlog.domain.errors import StashlogError
from stashlog.wording import details as details_words
from stashlog.wording import entries as words

T = TypeVar("T")
V = TypeVar("V")

MAX_TAG_LENGTH = 50
"""Characters in one tag. Documented for contacts and companies; assumed for activities."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The form's values exactly as typed; nothing in it needs to make sense yet.

    Attributes:
        type: One of the six types, or empty when none is chosen.
        metadata: Rows of key and value, in their order.
        details: What was typed or chosen for `stashlog.domain.details`, by key.
    """

    type: str = ""
    subject: str = ""
    body: str = ""
    contact_id: str = ""
    company_id: str = ""
    deal_id: str = ""
    due_date: str = ""
    tags: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    details: Pairs = ()

    @property
    def empty(self) -> bool:
        """Whether nothing but perhaps the type was filled in."""
        return replace(self, type="", details=()) == Entry() and say_nothing(self.details)


class InvalidEntryError(StashlogError):
    """The entry cannot be sent as it stands.

    Attributes:
        field_errors: One sentence for each field that needs a change, by the API's field name.
    """

    def __init__(self, field_errors: Mapping[str, str]) -> None:
        super().__init__(words.CANNOT_BE_LOGGED, " ".join(field_errors.values()))
        self.field_errors = dict(field_errors)


class _Reader:
    """Reads value after value and remembers what could not be read, and why."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def read(self, field: str, convert: Callable[[V], T], typed: V, otherwise: T) -> T:
        """Convert one value, or note the error at its field and go on with `otherwise`."""
        try:
            return convert(typed)
        except ValueError as error:
            self.errors[field] = str(error)
            return otherwise


def read_entry(
    entry: Entry, now: datetime, zone: tzinfo | None = None, style: DateStyle | None = None
) -> Activity:
    """Read an entry into the activity that it means.

    Every field is looked at, so that all errors can be shown at once.

    Args:
        entry: What was typed.
        now: An aware time; relative dates such as "tomorrow 9" start from it.
        zone: The zone in which dates are read; None for the one of this computer.
        style: How the user writes dates; None if that is not known.

    Raises:
        InvalidEntryError: with one sentence for each field that cannot be sent.
    """
    reader = _Reader()
    type_ = reader.read("type", _read_type, entry.type, ActivityType.NOTE)
    links = {
        field: reader.read(field, _link_reader(prefix, field), getattr(entry, field), None)
        for field, prefix in LINK_PREFIXES.items()
    }
    due = reader.read(
        "due_date", lambda text: read_due(text, now, zone, style), entry.due_date, None
    )
    tags: tuple[str, ...] = reader.read("tags", read_tags, entry.tags, ())
    metadata = _metadata(reader, entry, type_)
    if reader.errors:
        raise InvalidEntryError(reader.errors)
    return Activity(
        type=type_,
        subject=sendable(entry.subject) or None,
        body=sendable(entry.body) or None,
        due_date=due,
        tags=tags,
        metadata=metadata,
        **links,
    )


def settle_due(
    entry: Entry, now: datetime, zone: tzinfo | None = None, style: DateStyle | None = None
) -> Entry:
    """Replace a relative due date by the date it means now, so that it keeps its meaning.

    "tomorrow 9", stored on Monday and opened on Thursday, must still be Tuesday. What cannot be
    read stays as typed.
    """

    def settled(text: str) -> str:
        try:
            due = read_due(text, now, zone, style)
        except ValueError:
            return text
        return text if due is None else due_text(due, zone)

    details = entry.details
    if later := detail(details, FOLLOW_UP_DUE):
        details = with_details(details, {FOLLOW_UP_DUE: settled(later)})
    return replace(entry, due_date=settled(entry.due_date), details=details)


def sendable(text: str) -> str:
    """Replace lone surrogates, which no server can read, by the replacement character.

    Through UTF-16, so that two halves that belong together become their character.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Trim tags, drop empty ones and repetitions whatever their case.

    Raises:
        ValueError: when a tag is longer than `MAX_TAG_LENGTH` characters.
    """
    kept: dict[str, str] = {}
    for tag in (sendable(raw).strip() for raw in tags):
        if len(tag) > MAX_TAG_LENGTH:
            raise ValueError(words.tag_too_long(tag, MAX_TAG_LENGTH))
        if tag:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())


def read_metadata(rows: Iterable[tuple[str, str]]) -> dict[str, Json]:
    """Read rows of key and value; rows in which both are empty do not count.

    Raises:
        ValueError: for a value without a key, a key twice, or Stashlog's own key.
    """
    metadata: dict[str, Json] = {}
    for raw_key, value in rows:
        key = sendable(raw_key).strip()
        if not key and not value.strip():
            continue
        if not key:
            raise ValueError(words.metadata_without_key(value))
        if key == STASHLOG_ID:
            raise ValueError(words.metadata_reserved_key(key))
        if key in metadata:
            raise ValueError(words.metadata_repeated_key(key))
        metadata[key] = sendable(value)
    return metadata


def _metadata(reader: _Reader, entry: Entry, type_: ActivityType) -> dict[str, Json]:
    """Read what the type needs, and the rows beside it."""
    read = {
        key: reader.read(f"metadata.{key}", partial(read_detail, key), text, None)
        for key in DETAILS.get(type_, ())
        if (text := sendable(detail(entry.details, key)))
    }
    details: dict[str, Json] = {key: value for key, value in read.items() if value is not None}
    rows: dict[str, Json] = reader.read("metadata", read_metadata, entry.metadata, {})
    if repeated := next((key for key in rows if key in details), None):
        reader.errors["metadata"] = details_words.key_taken(repeated)
    return {**details, **rows}


def _read_type(text: str) -> ActivityType:
    if not text:
        raise ValueError(words.TYPE_MISSING)
    try:
        return ActivityType(text.strip().lower())
    except ValueError:
        raise ValueError(words.type_unknown(text, tuple(ActivityType))) from None


def _link_reader(prefix: str, field: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        link = text.strip()
        if not link:
            return None
        rest = link.removeprefix(prefix)
        if rest == link or not rest or not rest.isascii() or not rest.isalnum():
            raise ValueError(words.link_prefix(field, prefix))
        return link

    return read
