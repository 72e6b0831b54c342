"""`stashlog --self-test`: whether an installed program holds all that it needs.

Hidden, for those who build and roll out: each part that a bundle could have lost is used for real,
without the user's folders, key or server. With `--base-url`, nodestash is asked there, which proves
that certificates of the system are trusted.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from stashlog import __version__
from stashlog.cli.console import one_line
from stashlog.cli.context import Context
from stashlog.cli.statuses import ExitStatus
from stashlog.wording import self_test as words

_DEADLINE = 10.0
"""Seconds that the server has to answer."""


class SkippedError(Exception):
    """A check that this machine gives no occasion for; the text says why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a check: "passed", "skipped" or "failed", and a detail for people."""

    result: str
    detail: str


def self_test(context: Context) -> ExitStatus:
    """Make every check, also after one that failed, and say what came of it."""
    findings = {name: _finding(check, context) for name, check in _checks()}
    failed = any(finding.result == "failed" for finding in findings.values())
    for name, one in findings.items():
        result = f"{words.CHECKS[name]}: {words.RESULTS[one.result]}"
        context.console.say(f"{result} ({one_line(one.detail)})")
    context.console.tell(words.FAILED if failed else words.PASSED)
    return ExitStatus.FAULT if failed else ExitStatus.DONE


def _checks() -> Iterator[tuple[str, Callable[[Context], str]]]:
    yield "backends", _backends
    yield "keyring", _keyring
    yield "certificates", _certificates
    yield "sqlite", _sqlite
    yield "translations", _translations
    yield "window", _window


def _finding(check: Callable[[Context], str], context: Context) -> Finding:
    try:
        return Finding("passed", check(context))
    except SkippedError as error:
        return Finding("skipped", str(error))
    except Exception as error:  # noqa: BLE001 - whatever a lost part raises is the finding
        return Finding("failed", f"{type(error).__name__}: {error}")


def _backends(_: Context) -> str:
    from stashlog.credentials.self_test import import_backends

    return ", ".join(import_backends())


def _keyring(_: Context) -> str:
    from stashlog.credentials import NoKeyring
    from stashlog.credentials.self_test import round_trip

    try:
        return round_trip()
    except NoKeyring as error:
        raise SkippedError(error.title) from None


def _certificates(context: Context) -> str:
    from stashlog.api.client import Nodestash
    from stashlog.api.values import KeyVerdict
    from stashlog.cli.server_check import why_unknown
    from stashlog.domain.address import check_base_url

    if context.options.base_url is None:
        raise SkippedError(words.NO_SERVER)
    address = check_base_url(context.options.base_url)
    client = Nodestash(address, deadline=_DEADLINE, user_agent=f"Stashlog/{__version__}")
    check = client.check_key("self-test")
    if check.verdict is not KeyVerdict.GOOD:
        raise RuntimeError(words.NOT_TRUSTED.format(why=why_unknown(check)))
    return address


def _sqlite(_: Context) -> str:
    from stashlog.storage.self_test import prove_sqlite

    with tempfile.TemporaryDirectory(prefix="stashlog-self-test-") as folder:
        return prove_sqlite(Path(folder))


def _translations(_: Context) -> str:
    from stashlog.wording.catalogue import languages

    found = languages()
    # A clone may be without them; what is installed may not.
    if hasattr(sys, "frozen") and not found:
        raise RuntimeError(words.NO_CATALOGUE)
    if unread := [name for name, word in found.items() if word == "Waiting"]:
        raise RuntimeError(words.EMPTY_CATALOGUE.format(languages=", ".join(unread)))
    told = (words.CATALOGUE.format(language=name, word=word) for name, word in found.items())
    return ", ".join(told) or words.NO_CATALOGUE


def _window(context: Context) -> str:
    """Log one activity through the form, off-screen, into a sandbox in this process."""
    from stashlog import bootstrap

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    said = StringIO()
    with (
        tempfile.TemporaryDirectory(prefix="stashlog-self-test-") as folder,
        redirect_stdout(said),
        redirect_stderr(said),
    ):
        status = bootstrap.run_headless_demo(context.sandbox_parts(), Path(folder))
    if status != 0:
        raise RuntimeError(said.getvalue())
    # Its first line; the second tells where the picture was.
    return said.getvalue().partition("\n")[0]
