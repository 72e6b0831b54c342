"""Real widgets, drawn off screen unless the environment names a platform."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from stashlog.ui.theme import STYLE_ARGUMENTS

if TYPE_CHECKING:
    from tests.support.window import Desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Start Qt as the program does."""
    return ["stashlog", *STYLE_ARGUMENTS]


@pytest.fixture(autouse=True)
def garbage_on_this_thread_alone() -> Iterator[None]:
    """Collect as the program does: another thread that destroyed a widget would crash Qt."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> "Iterator[Desk]":
    """A place at which whole windows are opened, closed and killed."""
    from tests.support.window import desk as place

    with place(qtbot, tmp_path / "data") as made:
        yield made
