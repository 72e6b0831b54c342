"""The order of a list, and the part of it that one page shows."""

from __future__ import annotations

import bisect
import functools
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from stashlog.sandbox.workspace import Record

Position: TypeAlias = tuple[list[object], int]
"""Sort values of a record and its sequence: where a page ends."""
_Place: TypeAlias = tuple[Position, Record]
_Rank: TypeAlias = tuple[bool, str | Decimal]


def cut_page(
    records: list[Record], order: list[str], after: Position | None, limit: int
) -> tuple[list[Record], Position | None]:
    """The page after a position, and where it ends if another one follows.

    Args:
        records: All records of the list.
        order: Names of attributes, the first one decides; a leading `-` means descending.
        after: Where the page before ended; None for the first one.
        limit: How many records fit on a page.
    """
    ordered = _sorted(records, order)
    begin = 0
    if after is not None:
        compare = functools.cmp_to_key(functools.partial(_compare, order))
        begin = bisect.bisect_right(ordered, compare(after), key=lambda one: compare(one[0]))
    page = ordered[begin : begin + limit]
    end = page[-1][0] if len(ordered) > begin + limit else None
    return [record for _, record in page], end


def read_amount(value: object) -> Decimal | None:
    """Read an amount of money as the API writes it; None for what is none."""
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _sorted(records: list[Record], order: list[str]) -> list[_Place]:
    """Sort as `_compare` compares: by the last name first, as sorting keeps the order of equals.

    It is done for every page, and comparing two records at a time would take longer than the page.
    """
    names = [name.removeprefix("-") for name in order]
    places: list[_Place] = [
        (([record.attributes.get(name) for name in names], record.sequence), record)
        for record in records
    ]
    places.sort(key=lambda one: one[0][1], reverse=order[0].startswith("-"))
    for at in reversed(range(len(order))):
        rank = functools.partial(_rank_at, names[at], at)
        places.sort(key=rank, reverse=order[at].startswith("-"))
    return places


def _compare(order: list[str], left: Position, right: Position) -> int:
    for name, a, b in zip(order, left[0], right[0], strict=True):
        mine, other = (_rank(name.removeprefix("-"), value) for value in (a, b))
        if mine != other:
            return 1 if (mine > other) is not name.startswith("-") else -1
    outcome = (left[1] > right[1]) - (left[1] < right[1])
    return -outcome if order[0].startswith("-") else outcome


def _rank_at(name: str, at: int, place: _Place) -> _Rank:
    return _rank(name, place[0][0][at])


def _rank(name: str, value: object) -> _Rank:
    """What a value is sorted by. Null is greater than everything, as in PostgreSQL."""
    if name == "value":
        return value is None, read_amount(value) or Decimal(0)
    return value is None, "" if value is None else str(value)
