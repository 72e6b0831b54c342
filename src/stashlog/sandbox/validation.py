"""Field checks that report in the words the API documents.

The documented samples ("Invalid email", "Array must contain at most 20 element(s)") are the words
of zod 3, so the other messages follow that library's default English texts
(https://github.com/colinhacks/zod/blob/v3.24.1/src/locales/en.ts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from stashlog.sandbox.answers import JsonObject, Problem, invalid

Check: TypeAlias = Callable[[object, str], list[Problem]]
"""Takes a value and its path, returns every problem found."""

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z")
_EMAIL = re.compile(r"[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+\-]@([A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}")
_DEEPEST = 8


def json_type(value: object) -> str:
    """The JavaScript name of a JSON value's type."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", int: "number", float: "number", list: "array", dict: "object"}
    return names[type(value)]


def _wrong_type(expected: str, value: object, path: str) -> list[Problem]:
    return [(path, f"Expected {expected}, received {json_type(value)}")]


def text(most: int | None = None, least: int = 0) -> Check:
    """A string of `least` to `most` characters (code points); None means no upper limit."""

    def check(value: object, path: str) -> list[Problem]:
        if not isinstance(value, str):
            return _wrong_type("string", value, path)
        if most is not None and len(value) > most:
            return [(path, f"String must contain at most {most} character(s)")]
        if len(value) < least:
            return [(path, f"String must contain at least {least} character(s)")]
        return []

    return check


def one_of(*values: str) -> Check:
    """One of a few words."""
    expected = " | ".join(f"'{value}'" for value in values)

    def check(value: object, path: str) -> list[Problem]:
        if not isinstance(value, str):
            return _wrong_type(expected, value, path)
        if value not in values:
            return [(path, f"Invalid enum value. Expected {expected}, received '{value}'")]
        return []

    return check


def link(prefix: str) -> Check:
    """An id with its prefix; whether the record exists is asked later (422, not 400)."""

    def check(value: object, path: str) -> list[Problem]:
        if not isinstance(value, str):
            return _wrong_type("string", value, path)
        if not value.startswith(prefix):
            return [(path, f'Invalid input: must start with "{prefix}"')]
        return []

    return check


def moment(value: object, path: str) -> list[Problem]:
    """A UTC time that ends in Z. Offsets and bare dates are undocumented, so they are refused."""
    if not isinstance(value, str):
        return _wrong_type("string", value, path)
    if _MOMENT.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return [(path, "Invalid datetime")]
        return []
    return [(path, "Invalid datetime")]


def boolean(value: object, path: str) -> list[Problem]:
    """True or false."""
    return [] if isinstance(value, bool) else _wrong_type("boolean", value, path)


def email(value: object, path: str) -> list[Problem]:
    """An e-mail address of at most 255 characters."""
    if not isinstance(value, str):
        return _wrong_type("string", value, path)
    return [] if _EMAIL.fullmatch(value) and len(value) <= 255 else [(path, "Invalid email")]


def list_of(check_one: Check, most: int) -> Check:
    """An array; each bad element is reported at its own index."""

    def check(value: object, path: str) -> list[Problem]:
        if not isinstance(value, list):
            return _wrong_type("array", value, path)
        problems: list[Problem] = []
        if len(value) > most:
            problems.append((path, f"Array must contain at most {most} element(s)"))
        for index, element in enumerate(value):
            problems += check_one(element, f"{path}.{index}")
        return problems

    return check


def _check_inside(value: object, path: str, check_text: Check, depth: int) -> list[Problem]:
    if isinstance(value, str):
        return check_text(value, path)
    if depth > _DEEPEST:
        return [(path, "Invalid input")]
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    return [
        problem
        for key, item in pairs
        for problem in _check_inside(item, f"{path}.{key}", check_text, depth + 1)
    ]


def free_object(most_keys: int, most_key: int, most_value: int) -> Check:
    """An object with free keys; each bad value is reported at its own path."""

    def check(value: object, path: str) -> list[Problem]:
        if not isinstance(value, dict):
            return _wrong_type("object", value, path)
        problems: list[Problem] = []
        if len(value) > most_keys:
            problems.append((path, f"Object must contain at most {most_keys} key(s)"))
        for key, item in value.items():
            if not 0 < len(key) <= most_key:
                problems.append((path, f"Key must contain 1 to {most_key} character(s)"))
            else:
                problems += _check_inside(item, f"{path}.{key}", text(most_value), 1)
        return problems

    return check


@dataclass(frozen=True)
class Field:
    """How one field of a body is checked."""

    check: Check
    required: bool = False
    nullable: bool = True


@dataclass(frozen=True)
class Schema:
    """The fields of a body. Unknown fields are dropped without a word, as zod does."""

    fields: Mapping[str, Field]

    def accept(self, document: JsonObject, *, partial: bool = False) -> JsonObject:
        """The known fields of a document, unchanged.

        Args:
            document: The body as received.
            partial: True for an update, where no field is required.

        Raises:
            RefusalError: 400 with one entry in `details` for every problem of every field.
        """
        problems: list[Problem] = []
        for name, rule in self.fields.items():
            if name not in document:
                if rule.required and not partial:
                    problems.append((name, "Required"))
            elif document[name] is not None or not rule.nullable:
                problems += rule.check(document[name], name)
        if problems:
            raise invalid(problems)
        return {name: document[name] for name in self.fields if name in document}
