"""Every sentence that the code passes to ``tr``, and where."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path


def sentences(package: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the sentences in ``package``, each with the files that say it, in their order.

    Raises ValueError where ``tr`` is called with anything but a text that stands there: what is
    put together first could never be looked up.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package).as_posix()
        for sentence in _in_file(file):
            places = found.setdefault(sentence, [])
            if place not in places:
                places.append(place)
    return {sentence: tuple(places) for sentence, places in found.items()}


def _in_file(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr"):
            continue
        match node.args:
            case [ast.Constant(value=str(sentence))]:
                yield sentence
            case _:
                raise ValueError(f"{file}, line {node.lineno}: tr() takes one text, as it stands")
