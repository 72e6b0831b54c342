"""Between the link fields and the directory: suggestions, names, and what a contact proposes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from stashlog.domain.directory import Candidate, Kind, kind_of
from stashlog.services.desk import Desk
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.link_field import LinkField, Suggestion
from stashlog.ui.session import Session
from stashlog.wording import links as words
from stashlog.wording.moments import short_moment

MOST = 20
"""Suggestions that one search brings; whoever needs more types another letter."""


class LinkFlow(QObject):
    """Asks the directory for the form, on the desk's lane, and hands over what it says."""

    def __init__(self, form: EntryForm, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._fields = {kind: form.links[kind.field] for kind in Kind}
        for kind in Kind:
            self._connect(kind, self._fields[kind])

    def _connect(self, kind: Kind, field: LinkField) -> None:
        field.searched.connect(lambda text: self._search(kind, text))
        field.changed.connect(lambda: self._form.show_note(kind.field, "search", ""))
        field.named.connect(lambda text: self._name(kind, field, text))
        if kind is Kind.CONTACT:
            field.picked.connect(self._propose)

    def _search(self, kind: Kind, text: str) -> None:
        contact = self._id_in(Kind.CONTACT)
        company = self._id_in(Kind.COMPANY)
        self._session.ask(
            lambda desk: _fitting(desk, kind, text, contact, company),
            lambda found: self._found(kind, text, found),
            changes=False,
        )

    def _found(self, kind: Kind, text: str, found: Sequence[Candidate]) -> None:
        """Offer what was found; a pasted id or number that means one record is that record."""
        field = self._fields[kind]
        if field.pasted and len(found) == 1 and _exact(text, found[0]):
            field.resolve(text, self._suggestion(found[0]))
            return
        field.suggest(text, [self._suggestion(one) for one in found])
        if field.text() == text:
            unknown = bool(text.strip()) and not found and kind_of(text.strip()) is not kind
            self._form.show_note(kind.field, "search", words.NOTHING_HERE if unknown else "")

    def _name(self, kind: Kind, field: LinkField, text: str) -> None:
        """Show the name behind an id, if it is one and the directory knows it."""
        if kind_of(text) is kind:
            self._session.ask(
                lambda desk: desk.directory.candidate(text),
                lambda found: field.show_name(text, words.chosen(found) if found else ""),
                changes=False,
            )

    def _propose(self, contact_id: str) -> None:
        """Offer the contact's company and its open deal for one key each."""
        self._session.ask(lambda desk: _around(desk, contact_id), self._offer, changes=False)

    def _offer(self, found: Sequence[Candidate]) -> None:
        for kind in (Kind.COMPANY, Kind.DEAL):
            first = next((one for one in found if one.kind is kind), None)
            self._fields[kind].propose(None if first is None else self._suggestion(first))

    def _id_in(self, kind: Kind) -> str | None:
        value = self._fields[kind].value().strip()
        return value if kind_of(value) is kind else None

    def _suggestion(self, candidate: Candidate) -> Suggestion:
        return suggestion_of(candidate, self._session.parts.clock())


def suggestion_of(candidate: Candidate, now: datetime) -> Suggestion:
    """Return a record as a field offers it, with when something was logged with it last."""
    last = candidate.last_activity_at
    day = "" if last is None else short_moment(last, now)
    return Suggestion(candidate.id, words.chosen(candidate), words.offered(candidate, day))


def _exact(text: str, found: Candidate) -> bool:
    """Whether a text is a record's whole id or phone number, not only its beginning."""
    from stashlog.domain.phones import read_number, same_number, typed_number

    wanted, theirs = typed_number(text), read_number(found.record.phone)
    if wanted is not None and theirs is not None:
        return same_number(theirs, wanted)
    return text.strip() == found.id


def _fitting(
    desk: Desk, kind: Kind, text: str, contact: str | None, company: str | None
) -> list[Candidate]:
    """Return what fits what was typed; for an empty deal field what belongs to the other links."""
    if kind is Kind.DEAL and not text.strip():
        linked = contact or company
        if linked is not None and (deals := desk.directory.deals_of(linked, MOST)):
            return deals
    if kind is Kind.CONTACT and company is not None:
        colleagues = desk.directory.search(kind, text, MOST, company_id=company)
        return colleagues or desk.directory.search(kind, text, MOST)
    return desk.directory.search(kind, text, MOST)


def _around(desk: Desk, contact_id: str) -> list[Candidate]:
    """Return a contact's company and open deals, as far as the directory knows them."""
    contact = desk.directory.get(contact_id)
    company = None if contact is None else desk.directory.candidate(contact.company_id)
    deals = desk.directory.deals_of(contact_id, 1)
    return [*([] if company is None else [company]), *deals]
