"""What holds for every test: nothing of the person who runs them is used or left changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from tests.support.threads import begin_test

# Machines are noisy, so no example has a deadline, and none is made too slowly. Every run tries the
# same examples, and the long sweep tries others.
_NOISY = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("every run", _NOISY, derandomize=True, database=None)
hypothesis.settings.register_profile("sweep", _NOISY, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile(
    "sweep" if os.environ.get("STASHLOG_SWEEP") == "long" else "every run"
)

# The tests are written in English; before any sentence is imported.
os.environ["LANGUAGE"] = "C"
# Before Qt is imported anywhere. Tests that want a real desktop start the program on one.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for name in [name for name in os.environ if name.startswith("STASHLOG_")]:
    if name not in ("STASHLOG_REQUIRE_DESKTOP", "STASHLOG_SWEEP"):
        del os.environ[name]


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that do not exist yet, one for each test.

    Not `mktemp` for each: it looks through all the folders there are, thousands in the end.
    """
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _nothing_of_the_user(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> None:
    """Give each test a home of its own, and neither keyring nor proxy of the person."""
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in list(os.environ):
        if name.startswith("XDG_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    """Fail a test after which a thread of ours that could keep the program alive still runs."""
    begin_test()
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not thread.daemon and thread.name.startswith("stashlog")
    ]
    assert not left, f"threads left behind: {left}"
