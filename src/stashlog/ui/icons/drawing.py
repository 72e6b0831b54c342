"""Reads the SVG drawings of this folder, so that no SVG library has to be loaded at the start.

Only what these drawings use is understood: `path` with absolute M, L, H, V, C and Z, `circle` and
`rect`, and the attributes `fill`, `stroke` and `stroke-width`, inherited from the root element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, QXmlStreamReader
from PySide6.QtGui import QPainterPath

_FOLDER = Path(__file__).parent
_TOKEN = re.compile(r"[MLHVCZ]|-?\d+(?:\.\d+)?")


class Shape(NamedTuple):
    """One outline and how to draw it.

    Attributes:
        fill: A colour, "currentColor" or "none".
        stroke: The same, for the line.
        width: Of the line, in the drawing's units.
    """

    path: QPainterPath
    fill: str
    stroke: str
    width: float


class Drawing(NamedTuple):
    """A square drawing.

    Attributes:
        side: The length of its sides in its own units.
    """

    side: float
    shapes: tuple[Shape, ...]


@cache
def drawing(name: str) -> Drawing:
    """Read the drawing `<name>.svg`.

    Raises:
        FileNotFoundError: when there is none of this name.
        ValueError: when it uses something that is not understood.
    """
    reader = QXmlStreamReader((_FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    inherited: dict[str, str] = {}
    side, shapes = 0.0, []
    while not reader.atEnd():
        if reader.readNext() != QXmlStreamReader.TokenType.StartElement:
            continue
        found = reader.attributes()
        attributes = {
            str(one.name()): str(one.value()) for one in (found.at(n) for n in range(found.size()))
        }
        if reader.name() == "svg":
            inherited = attributes
            side = float(attributes["viewBox"].split()[2])
        else:
            shapes.append(_shape(str(reader.name()), {**inherited, **attributes}))
    if reader.hasError():
        raise ValueError(f"{name}.svg: {reader.errorString()}")
    return Drawing(side, tuple(shapes))


def _shape(element: str, attributes: Mapping[str, str]) -> Shape:
    return Shape(
        _outline(element, attributes),
        attributes.get("fill", "none"),
        attributes.get("stroke", "none"),
        float(attributes.get("stroke-width", "1")),
    )


def _outline(element: str, attributes: Mapping[str, str]) -> QPainterPath:
    if element == "path":
        return _path(attributes["d"])
    path = QPainterPath()
    if element == "circle":
        x, y, r = (float(attributes[name]) for name in ("cx", "cy", "r"))
        path.addEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))
    elif element == "rect":
        box = QRectF(*(float(attributes[name]) for name in ("x", "y", "width", "height")))
        radius = float(attributes.get("rx", "0"))
        path.addRoundedRect(box, radius, radius)
    else:
        raise ValueError(f"<{element}> is not understood in drawings")
    return path


def _path(text: str) -> QPainterPath:
    path = QPainterPath()
    tokens = iter(_TOKEN.findall(text))
    for command in tokens:
        _draw(path, command, tokens)
    return path


def _draw(path: QPainterPath, command: str, numbers: Iterator[str]) -> None:
    """Add one command, taking as many numbers as it needs."""

    def take(count: int) -> list[float]:
        return [float(next(numbers)) for _ in range(count)]

    here = path.currentPosition()
    if command == "M":
        path.moveTo(*take(2))
    elif command == "L":
        path.lineTo(*take(2))
    elif command == "H":
        path.lineTo(take(1)[0], here.y())
    elif command == "V":
        path.lineTo(here.x(), take(1)[0])
    elif command == "C":
        path.cubicTo(*take(6))
    elif command == "Z":
        path.closeSubpath()
    else:
        raise ValueError(f"a number stands where a command is expected: {command}")
