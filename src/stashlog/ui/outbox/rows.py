"""The rows of the list: an overview turned into heads, items and "show more"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import DISCARD_DAYS, Item, State
from stashlog.services.overview import Overview
from stashlog.wording.moments import short_day
from stashlog.wording.outbox import restorable_until
from stashlog.wording.reasons import next_try, reason_line

SHOWN_AT_FIRST = 200
"""Rows of one section that are shown before "Show more": a morning's work fits, and updating the
list costs the same however long the queue is."""

MORE_FACTOR = 5
"""How many times as many rows each "Show more" uncovers."""


class Section(StrEnum):
    """The list's sections, in their order; each is named like its part of the overview."""

    NEEDS_YOU = "needs_you"
    WAITING = "waiting"
    CHECKING = "checking"
    SENT_TODAY = "sent_today"
    DRAFTS = "drafts"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The head of a section that has something in it."""

    section: Section
    count: int
    expanded: bool

    @property
    def key(self) -> str:
        """What stays the same as long as this is the same row."""
        return f"head {self.section}"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item.

    Attributes:
        line: Why it stands where it stands, at the time of the overview.
        due: The moment to which the line counts down; None where it does not change by itself.
        after_another: Whether another item of the queue goes first.
    """

    section: Section
    item: Item
    line: str
    due: datetime | None = None
    after_another: bool = False

    @property
    def key(self) -> str:
        """What stays the same as long as this is the same row."""
        return f"{self.section} {self.item.id}"


@dataclass(frozen=True, slots=True)
class MoreRow:
    """Uncovers the rest of a long section."""

    section: Section
    hidden: int

    @property
    def key(self) -> str:
        """What stays the same as long as this is the same row."""
        return f"more {self.section}"


Row = HeadRow | ItemRow | MoreRow


@dataclass(frozen=True, slots=True)
class Folding:
    """What of the list is open.

    Attributes:
        collapsed: Sections of which only the head shows.
        limits: How many rows of a section show, where that is not `SHOWN_AT_FIRST`.
    """

    collapsed: frozenset[Section] = frozenset({Section.DISCARDED})
    limits: Mapping[Section, int] | None = None

    def limit(self, section: Section) -> int:
        """How many rows of a section show."""
        return (self.limits or {}).get(section, SHOWN_AT_FIRST)

    def toggled(self, section: Section) -> Folding:
        """Return the folding with one section opened or closed."""
        return Folding(self.collapsed ^ {section}, self.limits)

    def with_more(self, section: Section) -> Folding:
        """Return the folding with more of one section uncovered."""
        limits = {**(self.limits or {}), section: self.limit(section) * MORE_FACTOR}
        return Folding(self.collapsed, limits)


def build_rows(
    overview: Overview, folding: Folding, now: datetime, zone: tzinfo | None = None
) -> list[Row]:
    """Return the rows that show an overview; sections without items are left out."""
    rows: list[Row] = []
    for section in Section:
        items: tuple[Item, ...] = getattr(overview, section)
        if not items:
            continue
        expanded = section not in folding.collapsed
        rows.append(HeadRow(section, overview.total(section), expanded))
        if expanded:
            shown = items[: folding.limit(section)]
            rows.extend(_item_rows(section, shown, overview.gates, now, zone))
            if len(shown) < len(items):
                rows.append(MoreRow(section, len(items) - len(shown)))
    return rows


def line_of(
    row: ItemRow, gates: Mapping[GateKind, Gate], now: datetime, zone: tzinfo | None = None
) -> str:
    """Return a row's line as it reads now; sent items need none unless the user marked them."""
    item = row.item
    if item.state is State.SENT and item.reason is None:
        return ""
    if item.state is State.DISCARDED:
        until = (item.updated_at + timedelta(days=DISCARD_DAYS)).astimezone(zone).date()
        return restorable_until(short_day(until, now.astimezone(zone).date()))
    return reason_line(item, gates, now, zone, after_another=row.after_another)


def _item_rows(
    section: Section,
    items: Iterable[Item],
    gates: Mapping[GateKind, Gate],
    now: datetime,
    zone: tzinfo | None,
) -> Iterator[ItemRow]:
    blocked = False
    for item in items:
        held = item.held_until is not None and now < item.held_until
        later = item.not_before is not None and now < item.not_before
        behind = section is Section.WAITING and blocked and not later
        due = None if held or behind else next_try(item, gates, now)
        row = ItemRow(section, item, "", due, behind)
        yield ItemRow(section, item, line_of(row, gates, now, zone), due, behind)
        blocked = blocked or not (held or later)
