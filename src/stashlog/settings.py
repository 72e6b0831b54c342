"""The user's settings: `settings.toml`, read so that one mistake in it costs one value.

The file belongs to the user: nothing here rewrites, moves or deletes what stands in it, but for
the one value that the user changes in the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from stashlog.domain.errors import StashlogError
from stashlog.paths import make_private_folder, write_private
from stashlog.wording import settings as words

if TYPE_CHECKING:
    # Loaded when somebody asks for them: the window opens without them.
    from stashlog.domain.call_rules import CallRules, FollowUpRule
    from stashlog.domain.details import Outcome

DEFAULT_BASE_URL = "https://api.nodestash.io/v1"
APPEARANCES = ("system", "light", "dark")
DEADLINES = (5, 300)
"""The shortest and the longest deadline of a request, in seconds."""

UNDO_WINDOW = (0, 120)
"""The shortest and the longest time in which a logged activity can be taken back, in seconds."""

_LONGEST_FILE = 100_000
_MOST_BAD_LINES = 20
"""A file with more of them was not written for us."""

Value = str | int | float | bool


class SettingsError(StashlogError):
    """A setting cannot be used, or cannot be saved."""


class Settings(NamedTuple):
    """What the user decided.

    Attributes:
        base_url: The address of the API, checked, without a trailing slash.
        stamp_metadata: Whether the outbox id travels in each activity's metadata.
        appearance: One of `APPEARANCES`.
        undo_seconds: For how long after logging an activity can be taken back, within
            `UNDO_WINDOW`; 0 for not at all.
        request_deadline_seconds: How long one request may take in all, within `DEADLINES`.
        outcomes: How a call can end; None for the usual ways.
        follow_up: What an outcome proposes to do next; None for the usual rules.
    """

    base_url: str = DEFAULT_BASE_URL
    stamp_metadata: bool = True
    appearance: str = "system"
    undo_seconds: float = 10
    request_deadline_seconds: float = 30
    outcomes: tuple[Outcome, ...] | None = None
    follow_up: tuple[FollowUpRule, ...] | None = None

    def calls(self) -> CallRules:
        """Return what is decided about calls."""
        from stashlog.domain.call_rules import CallRules

        usual = CallRules()
        return CallRules(
            usual.outcomes if self.outcomes is None else self.outcomes,
            usual.follow_ups if self.follow_up is None else self.follow_up,
        )


class LoadedSettings(NamedTuple):
    """The settings in force and what is wrong with their file, one sentence for each trouble."""

    settings: Settings = Settings()
    problems: tuple[str, ...] = ()


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; what cannot be read keeps its default and is named in a sentence.

    A file that is not there means that everything has its default.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST_FILE + 1)
    except FileNotFoundError:
        return LoadedSettings()
    except OSError as error:
        return LoadedSettings(problems=(words.unreadable(path, error.strerror or str(error)),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return LoadedSettings(problems=(words.not_text(path),))
    if len(content) > _LONGEST_FILE:
        return LoadedSettings(problems=(words.too_long(path),))
    table, problems = _parse(text, path)
    values: dict[str, Any] = {}
    for name, value in table.items():
        check = _CHECKS.get(name) or _LISTS.get(name)
        if check is None:
            problems.append(words.unknown(path, name, (*_CHECKS, *_LISTS)))
            continue
        try:
            values[name] = check(name, value)
        except SettingsError as error:
            problems.append(words.bad_value(path, error.title))
    return LoadedSettings(Settings(**values), tuple(problems))


def save_setting(path: Path, name: str, value: Value) -> None:
    """Write one value into the file and leave everything else in it as it stands.

    Args:
        path: The file; it is made if need be.
        name: A field of `Settings` that holds one value.
        value: Its new value.

    Raises:
        SettingsError: the value makes no sense, or the file cannot be changed; it is untouched.
    """
    import json

    checked = _CHECKS[name](name, value)
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        changed = _with_line(text, name, json.dumps(checked, ensure_ascii=False))
        if not _says(changed, text, name, checked):
            raise SettingsError(words.cannot_place(path, name), words.EDIT_BY_HAND)
        make_private_folder(path.parent)
        write_private(path, changed.encode())
    except UnicodeDecodeError:
        raise SettingsError(words.not_text(path), words.EDIT_BY_HAND) from None
    except OSError as error:
        raise SettingsError(words.cannot_save(path, error.strerror or str(error))) from None


def _parse(text: str, path: Path) -> tuple[dict[str, Any], list[str]]:
    """Read TOML and leave out every line that keeps the rest from being read."""
    import tomllib

    lines = text.split("\n")
    problems: list[str] = []
    while len(problems) <= _MOST_BAD_LINES:
        try:
            return tomllib.loads("\n".join(lines)), problems
        except tomllib.TOMLDecodeError as error:
            number = _line_of(error, len(lines))
            problems.append(words.bad_line(path, number))
            lines[number - 1] = ""
    return {}, [words.not_toml(path)]


def _line_of(error: Exception, last: int) -> int:
    """Return the line that tomllib names; older Pythons name it only in the message."""
    match = re.search(r"at line (\d+)", str(error))
    return min(int(match[1]), last) if match else last


def _check_address(name: str, value: object) -> str:
    from stashlog.domain.address import check_base_url

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
        "request_deadline_seconds": _check_seconds(*DEADLINES),
    }
)


def _check_outcomes(name: str, value: object) -> object:
    from stashlog.domain.call_rules import read_outcomes

    return _read_list(read_outcomes, name, value)


def _check_follow_ups(name: str, value: object) -> object:
    from stashlog.domain.call_rules import read_follow_ups

    return _read_list(read_follow_ups, name, value)


def _read_list(read: Callable[[str, object], object], name: str, value: object) -> object:
    try:
        return read(name, value)
    except ValueError as error:
        raise SettingsError(str(error)) from None


_LISTS: Mapping[str, Callable[[str, object], object]] = MappingProxyType(
    {"outcomes": _check_outcomes, "follow_up": _check_follow_ups}
)
"""Settings that are changed in a text editor only."""


def _with_line(text: str, name: str, literal: str) -> str:
    """Put `name = literal` in place of the line that sets it, else before the first table."""
    line = re.compile(
        rf"^(?P<before>[ \t]*{name}[ \t]*=[ \t]*)"
        r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s#"']+)"""
        r"(?P<after>[ \t]*(?:#[^\n]*)?\r?)$",
        re.MULTILINE,
    )
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    head, tail = (text, "") if table is None else (text[: table.start()], text[table.start() :])
    changed, count = line.subn(lambda match: f"{match['before']}{literal}{match['after']}", head)
    if not count:
        gap = "" if not head or head.endswith("\n") else "\n"
        changed = f"{head}{gap}{name} = {literal}\n"
    return changed + tail


def _says(changed: str, text: str, name: str, value: Value) -> bool:
    """Whether the changed file sets this value and otherwise says what it said before.

    Of a file that could not be read before, nothing can be said.
    """
    import tomllib

    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return True
    try:
        return tomllib.loads(changed) == {**before, name: value}
    except tomllib.TOMLDecodeError:
        return False
