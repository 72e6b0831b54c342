"""The shape of contacts, companies, deals and pipelines in a list.

Of an unexpected kind of value it counts that it is missing; only without a usable id is a record
none. Texts are made harmless here, once, before anything stores or shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from stashlog.api.wire import Moment, PageMeta, ServerId, Text, Wire, object_or_empty
from stashlog.domain.directory import Kind, Record, Stage, kind_of
from stashlog.domain.server_text import clean

_OUTCOMES = ("open", "won", "lost")
_MOST_STAGES = 200
"""Stages of one pipeline that are kept."""


def _cleaned(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return clean(value) if isinstance(value, str) else ""


def _linked(value: object) -> object:
    return value if isinstance(value, str) and _usable(value) else ""


def _usable(record_id: str) -> bool:
    return kind_of(record_id) is not None and len(record_id) < 200 and record_id.isprintable()


def _list_or_empty(value: object) -> object:
    return value if isinstance(value, list) else []


Cleaned = Annotated[str, BeforeValidator(_cleaned)]
"""A text that is shown; empty where there is none."""

Link = Annotated[str, BeforeValidator(_linked)]
"""The id of another record; empty where there is none to use."""


class RecordList(Wire):
    """A list whose members are looked at one by one."""

    data: list[Any]
    meta: Annotated[PageMeta, BeforeValidator(object_or_empty)] = PageMeta()


class _Attributes(Wire):
    """Everything that one of the three kinds has and the directory keeps."""

    email: Cleaned = ""
    first_name: Cleaned = ""
    last_name: Cleaned = ""
    phone: Cleaned = ""
    title: Cleaned = ""
    name: Cleaned = ""
    domain: Cleaned = ""
    value: Cleaned = ""
    currency: Cleaned = ""
    company_id: Link = ""
    contact_id: Link = ""
    pipeline_id: Cleaned = ""
    stage_id: Cleaned = ""
    closed_at: Text = None
    updated_at: Moment = None


class _Member(Wire):
    id: ServerId
    attributes: Annotated[_Attributes, BeforeValidator(object_or_empty)] = _Attributes()


class _Stage(Wire):
    id: ServerId
    name: Cleaned = ""
    type: Cleaned = ""


class _Stages(Wire):
    stages: Annotated[list[Any], BeforeValidator(_list_or_empty)] = Field(default_factory=list)


class _Pipeline(Wire):
    id: ServerId
    attributes: Annotated[_Stages, BeforeValidator(object_or_empty)] = _Stages()


Model = TypeVar("Model", bound=Wire)


def records_of(kind: Kind, members: Iterable[object]) -> Iterator[Record]:
    """Yield the records of a list; what is none of this kind is left out."""
    for member in _models(_Member, members):
        if kind_of(member.id) is kind:
            yield _record(kind, member.id, member.attributes)


def stages_of(members: Iterable[object]) -> Iterator[Stage]:
    """Yield the stages of a list of pipelines."""
    for pipeline in _models(_Pipeline, members):
        stages = _models(_Stage, pipeline.attributes.stages[:_MOST_STAGES])
        for position, stage in enumerate(stages):
            outcome = stage.type if stage.type in _OUTCOMES else "open"
            yield Stage(stage.id, pipeline.id, stage.name, outcome, position)


def _models(model: type[Model], members: Iterable[object]) -> Iterator[Model]:
    for member in members:
        try:
            yield model.model_validate(member)
        except (ValidationError, RecursionError):
            continue


def _record(kind: Kind, record_id: str, values: _Attributes) -> Record:
    person = " ".join(filter(None, (values.first_name, values.last_name)))
    titles = {Kind.CONTACT: person, Kind.COMPANY: values.name, Kind.DEAL: values.title}
    return Record(
        id=record_id,
        kind=kind,
        title=titles[kind],
        email=values.email,
        phone=values.phone,
        job=values.title if kind is Kind.CONTACT else "",
        domain=values.domain,
        company_id=values.company_id if kind is not Kind.COMPANY else "",
        contact_id=values.contact_id if kind is Kind.DEAL else "",
        value=values.value,
        currency=values.currency,
        pipeline_id=values.pipeline_id,
        stage_id=values.stage_id,
        closed=bool(values.closed_at),
        updated_at=_sortable(values.updated_at),
    )


def _sortable(moment: datetime | None) -> str:
    """Write a UTC time so that texts sort like times; empty for none."""
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"
