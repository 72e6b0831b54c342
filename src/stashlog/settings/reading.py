"""Reads a settings file, so that one mistake in it costs one value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from stashlog.domain.address import check_base_url
from stashlog.domain.call_rules import read_follow_ups, read_outcomes
from stashlog.domain.chord import read_chord
from stashlog.domain.kept import read_kept
from stashlog.domain.templates import read_templates
from stashlog.settings import (
    APPEARANCES,
    DEADLINES,
    NO_ADDRESS,
    UNDO_WINDOW,
    SettingsError,
    Value,
)
from stashlog.wording import settings as words
from stashlog.wording.quick import not_keys

_LONGEST_FILE = 100_000
_MOST_BAD_LINES = 20
"""A file with more of them was not written for us."""

_ADDRESS = "base_url"


class Trouble(NamedTuple):
    """What is wrong with a file.

    Attributes:
        sentence: What happened and what is done about it at a start.
        cause: What happened alone, a sentence without the file's name.
    """

    sentence: str
    cause: str


FileContent = tuple[dict[str, Any], tuple[Trouble, ...]]
"""The values of a file by their names, and each trouble with it."""


def read_values(path: Path, file: BinaryIO) -> FileContent:
    """Read an open settings file; `path` is what its sentences call it."""
    try:
        content = file.read(_LONGEST_FILE + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        return unreadable(path, error)
    except UnicodeDecodeError:
        return _without_address(words.not_text(path), words.NOT_TEXT)
    if "\0" in text:
        return _without_address(words.not_text(path), words.NOT_TEXT)
    if len(content) > _LONGEST_FILE:
        return _without_address(words.too_long(path), words.TOO_LONG)
    table, problems, doubtful = _parse(text, path)
    values: dict[str, Any] = {_ADDRESS: NO_ADDRESS} if doubtful else {}
    for name, value in table.items():
        try:
            values[name] = _checked(path, name, value)
        except SettingsError as error:
            problems.append(Trouble(error.title, error.advice))
            if name == _ADDRESS:
                values[name] = NO_ADDRESS
    return values, tuple(problems)


def unreadable(path: Path, error: OSError) -> FileContent:
    """Say that a file exists and cannot be read."""
    cause = error.strerror or str(error)
    return _without_address(words.unreadable(path, cause), cause)


def check(name: str, value: object) -> Value:
    """Return a value for a setting that holds one.

    Raises:
        SettingsError: it makes no sense.
    """
    return _CHECKS[name](name, value)


def _without_address(sentence: str, cause: str) -> FileContent:
    return {_ADDRESS: NO_ADDRESS}, (Trouble(sentence, cause),)


def _checked(path: Path, name: str, value: object) -> object:
    """Return a value that makes sense.

    Raises:
        SettingsError: it makes none; the advice is the cause alone.
    """
    found = _CHECKS.get(name) or _LISTS.get(name)
    if found is None and "key" in name.lower():
        raise SettingsError(words.no_key_here(path, name), words.no_setting(name))
    if found is None:
        sentence = words.unknown(path, name, (*_CHECKS, *_LISTS))
        raise SettingsError(sentence, words.no_setting(name))
    try:
        return found(name, value)
    except SettingsError as error:
        told = words.bad_address if name == _ADDRESS else words.bad_value
        raise SettingsError(told(path, error.title), error.title) from None


def _parse(text: str, path: Path) -> tuple[dict[str, Any], list[Trouble], bool]:
    """Read TOML and leave out every line that keeps the rest from being read.

    Returns:
        The table, the trouble with each line left out, and whether one of them may have named
        the address.
    """
    lines = text.split("\n")
    problems: list[Trouble] = []
    doubtful = False
    while len(problems) <= _MOST_BAD_LINES:
        try:
            return tomllib.loads("\n".join(lines)), problems, doubtful
        except tomllib.TOMLDecodeError as error:
            number = _line_of(error, len(lines))
            problems.append(Trouble(words.bad_line(path, number), words.line_unreadable(number)))
            doubtful = doubtful or _ADDRESS in lines[number - 1]
            lines[number - 1] = ""
    return {}, [Trouble(words.not_toml(path), words.NOT_TOML)], True


def _line_of(error: Exception, last: int) -> int:
    """Return the line that tomllib names; older Pythons name it only in the message."""
    match = re.search(r"at line (\d+)", str(error))
    return min(int(match[1]), last) if match else last


def _check_address(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise SettingsError(words.not_a_string(name))
    try:
        return check_base_url(value)
    except ValueError as error:
        raise SettingsError(words.about(name, str(error))) from None


def _check_switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(words.not_a_switch(name))
    return value


def _check_appearance(name: str, value: object) -> str:
    if not isinstance(value, str) or value not in APPEARANCES:
        raise SettingsError(words.not_a_choice(name, APPEARANCES))
    return value


def _check_keys(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise SettingsError(words.not_a_string(name))
    try:
        return read_chord(value).text if value.strip() else ""
    except ValueError:
        raise SettingsError(words.about(name, not_keys(value))) from None


def _check_kept(name: str, value: object) -> str:
    try:
        return read_kept(name, value)
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _check_seconds(shortest: int, longest: int) -> Callable[[str, object], float]:
    def check(name: str, value: object) -> float:
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
        if not shortest <= number <= longest:
            raise SettingsError(words.out_of_range(name, shortest, longest))
        return number

    return check


_CHECKS: Mapping[str, Callable[[str, object], Value]] = MappingProxyType(
    {
        "base_url": _check_address,
        "stamp_metadata": _check_switch,
        "appearance": _check_appearance,
        "undo_seconds": _check_seconds(*UNDO_WINDOW),
        "quick_capture": _check_switch,
        "quick_capture_keys": _check_keys,
        "check_updates": _check_switch,
        "keep": _check_kept,
        "request_deadline_seconds": _check_seconds(*DEADLINES),
    }
)


def _check_list(read: Callable[[str, object], object]) -> Callable[[str, object], object]:
    def check(name: str, value: object) -> object:
        try:
            return read(name, value)
        except ValueError as error:
            raise SettingsError(str(error)) from None

    return check


_LISTS: Mapping[str, Callable[[str, object], object]] = MappingProxyType(
    {
        "outcomes": _check_list(read_outcomes),
        "follow_up": _check_list(read_follow_ups),
        "templates": _check_list(read_templates),
    }
)
"""Settings that are changed in a text editor only."""
