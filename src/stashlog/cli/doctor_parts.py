"""What the doctor finds out about Stashlog's own parts; each trouble is a finding, not an error."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from stashlog.api.values import KeyVerdict
from stashlog.cli.console import Json
from stashlog.cli.context import Context
from stashlog.cli.doctor_facts import Section, proxies
from stashlog.cli.server_check import why_unknown
from stashlog.credentials import CredentialsError
from stashlog.domain.call_rules import FollowUpRule
from stashlog.domain.details import Outcome
from stashlog.domain.outbox import State
from stashlog.paths import Places
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.outbox import Outbox

DEADLINE = 5.0
"""Seconds that nodestash has to show that it is there."""


def folders(places: Places) -> Section:
    """Return where files are, and whether there is room for more."""
    there = _existing(places.data)
    free: int | None = None
    with suppress(OSError):
        free = shutil.disk_usage(there).free
    return {
        "data": str(places.data),
        "log": str(places.log_file),
        "exists": places.data.is_dir(),
        "writable": _writable(there),
        "free_bytes": free,
    }


def settings(context: Context) -> Section:
    """Return the settings in force and what is wrong with their file."""
    loaded, values = context.loaded_settings, context.settings._asdict()
    managed = values.pop("managed")
    return {
        "file": str(context.places.settings_file),
        "exists": context.places.settings_file.exists(),
        **{name: _plain(value) for name, value in values.items()},
        "managed_file": str(context.places.managed_file),
        "managed": sorted(managed),
        "problems": list(loaded.problems),
    }


def _plain(value: Json | tuple[Outcome | FollowUpRule, ...]) -> Json:
    """Return a setting as JSON, a list of named values as one of tables."""
    return [one._asdict() for one in value] if isinstance(value, tuple) else value


def database(places: Places) -> Section:
    """Check the database without changing it, and count its items."""
    file = places.data / FILE_NAME
    none: dict[str, Json] = {"file": str(file), "journal_mode": None, "problems": [], "items": {}}
    # Where the folder cannot be looked into, opening says why.
    with suppress(OSError):
        if not file.exists():
            return {**none, "exists": False, "usable": _writable(_existing(places.data))}
    try:
        with Database.open(places.data, read_only=True) as opened:
            problems, outbox = opened.problems(), Outbox(opened)
            return {
                "file": str(file),
                "exists": True,
                "usable": not problems and _writable(places.data),
                "journal_mode": opened.journal_mode(),
                "problems": list(problems),
                "items": {str(state): outbox.count([state]) for state in State},
            }
    except StoreError as error:
        text = f"{error.title} {error.advice}".strip()
        return {**none, "exists": True, "usable": False, "problems": [text]}


def key(context: Context) -> Section:
    """Return whether there is a key, and what keeps it; the key itself stays where it is."""
    status = context.parts.connection().credentials.status()
    problem = status.problem
    return {
        "present": status.source is not None,
        "source": None if status.source is None else status.source.value,
        "keyring": status.backend or None,
        "problem": None if problem is None else f"{problem.title} {problem.advice}".strip(),
    }


def server(context: Context) -> Section:
    """Ask nodestash one short question, with the key if there is one."""
    check = context.parts.sending().client(DEADLINE).check_key(_key(context))
    reached = check.verdict is not KeyVerdict.UNKNOWN
    return {
        "base_url": context.settings.base_url or None,
        "reachable": reached,
        "key_verdict": str(check.verdict) if reached and _key(context) else None,
        "problem": why_unknown(check) or None,
        "proxies": proxies(),
    }


def _key(context: Context) -> str | None:
    try:
        key_in_force = context.parts.connection().credentials.current()
    except CredentialsError:
        return None
    return None if key_in_force is None else key_in_force.reveal()


def _writable(folder: Path) -> bool:
    """Whether a file can be made in a folder. Permissions alone do not tell; trying does."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    for candidate in (folder, *folder.parents):
        with suppress(OSError):
            if candidate.exists():
                return candidate
    return folder
