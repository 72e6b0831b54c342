"""Transfer: the outbox into one file, and such a file into an outbox, twice without harm.

**Nothing may be sent twice.** The computer that wrote the file may have sent an item before or
after that, and may do so at this moment. So whatever the file holds as unsent arrives here as
`checking`, as if its answer had been lost: nodestash is asked for it first, and only what is not
there goes out, with the same idempotency key and the same bytes. What was sent arrives as sent, a
draft as a draft, and what needs a person still needs one.

**The other clock is not trusted.** It timed the requests, and may have been wrong, which the file
shows where it was made in the future. So they count as made before this clock was set: they are
looked for in a wide window, and sent only once the full time has passed since the import.

**An item is taken once.** The outbox id tells. Of an item that is here already only one thing is
learned: if the other computer came further with it than we did, ours may have arrived as well, so
that it is looked for before it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode, waits_for_link
from stashlog.services.steady_clock import forget
from stashlog.storage.store import Store
from stashlog.wording import transfer as words

if TYPE_CHECKING:
    from pydantic import ValidationError

LONGEST_FILE = 512_000_000
"""Bytes. An outbox of many years has a tenth of it."""

_HEAD_BYTES = 500
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Before it nothing was sent to anybody, whatever a file says."""

_OPEN = frozenset({State.WAITING, State.SENDING, State.CHECKING})


class TransferError(StashlogError):
    """A file cannot be imported or written; the outbox is as it was."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to.

    Attributes:
        added: Items that were not here before.
        to_check: Those of them that are looked for in nodestash before they are sent.
        known: Items that were here already.
        alerted: Those of them that are looked for now, as the other computer may have sent them.
    """

    added: int = 0
    to_check: int = 0
    known: int = 0
    alerted: int = 0


def export_outbox(store: Store, now: datetime) -> tuple[int, bytes]:
    """Return how many items the outbox has, and the file that holds all of them.

    Raises:
        StoreError: the outbox cannot be read.
    """
    from stashlog.services.transfer_format import FORMAT, VERSION, Document, to_model

    items = tuple(to_model(item) for item in store.outbox.list())
    document = Document(format=FORMAT, version=VERSION, exported_at=now, items=items)
    return len(items), document.model_dump_json(indent=2).encode() + b"\n"


def export_table(store: Store, now: datetime) -> tuple[int, bytes]:
    """Return how many items the outbox has, and a table of them for spreadsheets.

    Raises:
        StoreError: the outbox cannot be read.
    """
    from stashlog.services.transfer_table import table

    items = store.outbox.list()
    return len(items), table(items, store.gates.load(), now)


def import_outbox(store: Store, content: bytes, name: str, now: datetime) -> Imported:
    """Take the items of a file into the outbox, all of them or none.

    Args:
        store: The outbox.
        content: The file.
        name: What the file is called in messages.
        now: The present, UTC.

    Raises:
        TransferError: the file is foreign, incomplete, damaged or newer.
        StoreError: nothing was taken.
    """
    arriving, exported_at = _read(content, name, now)
    ahead = max(exported_at - now, timedelta(0))
    added, known = [], []
    with store.database.transaction():
        for item in arriving:
            here = store.outbox.get(item.id)
            if here is None:
                store.outbox.add(arrived := _arrived(item, ahead))
                added.append(arrived.state is State.CHECKING)
            else:
                alert = _came_further(item, here)
                known.append(alert and here.state is State.WAITING)
                if alert:
                    _look_first(store, here, now)
        forget(store)
    return Imported(len(added), sum(added), len(known), sum(known))


def _read(content: bytes, name: str, now: datetime) -> tuple[list[Item], datetime]:
    """Return the items of a file, and when it was made by the clock of its computer."""
    from pydantic import ValidationError

    from stashlog.services.transfer_format import Document, to_item

    _check_kind(content, name)
    try:
        document = Document.model_validate_json(content)
    except ValidationError as error:
        raise TransferError(*words.unreadable(name, _place(error))) from None
    if len({model.id for model in document.items}) < len(document.items):
        raise TransferError(*words.repeated(name))
    items: list[Item] = []
    for number, model in enumerate(document.items):
        try:
            items.append(to_item(model, now))
        except (ValueError, RecursionError):
            raise TransferError(*words.unreadable(name, f"items.{number}.request")) from None
    return items, document.exported_at


def _check_kind(content: bytes, name: str) -> None:
    """Refuse what is no export, not a whole one, or one of a newer Stashlog."""
    from pydantic import ValidationError

    from stashlog.services.transfer_format import FORMAT, VERSION, Head
    from stashlog.services.transfer_table import is_table

    if is_table(content):
        raise TransferError(*words.a_table(name))
    try:
        head = Head.model_validate_json(content)
    except ValidationError:
        if FORMAT.encode() in content[:_HEAD_BYTES]:
            raise TransferError(*words.incomplete(name)) from None
        raise TransferError(*words.foreign(name)) from None
    if head.format != FORMAT:
        raise TransferError(*words.foreign(name))
    if isinstance(head.version, int) and head.version > VERSION:
        raise TransferError(*words.newer(name))


def _place(error: ValidationError) -> str:
    """Name the first value that is wrong, as a path; never the value itself."""
    return ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])


def _arrived(item: Item, ahead: timedelta) -> Item:
    """Return an item of another outbox as it begins in this one.

    Args:
        item: As it stood there.
        ahead: How far the clock there is known to be ahead of this one.
    """
    if item.state in _OPEN and item.request is None:
        # Its content was damaged there already; it cannot be sent, only written anew.
        reason = item.reason or Reason(ReasonCode.BAD_CONTENT)
        return replace(item, state=State.NEEDS_YOU, reason=reason, not_before=None)
    if item.state in _OPEN:
        return replace(_perhaps_sent(item, ahead), state=State.CHECKING)
    if item.state is State.DRAFT and waits_for_link(item.reason):
        # The other computer may have found the contact, and sent it: only a person can tell.
        return replace(item, reason=Reason(ReasonCode.RESTORED_BACKUP))
    if item.state is State.DISCARDED and item.discarded_from in _OPEN:
        return replace(_perhaps_sent(item, ahead), discarded_from=State.CHECKING)
    return item


def _perhaps_sent(item: Item, ahead: timedelta = timedelta(0)) -> Item:
    """Return an item that another computer may have sent at any time since it was made."""
    attempted = item.attempted_at or item.created_at
    since_long_ago = max(attempted - _LONG_AGO, timedelta(0))
    return replace(
        item,
        maybe_delivered=True,
        attempted_at=attempted - min(ahead, since_long_ago),
        not_before=None,
        reason=Reason(ReasonCode.RESTORED_BACKUP),
    )


def _came_further(there: Item, here: Item) -> bool:
    """Whether the other computer may have sent an item that is still to be sent here."""
    if here.state is State.DRAFT and waits_for_link(here.reason):
        return there.state not in (State.DRAFT, State.DISCARDED)
    if here.state is not State.WAITING:
        return False
    tried = there.maybe_delivered or there.attempts > here.attempts
    return tried or there.state in (State.SENT, State.SENDING, State.CHECKING)


def _look_first(store: Store, here: Item, now: datetime) -> None:
    """Turn a waiting item into one to be checked; by way of sending, as the table has it.

    A draft that waits for its link waits no more.
    """
    if here.state is State.DRAFT:
        reason = Reason(ReasonCode.RESTORED_BACKUP)
        store.outbox.replace(replace(here, reason=reason, updated_at=now), here)
        return
    claimed = replace(here, state=State.SENDING, updated_at=now)
    store.outbox.replace(claimed, here)
    store.outbox.replace(replace(_perhaps_sent(claimed), state=State.CHECKING), claimed)
