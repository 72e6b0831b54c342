"""Writes one value into the user's settings file, and leaves everything else in it as it stands."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from stashlog.paths import make_private_folder, write_private
from stashlog.settings import SettingsError, Value
from stashlog.settings.reading import check
from stashlog.wording import settings as words


def save_setting(path: Path, name: str, value: Value) -> None:
    """Write one value into the file.

    Args:
        path: The file; it is made if need be.
        name: A field of `Settings` that holds one value.
        value: Its new value.

    Raises:
        SettingsError: the value makes no sense, or the file cannot be changed; it is untouched.
    """
    checked = check(name, value)
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
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return True
    try:
        return tomllib.loads(changed) == {**before, name: value}
    except tomllib.TOMLDecodeError:
        return False
