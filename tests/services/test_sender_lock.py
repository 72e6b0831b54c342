"""One sender per store, whatever became of the one before."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from stashlog.services.sender_lock import LOCK_FILE, SenderLock
from tests.support.session import REPOSITORY
from tests.support.waiting import PATIENCE

HOLDER = """\
import sys
from contextlib import suppress
from pathlib import Path
from stashlog.services.sender_lock import SenderLock
with SenderLock(Path(sys.argv[1])).held() as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start another process that holds the lock until its input ends, and wait for its word."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout
    assert program.stdout.readline() == "True\n"
    return program


def test_only_one_holds_it_at_a_time(tmp_path: Path) -> None:
    with SenderLock(tmp_path).held() as first:
        with SenderLock(tmp_path).held() as second:
            assert (first, second) == (True, False)
        with SenderLock(tmp_path).held() as third:
            assert not third, "whoever did not get it gave nothing back"
    with SenderLock(tmp_path).held() as next_one:
        assert next_one


def test_it_is_given_back_when_the_sender_fails(tmp_path: Path) -> None:
    lock = SenderLock(tmp_path)
    with suppress(ValueError), lock.held() as held:
        assert held
        raise ValueError("a fault while sending")
    with lock.held() as again:
        assert again


def test_another_process_holds_it_until_it_ends(tmp_path: Path) -> None:
    other = holder(tmp_path)
    with SenderLock(tmp_path).held() as held:
        assert not held
    other.communicate("", timeout=PATIENCE)
    with SenderLock(tmp_path).held() as held:
        assert held


def test_a_killed_process_is_in_nobodys_way(tmp_path: Path) -> None:
    other = holder(tmp_path)
    other.kill()
    other.communicate(timeout=PATIENCE)
    assert (tmp_path / LOCK_FILE).exists()
    with SenderLock(tmp_path).held() as held:
        assert held


def test_where_no_lock_can_be_made_nobody_holds_it_and_nothing_fails(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with SenderLock(file / "below").held() as held:
        assert not held


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_on_the_computer_can_hold_it(tmp_path: Path) -> None:
    with SenderLock(tmp_path).held():
        assert stat.S_IMODE((tmp_path / LOCK_FILE).stat().st_mode) == 0o600
