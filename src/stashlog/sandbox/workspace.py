"""The records of the sandbox workspace."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from stashlog.sandbox.answers import JsonObject, conflict, not_found, unprocessable
from stashlog.sandbox.limits import Clock

KINDS = {
    "contacts": ("contact", "ct_"),
    "companies": ("company", "co_"),
    "deals": ("deal", "dl_"),
    "activities": ("activity", "act_"),
}
LINKS = {"contact_id": "contacts", "company_id": "companies", "deal_id": "deals"}
_UNIQUE = {"contacts": "email", "companies": "domain"}
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Record:
    """One contact, company, deal or activity.

    Attributes:
        id: With its prefix.
        kind: `contact`, `company`, `deal` or `activity`.
        attributes: As shown by the API, the id among them. Replaced as a whole on update.
        sequence: Order of creation; breaks ties between equal sort values.
    """

    id: str
    kind: str
    attributes: JsonObject
    sequence: int

    def envelope(self) -> JsonObject:
        """As the API shows it."""
        return {"id": self.id, "type": self.kind, "attributes": self.attributes}


class Workspace:
    """All records, in memory. Written by the server's thread; reading from others is safe."""

    def __init__(self, clock: Clock) -> None:
        self.id = "ws_sandbox"
        self.pipelines: list[JsonObject] = []
        self._clock = clock
        self._sequence = itertools.count(1)
        self._records: dict[str, dict[str, Record]] = {name: {} for name in KINDS}

    @property
    def contacts(self) -> list[Record]:
        """All contacts, in order of creation."""
        return self.all("contacts")

    @property
    def companies(self) -> list[Record]:
        """All companies, in order of creation."""
        return self.all("companies")

    @property
    def deals(self) -> list[Record]:
        """All deals, in order of creation."""
        return self.all("deals")

    @property
    def activities(self) -> list[Record]:
        """All activities, those of the seed first."""
        return self.all("activities")

    def all(self, collection: str) -> list[Record]:
        """All records of a collection, in order of creation."""
        return list(self._records[collection].values())

    def get(self, collection: str, record_id: str) -> Record:
        """One record.

        Raises:
            RefusalError: 404.
        """
        record = self._records[collection].get(record_id)
        if record is None:
            raise not_found(KINDS[collection][0].capitalize())
        return record

    def store(self, collection: str, record_id: str, attributes: JsonObject) -> Record:
        """Keep a record without asking any question; the seed has its own ids and times."""
        kind = KINDS[collection][0]
        complete = {"id": record_id, **attributes}
        record = Record(record_id, kind, complete, next(self._sequence))
        self._records[collection][record_id] = record
        return record

    def create(self, collection: str, attributes: JsonObject) -> Record:
        """Check links and duplicates, then keep a new record with a new id.

        Raises:
            RefusalError: 422 for a link to nothing, 409 for a duplicate.
        """
        self._check(collection, attributes, own_id=None)
        letters = "".join(secrets.choice(_LETTERS) for _ in range(21))
        now = self.now()
        return self.store(
            collection,
            KINDS[collection][1] + letters,
            attributes | {"created_at": now, "updated_at": now},
        )

    def update(self, collection: str, record_id: str, changes: JsonObject) -> Record:
        """Change some attributes of a record; `metadata` is merged, key by key.

        Raises:
            RefusalError: 404, 422 or 409.
        """
        old = self.get(collection, record_id)
        self._check(collection, changes, own_id=record_id)
        merged = old.attributes | changes | {"updated_at": self.now()}
        before, added = old.attributes.get("metadata"), changes.get("metadata")
        if isinstance(before, dict) and isinstance(added, dict):
            merged["metadata"] = before | added
        new = Record(old.id, old.kind, merged, old.sequence)
        self._records[collection][record_id] = new
        return new

    def delete(self, collection: str, record_id: str) -> None:
        """Remove a record; the contacts of a removed company stay, without a company.

        Raises:
            RefusalError: 404.
        """
        self.get(collection, record_id)
        del self._records[collection][record_id]
        if collection == "companies":
            for contact in self.contacts:
                if contact.attributes.get("company_id") == record_id:
                    self.update("contacts", contact.id, {"company_id": None})

    def now(self) -> str:
        """The time on the sandbox's clock as the API writes it: UTC, whole seconds, Z."""
        return api_time(self._clock())

    def _check(self, collection: str, attributes: JsonObject, own_id: str | None) -> None:
        for field, target in LINKS.items():
            value = attributes.get(field)
            if value is not None and value not in self._records[target]:
                kind = KINDS[target][0]
                raise unprocessable(f"Referenced {kind} '{value}' does not exist in this workspace")
        unique = _UNIQUE.get(collection)
        value = attributes.get(unique) if unique else None
        if unique and isinstance(value, str) and self._is_taken(collection, unique, value, own_id):
            raise conflict(f"A {KINDS[collection][0]} with this {unique} already exists")

    def _is_taken(self, collection: str, field: str, wanted: str, own_id: str | None) -> bool:
        return any(
            str(record.attributes.get(field)).casefold() == wanted.casefold()
            for record in self.all(collection)
            if record.id != own_id and record.attributes.get(field) is not None
        )


def api_time(seconds: float) -> str:
    """Unix seconds as the API writes times."""
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
