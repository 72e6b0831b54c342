"""The guard: what speaks against linking or logging an entry as it stands. It never blocks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from stashlog.domain.days import midnight
from stashlog.domain.directory import Candidate, Kind, kind_of
from stashlog.storage.links import Links
from stashlog.wording import links as words
from stashlog.wording.moments import time_of_day

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry
    from stashlog.services.desk import Desk

Doubts = dict[str, str]
"""One or more lines for each field that deserves a second look, by the API's field name."""


def contradictions(desk: Desk, entry: Entry) -> Doubts:
    """Say which links are gone from nodestash, and which belong to somebody else.

    Only what the directory knows can be doubted.

    Raises:
        StoreError: the directory cannot be read.
    """
    known = {kind: _linked(desk, entry, kind) for kind in Kind}
    found: Doubts = {
        kind.field: words.gone(one.title)
        for kind, one in known.items()
        if one is not None and one.missing
    }
    contact, company, deal = known[Kind.CONTACT], known[Kind.COMPANY], known[Kind.DEAL]
    if contact is not None and company is not None and _differ(contact, company):
        line = words.works_elsewhere(contact.title, contact.company, company.title)
        found.setdefault(Kind.COMPANY.field, line)
    if deal is not None and (line := _doubt_deal(deal, contact, company)):
        found.setdefault(Kind.DEAL.field, line)
    return found


def logged_before(desk: Desk, entry: Entry, now: datetime, but_for: str | None = None) -> Doubts:
    """Say what was logged today with the same contact, or under the same subject without one.

    Args:
        desk: Where to look.
        entry: What is about to be logged.
        now: The present, UTC.
        but_for: The id of the item that the form has opened.

    Raises:
        StoreError: the store cannot be read.
    """
    contact, subject = entry.contact_id.strip(), entry.subject.strip()
    if not contact and not subject:
        return {}
    links = Links(desk.store.database)
    for use in links.logged_since(midnight(now, desk.zone), entry.type, but_for or ""):
        same_subject = bool(subject) and subject.casefold() == use.subject.strip().casefold()
        if (use.contact_id == contact) if contact else (same_subject and not use.contact_id):
            line = words.already_logged(time_of_day(use.logged_at, desk.zone), use.subject)
            return {"contact_id" if contact else "subject": line}
    return {}


def _linked(desk: Desk, entry: Entry, kind: Kind) -> Candidate | None:
    record_id = str(getattr(entry, kind.field)).strip()
    return desk.directory.candidate(record_id) if kind_of(record_id) is kind else None


def _differ(one: Candidate, company: Candidate) -> bool:
    """Whether a record belongs to a company that is known, and is another one."""
    return bool(one.company) and one.record.company_id != company.id


def _doubt_deal(deal: Candidate, contact: Candidate | None, company: Candidate | None) -> str:
    if company is not None and _differ(deal, company):
        return words.deal_elsewhere(deal.title, deal.company, company.title)
    if contact is None:
        return ""
    theirs = contact.record.company_id
    if company is None and deal.company and theirs and deal.record.company_id != theirs:
        return words.deal_elsewhere(deal.title, deal.company, contact.company or theirs)
    if not deal.record.company_id and deal.contact and deal.record.contact_id != contact.id:
        return words.deal_of_another(deal.title, deal.contact, contact.title)
    return ""
