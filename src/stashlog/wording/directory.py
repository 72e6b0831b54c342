"""What is said about the copy of contacts, companies and deals."""

from __future__ import annotations

from stashlog.wording.catalogue import tr
from stashlog.wording.storage import Trouble

NO_INDEX: Trouble = (
    tr("Contacts cannot be searched: the SQLite library of this Python has no full-text search."),
    tr("Type or paste ids instead, or use a Python with SQLite 3.37 or newer and FTS5."),
)
