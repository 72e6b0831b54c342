"""Two set-ups of one clone take turns."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from devsetup.setup_lock import setup_lock

from tests.support.waiting import PATIENCE

PACKAGING = Path(__file__).parents[2] / "packaging"
HOLDER = """
import sys
from pathlib import Path
from devsetup.setup_lock import setup_lock
with setup_lock(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""
HOLDER_WITH_PIP = """
import subprocess, sys
from pathlib import Path
from devsetup.setup_lock import setup_lock
with setup_lock(Path(sys.argv[1]), lambda: None):
    pip = [sys.executable, "-c", "print('held', flush=True); input()"]
    subprocess.run(pip, close_fds=False)
"""


def hold(file: Path, program: str = HOLDER) -> subprocess.Popen[str]:
    """Start a process that holds the lock until its standard input ends or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, file],
        cwd=PACKAGING,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def let_go(holder: subprocess.Popen[str], said: list[str]) -> Callable[[], None]:
    """Make the callback of one who waits: it notes that, and has ``holder`` free the lock."""

    def waiting() -> None:
        said.append("waiting")
        assert holder.stdin is not None
        holder.stdin.close()

    return waiting


def test_a_free_lock_is_taken_without_a_word(tmp_path: Path) -> None:
    said: list[str] = []

    with setup_lock(tmp_path / "lock", lambda: said.append("waiting")):
        assert said == []

    with setup_lock(tmp_path / "lock", lambda: said.append("waiting")):
        assert said == []


def test_a_held_lock_is_waited_for(tmp_path: Path) -> None:
    with hold(tmp_path / "lock") as holder:
        said: list[str] = []

        with setup_lock(tmp_path / "lock", let_go(holder, said)):
            assert said == ["waiting"]
            assert holder.wait(timeout=PATIENCE) == 0


def test_a_process_that_is_killed_leaves_no_lock_behind(tmp_path: Path) -> None:
    with hold(tmp_path / "lock") as holder:
        holder.kill()
        holder.wait(timeout=PATIENCE)

        said: list[str] = []
        with setup_lock(tmp_path / "lock", lambda: said.append("waiting")):
            assert said == []


@pytest.mark.skipif(sys.platform == "win32", reason="a lock belongs to one process there")
def test_a_pip_that_outlives_its_killed_set_up_is_waited_for(tmp_path: Path) -> None:
    with hold(tmp_path / "lock", HOLDER_WITH_PIP) as holder:
        holder.kill()
        holder.wait(timeout=PATIENCE)

        said: list[str] = []
        with setup_lock(tmp_path / "lock", let_go(holder, said)):
            assert said == ["waiting"]
