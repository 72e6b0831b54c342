"""Where the user is in the list, kept while the list changes under them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel

from stashlog.ui.outbox.model import OutboxModel
from stashlog.ui.outbox.rows import ItemRow
from stashlog.ui.outbox.view import OutboxView


@dataclass(frozen=True, slots=True)
class Place:
    """The current row and what is at the top of the visible part.

    Attributes:
        number: The current row's number; None where there is none.
        key: Its key.
        item_id: Its item; None for a head.
        top_keys: Keys of the rows from the top of the visible part on.
        top_offset: How far the first of them begins above the visible part, in pixels.
    """

    number: int | None
    key: str
    item_id: str | None
    top_keys: tuple[str, ...]
    top_offset: int

    @classmethod
    def of(cls, view: OutboxView, model: OutboxModel) -> Place:
        """Remember where the user is."""
        row = view.current_row()
        visible = view.visible_numbers()
        rows = [found for number in visible if (found := model.row(number)) is not None]
        at_top = view.verticalScrollBar().value() == 0 or not rows
        offset = 0 if at_top else view.visualRect(model.index(visible[0])).top()
        return cls(
            number=None if row is None else view.currentIndex().row(),
            key="" if row is None else row.key,
            item_id=row.item.id if isinstance(row, ItemRow) else None,
            top_keys=() if at_top else tuple(row.key for row in rows),
            top_offset=offset,
        )

    def restore(self, view: OutboxView, model: OutboxModel, *, follow: bool) -> None:
        """Bring the user back to where they were.

        Args:
            view: The list.
            model: Its rows, changed since.
            follow: Whether an item that went to another section is followed there; otherwise, and
                where it is gone, its neighbour becomes current.
        """
        self._restore_current(view, model, follow=follow)
        view.lay_out()
        self._restore_top(view, model)

    def _restore_current(self, view: OutboxView, model: OutboxModel, *, follow: bool) -> None:
        if self.number is None:
            view.clearSelection()
            view.selectionModel().clearCurrentIndex()
            return
        number = model.number_of(self.key)
        if number is None and follow and self.item_id is not None:
            number = model.number_of_item(self.item_id)
        if number is None:
            number = self._neighbour(model)
        flags = QItemSelectionModel.SelectionFlag
        index = model.index(-1 if number is None else number)
        view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def _neighbour(self, model: OutboxModel) -> int | None:
        """Return the item now nearest to where the current row was; what follows it first."""
        start = self.number or 0
        numbers = [
            *range(start, model.rowCount()),
            *range(min(start, model.rowCount()) - 1, -1, -1),
        ]
        return next((n for n in numbers if isinstance(model.row(n), ItemRow)), None)

    def _restore_top(self, view: OutboxView, model: OutboxModel) -> None:
        bar = view.verticalScrollBar()
        if not self.top_keys:
            bar.setValue(0)
            return
        first = self.top_keys[0]
        for key in self.top_keys:
            number = model.number_of(key)
            if number is not None:
                wanted = self.top_offset if key == first else 0
                bar.setValue(bar.value() + view.visualRect(model.index(number)).top() - wanted)
                return
