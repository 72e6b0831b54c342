"""The directory: contacts, companies and deals of the CRM as Stashlog keeps a copy of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from stashlog.domain.activity import LINK_PREFIXES


class Kind(StrEnum):
    """What can be linked to an activity."""

    CONTACT = "contact"
    COMPANY = "company"
    DEAL = "deal"

    @property
    def field(self) -> str:
        """The form's field under the API's name."""
        return f"{self}_id"

    @property
    def prefix(self) -> str:
        """How its ids start."""
        return LINK_PREFIXES[self.field]


_KINDS: Mapping[str, Kind] = MappingProxyType({kind.prefix: kind for kind in Kind})


def kind_of(record_id: str) -> Kind | None:
    """Return the kind of record that an id belongs to, by its prefix."""
    return _KINDS.get(record_id[:3])


@dataclass(frozen=True, slots=True)
class Record:
    """One contact, company or deal; texts are cleaned, and empty where there is none.

    Attributes:
        title: A person's full name, a company's name, a deal's title; may be empty.
        job: What a person is in the company.
        value: An amount as nodestash writes it, such as "50000.00".
        closed: A deal that was won or lost.
        updated_at: As nodestash writes it; sorts like the time.
        missing: nodestash said that it has no such record.
    """

    id: str
    kind: Kind
    title: str = ""
    email: str = ""
    phone: str = ""
    job: str = ""
    domain: str = ""
    company_id: str = ""
    contact_id: str = ""
    value: str = ""
    currency: str = ""
    pipeline_id: str = ""
    stage_id: str = ""
    closed: bool = False
    updated_at: str = ""
    missing: bool = False

    @property
    def name(self) -> str:
        """What to call it: its title, or the best there is instead."""
        return self.title or self.email or self.domain or self.id


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a pipeline.

    Attributes:
        outcome: "open", "won" or "lost".
        position: Its place in the pipeline, from 0.
    """

    id: str
    pipeline_id: str
    name: str
    outcome: str = "open"
    position: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record as a picker shows it, with what tells it from others of the same name.

    Attributes:
        company: The name of its company; empty if it has none or it is not known.
        contact: A deal's contact, likewise.
        stage: The name of a deal's stage, likewise.
        last_activity_at: When an activity with it was last logged here, UTC.
        same_name: Another record of its kind has the same name.
    """

    record: Record
    company: str = ""
    contact: str = ""
    stage: str = ""
    last_activity_at: datetime | None = None
    same_name: bool = False

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def kind(self) -> Kind:
        """The record's kind."""
        return self.record.kind

    @property
    def title(self) -> str:
        """What to call it."""
        return self.record.name

    @property
    def closed(self) -> bool:
        """Whether it is a deal that was won or lost."""
        return self.record.closed

    @property
    def missing(self) -> bool:
        """Whether nodestash said that it has no such record."""
        return self.record.missing
