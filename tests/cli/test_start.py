"""A short command starts fast, because it loads little."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stashlog.services.instance import Doorbell
from tests.support.command_line import PATIENCE, program_environment

HEAVY = {
    "PySide6", "anyio", "httpcore", "httpx", "keyring", "platformdirs", "pydantic", "sqlite3",
    "ssl", "starlette", "tomllib", "truststore", "uvicorn",
}  # fmt: skip
"""Packages that together cost more time than the whole of a short command may take."""

_PROBE = """
import sys
from stashlog.cli.run import run
status = run(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}))
raise SystemExit(status)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """The folder of a running window."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    doorbell = Doorbell(folder)
    assert doorbell.claim()
    doorbell.listen(lambda _: None)
    yield folder
    doorbell.remove()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("new", "--type", "call", "--contact", "ct_abc"),
        (),
    ],
)
def test_nothing_heavy_is_loaded(home: Path, arguments: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROBE, *arguments],
        env=program_environment(home),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert "stashlog" in loaded
    assert not loaded & HEAVY


def test_storing_a_draft_loads_neither_qt_nor_the_http_client(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROBE, "log", "--type", "call", "--draft"],
        env=program_environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert not loaded & {"PySide6", "httpx", "keyring", "pydantic"}
