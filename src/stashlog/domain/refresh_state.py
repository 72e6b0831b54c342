"""How far the refresh of the directory is, as values that are stored and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stashlog.domain.directory import Kind
from stashlog.domain.reasons import Reason

CHANGES = "-updated_at"
CENSUS = "created_at"
"""The order of each walk, as the lists' `sort` takes it."""

ORDER = (Kind.COMPANY, Kind.CONTACT, Kind.DEAL)
"""Companies first: contacts are found by the names of theirs."""

PAGE_SIZES = (100, 20, 5)
"""Records on a page; fewer after an answer that could not be read: it may have been too large."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through one list.

    Attributes:
        order: `CHANGES` or `CENSUS`.
        cursor: Where the next page begins; empty for the first one.
        newest: The time of the latest change on the first page.
        restarts: How often it began again.
    """

    kind: Kind
    order: str
    cursor: str = ""
    newest: str = ""
    restarts: int = 0


@dataclass(frozen=True, slots=True)
class RefreshState:
    """How far the refresh is.

    Attributes:
        todo: The lists that are left of the round under way; none between rounds.
        pipelines_due: The round has not asked for the pipelines yet.
        walk: The walk under way, through the first of `todo`.
        full: The round looks for deletions.
        census: The number of the latest full round that began.
        done: Records that came in this round.
        estimate: How many there may be in all; 0 where nobody knows.
        marks: By list, the time of the latest change that was seen to its end.
        began_at, ended_at: Of the latest round.
        counted_at: When the latest full round ended.
        retry_at: Not before; after a trouble.
        strikes: Troubles in a row.
        trouble: The latest trouble, until something succeeds.
        sweeping: The census met everything; what it did not meet is being forgotten.
        key_mark: Tells another key from the one used before.
        forbidden: By list, until when it is left out because the key may not read it.
        day: When the day's quota starts again, of which `floor` must stay.
        floor: Requests that the refresh leaves untouched today.
    """

    todo: tuple[Kind, ...] = ()
    pipelines_due: bool = False
    walk: Walk | None = None
    full: bool = False
    census: int = 0
    done: int = 0
    estimate: int = 0
    marks: Mapping[Kind, str] = field(default_factory=dict)
    began_at: datetime | None = None
    ended_at: datetime | None = None
    counted_at: datetime | None = None
    retry_at: datetime | None = None
    strikes: int = 0
    trouble: Reason | None = None
    sweeping: bool = False
    key_mark: str = ""
    forbidden: Mapping[Kind, datetime] = field(default_factory=dict)
    day: datetime | None = None
    floor: int = 0

    @property
    def under_way(self) -> bool:
        """Whether a round has begun and not ended."""
        return bool(self.todo)

    @property
    def page_size(self) -> int:
        """How many records to ask for at once."""
        return PAGE_SIZES[min(self.strikes, len(PAGE_SIZES) - 1)]
