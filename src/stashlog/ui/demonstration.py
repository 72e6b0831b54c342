"""The main job without a display: one activity through the real form, off-screen.

For a machine that has no screen: it proves that form, outbox, delivery and server work there, and
leaves a picture of the window.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from stashlog.domain.outbox import Item, State
from stashlog.ui.application import make_application
from stashlog.ui.conductor import Conductor
from stashlog.ui.parts import Parts
from stashlog.ui.session import Session
from stashlog.wording import demonstration as words

PATIENCE = 20_000
"""Milliseconds in which the sandbox has to start and the activity to arrive."""

KEYS = (
    ("subject", "Renewal call"),
    ("body", "Wants annual billing. Copy Tom."),
    ("due_date", "tomorrow 9"),
)


def demonstrate(parts: Parts, pictures: Path | None = None) -> int:
    """Type an activity, log it, wait until it arrived, take a picture, and say so.

    Args:
        parts: Real or sandbox.
        pictures: The folder of the picture; the one for temporary files if left out.

    Returns:
        0 if it arrived, else 1.
    """
    application = make_application("light")
    conductor = Conductor(Session(parts))
    conductor.window.show()
    conductor.begin()
    settled = _log_and_wait(conductor)
    picture = _place_for_a_picture(pictures)
    conductor.window.grab().save(str(picture))
    conductor.quit()
    application.processEvents()
    return _tell(settled, picture)


def _place_for_a_picture(folder: Path | None) -> Path:
    """Return a file that is there and our own: a known name could be anybody's link."""
    descriptor, name = tempfile.mkstemp(".png", "stashlog-form-", folder)
    os.close(descriptor)
    return Path(name)


def _log_and_wait(conductor: Conductor) -> Item | None:
    """Type as a person would, and return the item once its attempt ended."""
    ended: list[Item] = []
    shown = QEventLoop()

    def settled(item: Item) -> None:
        ended.append(item)
        # The panel shows it a moment later; the picture waits for that.
        conductor.session.overview_changed.connect(shown.quit)

    conductor.session.item_settled.connect(settled)
    for name, text in KEYS:
        field = conductor.form.findChild(QWidget, name)
        if field is not None:
            _type(text, field.focusProxy() or field)
    conductor.form.submit()
    QTimer.singleShot(PATIENCE, shown.quit)
    shown.exec()
    return ended[-1] if ended else None


def _type(text: str, field: QWidget) -> None:
    """Press the keys of a text in a field."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(field, key)


def _tell(item: Item | None, picture: Path) -> int:
    if item is None or item.state is not State.SENT:
        sys.stderr.write(words.NOT_ARRIVED + "\n")
        return 1
    sys.stdout.write(words.arrived(item.entry.subject, item.server_id or "") + "\n")
    sys.stdout.write(words.picture(str(picture)) + "\n")
    return 0
