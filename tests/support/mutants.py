"""Mutants: one small fault at a time, put into the source of a module.

If no test notices a fault, either a test is missing or the code is not needed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NOT_MUTATED = frozenset({"annotation", "returns", "decorator_list", "bases", "type_params"})
"""Parts of a definition that decide nothing while the program runs."""

_Place = tuple[ast.AST, str, int | None]


@dataclass(frozen=True)
class Mutant:
    """One fault.

    Attributes:
        place: The function or class in which it is; empty for the module itself.
        before: The code that was changed.
        after: What it became; empty where it was removed.
        number: Tells apart the same change at several lines of the same place.
        source: The whole module with the fault in it.
    """

    place: str
    before: str
    after: str
    number: int
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, always in the same order."""
    tree = ast.parse(source)
    seen: dict[tuple[str, str, str], int] = {}
    for (parent, field, index), node, place in list(_nodes(tree, "")):
        for replacement, removed in _alternatives(node):
            before = ast.unparse(removed or node)
            after = "" if removed is not None else ast.unparse(replacement)
            _put(parent, field, index, replacement)
            mutated = ast.unparse(ast.fix_missing_locations(tree))
            _put(parent, field, index, node)
            number = seen[place, before, after] = seen.get((place, before, after), 0) + 1
            yield Mutant(place, before, after, number, mutated)


def _nodes(parent: ast.AST, place: str) -> Iterator[tuple[_Place, ast.AST, str]]:
    """Yield the nodes in which something can be wrong, outermost first."""
    for field, value in ast.iter_fields(parent):
        if field in _NOT_MUTATED:
            continue
        children = value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if not isinstance(child, ast.AST) or _says_nothing(child):
                continue
            where = (parent, field, index if isinstance(value, list) else None)
            yield where, child, place
            name = getattr(child, "name", "") if hasattr(child, "body") else ""
            yield from _nodes(child, ".".join(filter(None, (place, name))))


def _says_nothing(node: ast.AST) -> bool:
    """Whether a node is for readers and type checkers: imports, docstrings, words of an error."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Import | ast.ImportFrom | ast.FormattedValue)


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _alternatives(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST | None]]:
    """Yield what could stand in a node's place if somebody made a mistake.

    Yields:
        The other node, and what is missing in it if that is the mistake.
    """
    for other in (*_other_operators(node), *_other_values(node), *_other_conditions(node)):
        yield other, None
    yield from _missing_parts(node)
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    is_change = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    if is_call or is_change or isinstance(node, ast.Raise):
        yield ast.Pass(), node


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPS:
        yield _copy(node, op=_SWAPS[type(node.op)]())
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            others: list[Any] = list(node.ops)
            others[index] = _SWAPS[type(operator)]()
            yield _copy(node, ops=others)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def _other_values(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            yield ast.Constant(node.value + 1)
        elif isinstance(node.value, str):
            yield ast.Constant(f"not {node.value}")
    if isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None"):
        yield ast.Return(ast.Constant(None))


def _other_conditions(node: ast.AST) -> Iterator[ast.AST]:
    negated = isinstance(getattr(node, "test", None), ast.UnaryOp)
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not negated:
        yield _copy(node, test=ast.UnaryOp(ast.Not(), node.test))


def _missing_parts(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Leave out one argument that is named, one element, one row of a table."""
    if isinstance(node, ast.Call):
        for index, keyword in enumerate(node.keywords):
            yield _copy(node, keywords=_without(node.keywords, index)), keyword
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        store = isinstance(getattr(node, "ctx", None), ast.Store)
        for index in range(0 if store or len(node.elts) < 2 else len(node.elts)):
            yield _copy(node, elts=_without(node.elts, index)), node.elts[index]
    if isinstance(node, ast.Dict):
        for index, key in enumerate(node.keys):
            rest = _without(node.keys, index), _without(node.values, index)
            yield _copy(node, keys=rest[0], values=rest[1]), key or node.values[index]


def _without(items: list[Any], index: int) -> list[Any]:
    return items[:index] + items[index + 1 :]


def _copy(node: ast.AST, **changes: Any) -> ast.AST:  # noqa: ANN401 - fields of any node
    return type(node)(**{**dict(ast.iter_fields(node)), **changes})
