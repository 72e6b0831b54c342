"""Log now, link later: what waits for a record to be found, and what becomes of it.

Such an item is a draft with a reason, so nothing sends it. Its user chose that it is logged as
soon as exactly one contact, company or deal is called what was typed; where several are, only the
user can say which.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stashlog.domain.activity import LINK_PREFIXES
from stashlog.domain.directory import Kind
from stashlog.domain.entry import InvalidEntryError
from stashlog.domain.names import name_key
from stashlog.domain.outbox import Item, State
from stashlog.domain.phones import read_number, same_number, typed_number
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.capture import Logged
from stashlog.storage.errors import StaleItemError

if TYPE_CHECKING:
    from stashlog.domain.directory import Candidate, Record
    from stashlog.domain.entry import Entry
    from stashlog.services.desk import Desk

logger = logging.getLogger(__name__)

_LOOKED_AT = 50
"""Records that one search brings; more than one that fits is too many anyway."""


def typed_links(entry: Entry) -> dict[str, str]:
    """Return the link fields that hold a name instead of an id, with that name."""
    texts = {field: getattr(entry, field).strip() for field in LINK_PREFIXES}
    return {
        field: text
        for field, text in texts.items()
        if text and not text.startswith(LINK_PREFIXES[field])
    }


def log_later(desk: Desk, entry: Entry, opened: Item | None, form: str) -> Logged:
    """Store an entry that links to a name, to be logged once it is known whose name that is.

    Where the directory knows it already, it is logged at once.

    Args:
        desk: Where to store it.
        entry: What was typed.
        opened: The item that was opened in the form.
        form: The token of the form whose working copy is done with.

    Raises:
        ActionRefusedError: the opened item can no longer be changed.
        StoreError: nothing is stored.
    """
    reason = Reason(ReasonCode.LINK_WANTED, " · ".join(typed_links(entry).values()))
    item = desk.capture.save_draft(entry, replacing=opened, form=form, reason=reason)
    return _link(desk, item) or Logged(desk.store.outbox.get(item.id) or item)


def link_waiting(desk: Desk) -> list[Logged]:
    """Log every item whose links are known by now; return what was logged.

    One that is open in a form is left alone, as is one about which its user was asked already.

    Raises:
        StoreError: the store or the directory cannot be used.
    """
    logged = []
    for item in desk.store.outbox.list({State.DRAFT}):
        waits = item.reason is not None and item.reason.code is ReasonCode.LINK_WANTED
        held = item.held_until is not None and desk.clock() < item.held_until
        if waits and not held and (linked := _link(desk, item)) is not None:
            logged.append(linked)
    return logged


def _link(desk: Desk, item: Item) -> Logged | None:
    """Log an item if each of its names is one record's; ask its user where it is several's."""
    links: dict[str, Any] = {}
    for field, text in typed_links(item.entry).items():
        found = _called(desk, Kind(field.removesuffix("_id")), text)
        if len(found) > 1:
            _keep_as(desk, item, Reason(ReasonCode.LINK_AMBIGUOUS, text))
        if len(found) != 1:
            return None
        links[field] = found[0].id
    return _log(desk, item, replace(item.entry, **links))


def _log(desk: Desk, item: Item, entry: Entry) -> Logged | None:
    """Log an item, unless another process or window did something with it in the meantime."""
    try:
        with desk.store.database.transaction():
            if desk.store.outbox.get(item.id) != item:
                return None
            return desk.capture.log_all(entry, replacing=item)
    except InvalidEntryError:
        logger.info("What waited for a link cannot be sent as it stands: %s", item.id)
        _keep_as(desk, item, None)
        return None


def _keep_as(desk: Desk, item: Item, reason: Reason | None) -> None:
    """Let an item wait no more; it stays a draft."""
    try:
        desk.store.outbox.replace(replace(item, reason=reason, updated_at=desk.clock()), item)
    except StaleItemError:
        logger.info("Somebody else changed what waited for a link: %s", item.id)


def _called(desk: Desk, kind: Kind, text: str) -> list[Candidate]:
    """Return the records that are called this, or have it for e-mail, domain or phone number."""
    found = desk.directory.search(kind, text, _LOOKED_AT)
    return [one for one in found if not one.missing and _is(one.record, text)]


def _is(record: Record, text: str) -> bool:
    wanted, theirs = typed_number(text), read_number(record.phone)
    if wanted is not None and record.kind is Kind.CONTACT:
        return theirs is not None and same_number(theirs, wanted)
    if text.casefold() in (record.email.casefold(), record.domain.casefold()):
        return True
    return sorted(name_key(text).split()) == sorted(name_key(record.title).split())
