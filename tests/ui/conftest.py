"""Real widgets, drawn off screen unless the environment names a platform."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stashlog.ui.theme import STYLE_ARGUMENTS
from tests.support.patient_bot import PatientBot

if TYPE_CHECKING:
    from tests.support.window import Desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Start Qt as the program does."""
    return ["stashlog", *STYLE_ARGUMENTS]


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Drive windows, with limits for busy machines."""
    assert qapp, "a bot needs an application"
    return PatientBot(request)


@pytest.fixture(autouse=True)
def garbage_on_this_thread_alone() -> Iterator[None]:
    """Collect as the program does: another thread that destroyed a widget would crash Qt.

    What there is before a test is put aside, as looking through all of it takes half a second.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def an_empty_screen() -> Iterator[None]:
    """Take away every window of a test, however it ended: it would have the next one's focus."""
    yield
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    for left in application.topLevelWidgets():
        left.hide()
    # What is deleted while it has the focus would tell its parents, which are half gone.
    if (focused := application.focusWidget()) is not None:
        focused.clearFocus()
    for left in application.topLevelWidgets():
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Off screen it outlasts Python, and would call into it to give back what Python put there.
    application.clipboard().clear()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> "Iterator[Desk]":
    """A place at which whole windows are opened, closed and killed."""
    from tests.support.window import desk as place

    with place(qtbot, tmp_path / "data") as made:
        yield made
