"""The shape of the answers that Stashlog relies on, and JSON read without forgiveness.

Whether an activity exists hangs on these bytes. Where two readers could understand them differently
(a key twice, `NaN`, invalid UTF-8), they count as unreadable.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

_LONGEST_ID = 200
"""Characters; ids in samples have fewer than 30."""


def read_object(body: bytes | None) -> dict[str, Any] | None:
    """Read a body as one JSON object; None when it is anything else, or unclear."""
    if body is None:
        return None
    try:
        document = json.loads(
            body.decode(), object_pairs_hook=_without_repetition, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key twice")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _usable_id(text: str) -> str:
    """Accept an id that can be stored, shown and put into a URL."""
    if not 0 < len(text) <= _LONGEST_ID or not text.isprintable() or " " in text:
        raise ValueError("not an id")
    if not text.strip("."):
        raise ValueError("dots would change the path of a URL")
    return text


def _text_or_none(value: object) -> object:
    return value if isinstance(value, str) else None


def object_or_empty(value: object) -> object:
    """Count what is no object as an empty one."""
    return value if isinstance(value, dict) else {}


def _moment_or_none(value: object) -> object:
    """Read a time as the API writes it, into UTC."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if moment is None or moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


ServerId = Annotated[str, AfterValidator(_usable_id)]
Text = Annotated[str | None, BeforeValidator(_text_or_none)]
Moment = Annotated[datetime | None, BeforeValidator(_moment_or_none)]


class Wire(BaseModel):
    """Unknown members are ignored: the server may learn new ones."""

    model_config = ConfigDict(strict=True, frozen=True)


class _Created(Wire):
    id: ServerId


class CreatedAnswer(Wire):
    """A confirmed activity. Only the id is needed; the rest is what was sent."""

    data: _Created


class Attributes(Wire):
    """An activity's values; one of an unexpected kind counts as missing, not as a fault."""

    type: Text = None
    subject: Text = None
    body: Text = None
    contact_id: Text = None
    company_id: Text = None
    deal_id: Text = None
    due_date: Text = None
    created_at: Moment = None
    metadata: Annotated[dict[str, Any], BeforeValidator(object_or_empty)] = {}


class Record(Wire):
    """One activity in a list."""

    id: ServerId
    attributes: Annotated[Attributes, BeforeValidator(object_or_empty)] = Attributes()


class Pagination(Wire):
    """Where the next page is; `has_more` missing means that nobody knows whether there is one."""

    next_cursor: Text = None
    has_more: bool | None = None


class PageMeta(Wire):
    """What stands beside the data of a page."""

    pagination: Annotated[Pagination, BeforeValidator(object_or_empty)] = Pagination()


class Page(Wire):
    """One page of activities."""

    data: list[Record]
    meta: Annotated[PageMeta, BeforeValidator(object_or_empty)] = PageMeta()


Model = TypeVar("Model", bound=Wire)


def read_model(model: type[Model], body: bytes | None) -> Model | None:
    """Read a body into a model; None when it does not have its shape."""
    document = read_object(body)
    try:
        return None if document is None else model.model_validate(document)
    except (ValidationError, RecursionError):
        return None
