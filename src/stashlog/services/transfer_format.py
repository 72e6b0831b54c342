"""The export file: the whole outbox as readable JSON, for another computer or another program.

```
{"format": "stashlog-outbox", "version": 2, "exported_at": "…Z", "items": [{…}, …]}
```
`format` stands first, so that a file that was cut off is still told from a foreign one. An item has
every column of the outbox under its name in `stashlog.domain.outbox.Item`, but for four things:
`request` is the exact text that goes on the wire; the checked activity is not written, since the
request says the same; nor is the hold of an open form, which is this computer's; and the entry's
due dates are in UTC where they could be read, because the other computer may be in another zone.
There is no API key in it. Whoever adds or changes a field raises `VERSION`; a file of a newer
version is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
)

from stashlog.domain.activity import STASHLOG_ID, Activity, ActivityType
from stashlog.domain.details import FOLLOW_UP_DUE, Pairs, detail, with_details
from stashlog.domain.due import read_due
from stashlog.domain.entry import Entry, InvalidEntryError, read_entry, sendable, settle_due
from stashlog.domain.outbox import Item, State
from stashlog.domain.payload import utc_text
from stashlog.domain.reasons import Reason, ReasonCode

FORMAT: Literal["stashlog-outbox"] = "stashlog-outbox"
VERSION: Literal[2] = 2
"""2 brought the entry's `details`; a file of version 1 is read as one without any."""

_T = TypeVar("_T")

_YEARS = (1970, 9000)
"""The first and the last from which waits and margins can be reckoned in either direction."""
_LARGEST = 2**31 - 1
"""Of what counts attempts and edits; far beyond it, a number fits into no column."""


def _without_surrogates(value: _T) -> _T | str:
    return sendable(value) if isinstance(value, str) else value


def _in_reach(moment: datetime) -> datetime:
    """Return a time in UTC, and refuse one from which nothing can be reckoned."""
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(moment.year)
    return moment.astimezone(UTC)


_Text = Annotated[str, BeforeValidator(_without_surrogates)]
_Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class EntryModel(_Model):
    """What was typed."""

    type: _Text
    subject: _Text
    body: _Text
    contact_id: _Text
    company_id: _Text
    deal_id: _Text
    due_date: _Text
    tags: tuple[_Text, ...]
    metadata: tuple[tuple[_Text, _Text], ...]
    details: tuple[tuple[_Text, _Text], ...] = ()


class ReasonModel(_Model):
    """Why an item stands where it stands."""

    code: ReasonCode
    detail: _Text


class ItemModel(_Model):
    """One item of the outbox."""

    id: UUID
    state: State
    entry: EntryModel
    request: str | None
    revision: int = Field(ge=1, le=_LARGEST)
    attempts: int = Field(ge=0, le=_LARGEST)
    maybe_delivered: bool
    created_at: _Moment
    updated_at: _Moment
    attempted_at: _Moment | None
    not_before: _Moment | None
    reason: ReasonModel | None
    field_errors: dict[_Text, _Text]
    server_id: _Text | None
    request_id: _Text | None
    discarded_from: State | None
    take_back: bool


class RequestModel(_Model):
    """The body of the request that creates an activity, as `stashlog.domain.payload` writes it."""

    type: ActivityType
    subject: str | None = None
    body: str | None = None
    contact_id: str | None = None
    company_id: str | None = None
    deal_id: str | None = None
    due_date: _Moment | None = None
    tags: tuple[str, ...] = ()
    metadata: dict[str, JsonValue] = {}


class Head(BaseModel):
    """What tells an export of any version from other files."""

    format: Any = None
    version: Any = None


class Document(_Model):
    """The whole file."""

    format: Literal["stashlog-outbox"]
    version: Literal[1, 2]
    exported_at: AwareDatetime
    items: tuple[ItemModel, ...]


def to_model(item: Item) -> ItemModel:
    """Return an item as it stands in the file."""
    entry, activity, reason = item.entry, item.activity, item.reason
    if activity is not None and activity.due_date is not None:
        entry = replace(entry, due_date=utc_text(activity.due_date))
    return ItemModel(
        id=UUID(item.id),
        state=item.state,
        entry=EntryModel(
            type=entry.type,
            subject=entry.subject,
            body=entry.body,
            contact_id=entry.contact_id,
            company_id=entry.company_id,
            deal_id=entry.deal_id,
            due_date=entry.due_date,
            tags=entry.tags,
            metadata=entry.metadata,
            details=_in_utc(entry.details, item.updated_at),
        ),
        request=None if item.request is None else item.request.decode(),
        revision=item.revision,
        attempts=item.attempts,
        maybe_delivered=item.maybe_delivered,
        created_at=item.created_at,
        updated_at=item.updated_at,
        attempted_at=item.attempted_at,
        not_before=item.not_before,
        reason=None if reason is None else ReasonModel(code=reason.code, detail=reason.detail),
        field_errors=dict(item.field_errors),
        server_id=item.server_id,
        request_id=item.request_id,
        discarded_from=item.discarded_from,
        take_back=item.take_back,
    )


def _in_utc(details: Pairs, now: datetime) -> Pairs:
    """Write the due date of a follow-up in UTC, where it can be read."""
    try:
        due = read_due(detail(details, FOLLOW_UP_DUE), now)
    except ValueError:
        return details
    return details if due is None else with_details(details, {FOLLOW_UP_DUE: utc_text(due)})


def to_item(model: ItemModel, now: datetime) -> Item:
    """Return the item that stands in the file, unchanged but for the zone of its due date.

    Raises:
        ValueError: its request is not one that Stashlog makes.
    """
    entry = settle_due(Entry(**dict(model.entry)), now)
    request = None if model.request is None else model.request.encode()
    reason = model.reason
    return Item(
        id=str(model.id),
        state=model.state,
        entry=entry,
        activity=_draft(entry, now) if request is None else _activity(request, str(model.id)),
        request=request,
        revision=model.revision,
        attempts=model.attempts,
        maybe_delivered=model.maybe_delivered,
        created_at=model.created_at,
        updated_at=model.updated_at,
        attempted_at=model.attempted_at,
        not_before=model.not_before,
        reason=None if reason is None else Reason(reason.code, reason.detail),
        field_errors=model.field_errors,
        server_id=model.server_id,
        request_id=model.request_id,
        discarded_from=model.discarded_from,
        take_back=model.take_back,
    )


def _draft(entry: Entry, now: datetime) -> Activity | None:
    try:
        return read_entry(entry, now)
    except InvalidEntryError:
        return None


def _activity(request: bytes, item_id: str) -> Activity:
    """Read a request back into the activity that it creates."""
    model = RequestModel.model_validate_json(request)
    metadata = dict(model.metadata)
    if metadata.pop(STASHLOG_ID, item_id) != item_id:
        raise ValueError("The request belongs to another item.")
    return Activity(
        type=model.type,
        subject=model.subject,
        body=model.body,
        contact_id=model.contact_id,
        company_id=model.company_id,
        deal_id=model.deal_id,
        due_date=model.due_date,
        tags=model.tags,
        metadata=metadata,
    )
