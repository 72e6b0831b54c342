"""Lists: filters, sorts and cursors."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from stashlog.sandbox.answers import JsonObject, Problem, invalid
from stashlog.sandbox.calls import Call
from stashlog.sandbox.ordering import Position, cut_page, read_amount
from stashlog.sandbox.workspace import Record

DEFAULT_LIMIT = 25
"""The pages disagree between 20 and 25."""
MOST_LIMIT = 100

_Filter: TypeAlias = Callable[[object, str], bool]


def _contains(value: object, wanted: str) -> bool:
    return isinstance(value, str) and wanted.casefold() in value.casefold()


def _equals(value: object, wanted: str) -> bool:
    return value == wanted


def _is_flag(value: object, wanted: str) -> bool:
    return value is (wanted == "true")


@dataclass(frozen=True)
class ListRules:
    """What one list can be filtered and sorted by."""

    filters: dict[str, _Filter]
    sorts: tuple[str, ...]
    tags: bool = True
    amounts: bool = False


RULES = {
    "contacts": ListRules(
        {
            "email": _contains,
            "first_name": _contains,
            "last_name": _contains,
            "company_id": _equals,
            "source": _equals,
        },
        ("created_at", "updated_at", "email", "first_name", "last_name"),
    ),
    "companies": ListRules(
        {"name": _contains, "domain": _contains, "industry": _contains, "size": _equals},
        ("created_at", "updated_at", "name", "domain"),
    ),
    "deals": ListRules(
        {
            "pipeline_id": _equals,
            "stage_id": _equals,
            "contact_id": _equals,
            "company_id": _equals,
        },
        ("created_at", "updated_at", "value", "expected_close_date"),
        amounts=True,
    ),
    "activities": ListRules(
        {
            "type": _equals,
            "contact_id": _equals,
            "company_id": _equals,
            "deal_id": _equals,
            "is_done": _is_flag,
        },
        ("created_at", "updated_at", "due_date"),
        tags=False,
    ),
}


def list_page(collection: str, records: list[Record], call: Call) -> JsonObject:
    """One page as the API shows it.

    A cursor remembers the place after the last record, not a count, so records that are created or
    deleted between two pages neither hide others nor show them twice. Unknown parameters are
    ignored.

    Raises:
        RefusalError: 400 for a bad limit, sort, cursor or amount, all of them together.
    """
    rules = RULES[collection]
    problems: list[Problem] = []
    limit = _read_limit(call, problems)
    order = _read_sort(call, rules, problems)
    after = _read_cursor(call, order, problems)
    _check_filters(call, rules, problems)
    if problems:
        raise invalid(problems)
    is_wanted = _filter(rules, call)
    chosen = [record for record in records if is_wanted(record)]
    page, end = cut_page(chosen, order, after, limit)
    next_cursor = None if end is None else _write_cursor(order, end)
    pagination = {"next_cursor": next_cursor, "has_more": next_cursor is not None}
    return {
        "data": [record.envelope() for record in page],
        "meta": {"pagination": pagination},
    }


def _read_limit(call: Call, problems: list[Problem]) -> int:
    given = call.parameter("limit")
    if given is None:
        return DEFAULT_LIMIT
    if not given.isascii() or not given.removeprefix("-").isdigit():
        problems.append(("limit", "Expected number, received nan"))
        return DEFAULT_LIMIT
    limit = int(given[:20])
    if limit > MOST_LIMIT:
        problems.append(("limit", f"Number must be less than or equal to {MOST_LIMIT}"))
    elif limit < 1:
        problems.append(("limit", "Number must be greater than or equal to 1"))
    return limit


def _read_sort(call: Call, rules: ListRules, problems: list[Problem]) -> list[str]:
    order = call.parameters("sort") or ["-created_at"]
    expected = " | ".join(f"'{name}'" for name in rules.sorts)
    for name in order:
        if name.removeprefix("-") not in rules.sorts:
            message = f"Invalid enum value. Expected {expected}, received '{name}'"
            problems.append(("sort", message))
    return order


def _check_filters(call: Call, rules: ListRules, problems: list[Problem]) -> None:
    for name in ("min_value", "max_value") if rules.amounts else ():
        given = call.parameter(name)
        if given is not None and read_amount(given) is None:
            problems.append((name, "Expected number, received nan"))
    flag = call.parameter("is_done") if "is_done" in rules.filters else None
    if flag not in (None, "true", "false"):
        problems.append(("is_done", "Expected boolean, received string"))


def _filter(rules: ListRules, call: Call) -> Callable[[Record], bool]:
    """What the filters of a request let through; the request is read once for all records."""
    given = [(name, matches, call.parameter(name)) for name, matches in rules.filters.items()]
    filters = [(name, matches, wanted) for name, matches, wanted in given if wanted is not None]
    tags = set(call.parameters("tags")) if rules.tags else set[str]()
    least, most = (
        read_amount(call.parameter(name)) if rules.amounts else None
        for name in ("min_value", "max_value")
    )

    def is_wanted(record: Record) -> bool:
        attributes = record.attributes
        if not all(matches(attributes.get(name), wanted) for name, matches, wanted in filters):
            return False
        own = attributes.get("tags")
        if tags and not tags <= set(own if isinstance(own, list) else ()):
            return False
        return _is_between(attributes.get("value"), least, most)

    return is_wanted


def _is_between(value: object, least: Decimal | None, most: Decimal | None) -> bool:
    if least is None and most is None:
        return True
    amount = read_amount(value)
    if amount is None:
        return False
    return (least is None or amount >= least) and (most is None or amount <= most)


def _write_cursor(order: list[str], place: Position) -> str:
    text = json.dumps([order, *place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def _read_cursor(call: Call, order: list[str], problems: list[Problem]) -> Position | None:
    given = call.parameter("cursor")
    if given is None:
        return None
    try:
        text = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        cursor_order, values, sequence = json.loads(text)
        if cursor_order == order and len(values) == len(order) and isinstance(sequence, int):
            return list(values), sequence
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    problems.append(("cursor", "Invalid cursor"))
    return None
