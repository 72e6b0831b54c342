"""Text of at most a few lines, broken and elided the same way for measuring and for painting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def wrap(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Break text into lines that fit; a word longer than a line is broken anywhere.

    Args:
        text: One paragraph, plain whatever it contains.
        font: The font it is painted with.
        width: Device-independent pixels.
        most: How many lines there may be; the last one is elided where more would be needed.
    """
    if not text:
        return ()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts = _line_starts(layout, width, most + 1)
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    if len(starts) > most:
        rest = text[starts[most - 1] :]
        last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        lines = [*lines[: most - 1], last]
    return tuple(lines)


def _line_starts(layout: QTextLayout, width: int, most: int) -> list[int]:
    """Return where lines start, in characters of Python; Qt counts in UTF-16 units."""
    text = layout.text()
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        units = text.encode("utf-16-le", "surrogatepass")[: 2 * line.textStart()]
        starts.append(len(units.decode("utf-16-le", "surrogatepass")))
    layout.endLayout()
    return starts
