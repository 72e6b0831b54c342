"""Log now, link later: what waits for a contact to be found, and what becomes of it.

Such an item is a draft with a reason, so nothing sends it. Its user chose that it is logged as
soon as exactly one contact has its name; where several do, only the user can say which.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stashlog.domain.directory import Kind
from stashlog.domain.names import name_key
from stashlog.domain.outbox import Item, State
from stashlog.domain.phones import read_number, same_number, typed_number
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.capture import Logged

if TYPE_CHECKING:
    from stashlog.domain.directory import Candidate, Record
    from stashlog.domain.entry import Entry
    from stashlog.services.desk import Desk

_LOOKED_AT = 50
"""Contacts that one search brings; more than one that fits is too many anyway."""


def log_later(desk: Desk, entry: Entry, opened: Item | None, form: str) -> Logged:
    """Store an entry whose contact is a name, to be logged once that contact is known.

    Args:
        desk: Where to store it.
        entry: What was typed.
        opened: The item that was opened in the form.
        form: The token of the form whose working copy is done with.

    Raises:
        ActionRefusedError: the opened item can no longer be changed.
        StoreError: nothing is stored.
    """
    reason = Reason(ReasonCode.LINK_WANTED, entry.contact_id.strip())
    return Logged(desk.capture.save_draft(entry, replacing=opened, form=form, reason=reason))


def link_waiting(desk: Desk) -> list[Logged]:
    """Log every item whose contact is known by now; return what was logged.

    One that is open in a form is left alone, as is one about which its user was asked already.

    Raises:
        StoreError: the store or the directory cannot be used.
    """
    now = desk.clock()
    logged = []
    for item in desk.store.outbox.list({State.DRAFT}):
        waits = item.reason is not None and item.reason.code is ReasonCode.LINK_WANTED
        held = item.held_until is not None and now < item.held_until
        if waits and not held:
            found = _called(desk, item.entry.contact_id)
            if len(found) == 1:
                entry = replace(item.entry, contact_id=found[0].id)
                logged.append(desk.capture.log_all(entry, replacing=item))
            elif found:
                _ask(desk, item)
    return logged


def _called(desk: Desk, text: str) -> list[Candidate]:
    """Return the contacts that have a text for name, e-mail or phone, not only in it."""
    found = desk.directory.search(Kind.CONTACT, text, _LOOKED_AT)
    return [one for one in found if not one.missing and _is(one.record, text)]


def _is(record: Record, text: str) -> bool:
    wanted, theirs = typed_number(text), read_number(record.phone)
    if wanted is not None:
        return theirs is not None and same_number(theirs, wanted)
    if text.strip().casefold() == record.email.casefold():
        return True
    return sorted(name_key(text).split()) == sorted(name_key(record.title).split())


def _ask(desk: Desk, item: Item) -> None:
    reason = Reason(ReasonCode.LINK_AMBIGUOUS, item.entry.contact_id.strip())
    desk.store.outbox.replace(replace(item, reason=reason, updated_at=desk.clock()), item)
