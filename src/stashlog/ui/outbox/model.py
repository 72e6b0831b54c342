"""The list as Qt's views see it: few changes for few differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item
from stashlog.ui.outbox.rows import HeadRow, ItemRow, MoreRow, Row, line_of
from stashlog.ui.tool_tips import plain_tool_tip
from stashlog.wording import outbox as words
from stashlog.wording.moments import short_moment
from stashlog.wording.states import STATE_WORDS, type_word

NameOf = Callable[[str], str | None]
"""Returns the name that belongs to a contact, company or deal id, or None where it is unknown."""

AnyIndex = QModelIndex | QPersistentModelIndex

_LONGEST_SUBJECT = 200
"""Characters of a subject that a row can ever show; what is measured has to end somewhere."""


class OutboxModel(QAbstractListModel):
    """Rows of the outbox and their texts.

    Args:
        clock: The present, UTC; a row that counts down asks it each time it is painted.
        name_of: Finds the name behind a link id.
        zone: The zone in which times are written; None for the one of this computer.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        name_of: NameOf,
        zone: tzinfo | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._name_of = name_of
        self._zone = zone
        self._rows: list[Row] = []
        self._gates: Mapping[GateKind, Gate] = {}

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the row's subject, or all that it shows in one text for assistive technology."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.subject(row.item) if isinstance(row, ItemRow) else self.spoken(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ItemRow):
            return self._tool_tip(row)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let items be selected; heads and "Show more" can only be current."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], ItemRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled

    def row(self, number: int) -> Row | None:
        """Return a row by its number."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, key: str) -> int | None:
        """Return the number of the row with this key."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), None)

    def number_of_item(self, item_id: str) -> int | None:
        """Return the number of the row that shows an item, in whichever section it is."""
        return next(
            (
                n
                for n, r in enumerate(self._rows)
                if isinstance(r, ItemRow) and r.item.id == item_id
            ),
            None,
        )

    def show(self, rows: Sequence[Row], gates: Mapping[GateKind, Gate]) -> None:
        """Replace the rows; only what differs is announced to the views."""
        self._gates = gates
        wanted = {row.key for row in rows}
        present = {row.key for row in self._rows}
        staying = [row.key for row in self._rows if row.key in wanted]
        if staying != [row.key for row in rows if row.key in present]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        self._remove_all_but(wanted)
        self._insert_missing(rows, present)
        self._replace_changed(rows)

    def refresh(self, number: int) -> None:
        """Let the views measure a row again."""
        index = self.index(number)
        self.dataChanged.emit(index, index)

    def show_names(self) -> None:
        """Let the views show every row again: names are known that were not before."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def subject(self, item: Item) -> str:
        """Return an item's subject, the beginning of its notes, or what stands in for both."""
        for text in (item.entry.subject, item.entry.body):
            if shown := " ".join(text[: 2 * _LONGEST_SUBJECT].split())[:_LONGEST_SUBJECT]:
                return shown
        return words.without_subject(item.entry.type)

    def who(self, item: Item) -> str:
        """Return the names of an item's contact, company and deal; ids where they have none."""
        entry = item.entry
        links = (link.strip() for link in (entry.contact_id, entry.company_id, entry.deal_id))
        return " · ".join(self._name_of(link) or link for link in links if link) or words.NOT_LINKED

    def time(self, item: Item) -> str:
        """Return when an item was logged."""
        return short_moment(item.created_at, self._clock(), self._zone)

    def line(self, row: ItemRow) -> str:
        """Return why a row stands where it stands; what counts down is counted down here."""
        line = row.line if row.due is None else line_of(row, self._gates, self._clock(), self._zone)
        return " ".join(line.split())

    def counts_down(self, row: Row | None) -> bool:
        """Whether a row's line changes by itself within the next second."""
        return isinstance(row, ItemRow) and row.due is not None and self._clock() < row.due

    def spoken(self, row: Row) -> str:
        """Return everything a row shows, as one text."""
        if isinstance(row, HeadRow):
            return words.section_name(row.section, row.count, expanded=row.expanded)
        if isinstance(row, MoreRow):
            return words.show_more(row.hidden)
        item = row.item
        parts = (
            type_word(item.entry.type),
            self.subject(item),
            self.who(item),
            self.time(item),
            STATE_WORDS[item.state],
            self.line(row),
        )
        return ", ".join(part for part in parts if part)

    def _tool_tip(self, row: ItemRow) -> str:
        """Return what may be cut off on screen."""
        return plain_tool_tip(self.subject(row.item), self.who(row.item), self.line(row))

    def _remove_all_but(self, wanted: set[str]) -> None:
        for first, last in reversed(_runs([row.key not in wanted for row in self._rows])):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _insert_missing(self, rows: Sequence[Row], present: set[str]) -> None:
        for first, last in _runs([row.key not in present for row in rows]):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()

    def _replace_changed(self, rows: Sequence[Row]) -> None:
        changed = [new != old for new, old in zip(rows, self._rows, strict=True)]
        self._rows = list(rows)
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first and last position of every unbroken run of marks."""
    runs = []
    position = 0
    for marked, group in groupby(marks):
        length = len(list(group))
        if marked:
            runs.append((position, position + length - 1))
        position += length
    return runs
