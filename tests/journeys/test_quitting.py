"""The end of a desktop session waits for nobody, so neither does the program: it ends in time."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from stashlog.services.instance import ask_running, wish_for
from tests.support import secret_service
from tests.support.command_line import NOWHERE, PATIENCE, start_program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

QUIT_WITHIN = 12.0
"""Seconds on a busy machine; by itself it takes 3 at most. A keyring is given 15 seconds, and a
busy store blocks each of several calls for 5."""


@contextmanager
def window(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A running window, off the screen, that hears a second start."""
    running = start_program({**environment, "QT_QPA_PLATFORM": "offscreen"}, ())
    home = Path(environment["STASHLOG_HOME"])
    try:
        wait_until(lambda: ask_running(home, wish_for(None)), "the window", within=PATIENCE)
        yield running
    finally:
        if running.poll() is None:
            running.kill()
        running.communicate(timeout=PATIENCE)


def log_anything(environment: dict[str, str]) -> None:
    """Have something wait for the key, without a window."""
    program = start_program(environment, ("log", "--type", "call", "--subject", "x", "--draft"))
    program.communicate(timeout=PATIENCE)
    assert program.returncode == 0


@pytest.mark.keyring
def test_a_keyring_that_never_answers_does_not_hold_the_program(tmp_path: Path) -> None:
    with secret_service.unanswered(tmp_path / "user") as keyring:
        home = tmp_path / "stashlog"
        environment = {
            **keyring.environment,
            "STASHLOG_HOME": str(home),
            "STASHLOG_BASE_URL": NOWHERE,
        }
        with window(environment) as running:
            running.send_signal(signal.SIGTERM)
            assert running.wait(QUIT_WITHIN) == 0


def test_a_store_that_another_program_holds_does_not_hold_the_program(tmp_path: Path) -> None:
    with secret_service.none(tmp_path / "user") as nothing:
        home = tmp_path / "stashlog"
        environment = {
            **nothing.environment,
            "STASHLOG_HOME": str(home),
            "STASHLOG_BASE_URL": NOWHERE,
        }
        log_anything(environment)
        store = home / "outbox.db"
        with (
            window(environment) as running,
            closing(sqlite3.connect(store, isolation_level=None, timeout=20)) as other,
        ):
            other.execute("BEGIN EXCLUSIVE")
            running.send_signal(signal.SIGTERM)
            assert running.wait(QUIT_WITHIN) == 0
            other.execute("ROLLBACK")
