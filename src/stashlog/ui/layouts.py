"""Layouts that go on in a further line instead of asking for more width."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget

from stashlog.ui.theme import SPACE, scale_of

ROW_GAP = 3 * SPACE
"""Pixels between one row of fields and the next."""


class FlowLayout(QLayout):
    """Puts items side by side at their preferred size, and wraps them like words.

    What is hidden takes no room. The last item may be told to take what is left of its line.

    Args:
        parent: The widget to lay out.
        spacing: Pixels between items, across and down.
        stretch_last: Whether the last item fills its line.
    """

    def __init__(self, parent: QWidget, spacing: int, *, stretch_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._stretch_last = stretch_last
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def insert_widget(self, position: int, widget: QWidget) -> None:
        """Put a widget before the item at `position`."""
        self.addWidget(widget)
        self._items.insert(position, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take an item at the end (called by Qt)."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items (called by Qt)."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return an item, or None beyond the end (called by Qt)."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Give an item away (called by Qt)."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height that the lines need at a width."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was worked out for other contents (called by Qt)."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, box: QRect) -> None:  # noqa: N802 - Qt's name
        """Place every item."""
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size with everything in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() + self.spacing() for hint in hints) - self.spacing()
        return self._with_margins(max(width, 0), max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the widest item alone."""
        sizes = [item.minimumSize() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return self._with_margins(width, max((size.height() for size in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def _place(self, box: QRect, *, move: bool) -> int:
        """Lay out line by line; return the height used, margins included."""
        inner = box.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for line in self._lines(max(inner.width(), 0)):
            height = max(size.height() for _, size in line)
            left = inner.left()
            for item, size in line:
                place = QRect(QPoint(left, top + (height - size.height()) // 2), size)
                if move:
                    item.setGeometry(mirrored(self.parentWidget(), place, inner))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        return max(top - self.spacing(), inner.top()) + self.contentsMargins().bottom() - box.top()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Divide the items into lines that fit a width, with the size that each one gets."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used, shown = width + 1, self._shown()
        for item in shown:
            hint = item.sizeHint()
            size = QSize(min(hint.width(), width), hint.height()).expandedTo(item.minimumSize())
            if used + size.width() > width:
                lines.append([])
                used = 0
            if self._stretch_last and item is shown[-1]:
                size.setWidth(width - used)
            lines[-1].append((item, size))
            used += size.width() + self.spacing()
        return lines


def mirrored(widget: QWidget | None, box: QRect, inner: QRect | None = None) -> QRect:
    """Return where a box lies in a widget, which may begin its lines at the right.

    As `QStyle.visualRect`, whose class takes PySide longer to load than the form's own modules.

    Args:
        widget: The widget; None lays out from left to right.
        box: Where it lies in one that begins at the left.
        inner: What it is mirrored in; None for the whole widget.
    """
    if widget is None or not widget.isRightToLeft():
        return box
    inner = inner or widget.rect()
    return box.translated(inner.left() + inner.right() - box.left() - box.right(), 0)


def flowing(*widgets: QWidget) -> QWidget:
    """Return a widget that holds others, mostly buttons, side by side, in as many lines as need be.

    A widget of its own, so that all of them can be hidden together.
    """
    box = QWidget()
    flow = FlowLayout(box, 2 * SPACE)
    for widget in widgets:
        flow.addWidget(widget)
    return box


class Row(QWidget):
    """Holds widgets side by side, or one above the other where the width does not suffice.

    Args:
        across: Pixels between widgets side by side.
        least: The width that one widget needs at normal text size, or None for what it asks for.
        aligned: Whether widgets of different heights are aligned; else not until `align`.
    """

    def __init__(self, across: int, least: int | None = None, *, aligned: bool = True) -> None:
        super().__init__()
        self._aligned = aligned
        self._centred: set[QWidget] = set()
        self._across = across
        self._least = least
        self._leasts: dict[QWidget, int] = {}
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(across)

    def add(
        self,
        widget: QWidget,
        stretch: int = 0,
        *,
        centred: bool = False,
        least: int | None = None,
    ) -> None:
        """Put a widget at the end.

        Args:
            widget: The widget.
            stretch: Its share of what is left of the width.
            centred: Whether it stands in the middle of the row's height, not at its top.
            least: The width that it can do with at normal text size; None for the row's.
        """
        if centred:
            self._centred.add(widget)
        if least is not None:
            self._leasts[widget] = least
        self._box.addWidget(widget, stretch)
        if self._aligned:
            self._align(widget)

    def align(self) -> None:
        """Align the widgets from now on, if they were not from the beginning."""
        self._aligned = True
        for position in range(self._box.count()):
            item = self._box.itemAt(position)
            if item is not None and (widget := item.widget()) is not None:
                self._align(widget)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the width of the widest widget alone."""
        sizes = [item.minimumSize() for item in self._items()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def event(self, event: QEvent) -> bool:
        """Choose the direction that fits, whenever the width or what the widgets need changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._turn()
        return super().event(event)

    def _align(self, widget: QWidget) -> None:
        sides = QtCore.Qt.AlignmentFlag
        side = sides.AlignVCenter if widget in self._centred else sides.AlignTop
        self._box.setAlignment(widget, side)

    def _turn(self) -> None:
        fits = self.width() >= self._needed()
        wanted = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if wanted != self._box.direction():  # else each layout would ask for the next one
            self._box.setDirection(wanted)
            self._box.setSpacing(self._across if fits else ROW_GAP)

    def _needed(self) -> int:
        items = self._items()
        scale = scale_of(self.font())
        widths = [self._width_of(item, scale) for item in items]
        return sum(widths) + self._across * (len(items) - 1)

    def _width_of(self, item: QLayoutItem, scale: float) -> int:
        wanted, widget = item.sizeHint().width(), item.widget()
        if widget in self._leasts:
            return min(wanted, round(self._leasts[widget] * scale))
        return round(self._least * scale) if self._least else wanted

    def _items(self) -> list[QLayoutItem]:
        found = (self._box.itemAt(position) for position in range(self._box.count()))
        return [item for item in found if item is not None and not item.isEmpty()]
