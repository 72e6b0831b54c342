"""The opening: the form first, so that a rep can type, then everything else.

The modules behind outbox, delivery and keyring cost more to import than the form costs to paint.
A thread imports them while the form is already in use; only making their widgets is left to the
interface thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from stashlog.ui.bridge import Bridge
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.main_window import MainWindow

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry
    from stashlog.ui.conductor import Conductor
    from stashlog.ui.parts import Parts


class Opening(QObject):
    """Shows the window with its form, and furnishes it.

    Args:
        parts: The real parts.
        furnished: Called once with the conductor, when everything is in place.
    """

    def __init__(self, parts: Parts, furnished: Callable[[Conductor], None]) -> None:
        super().__init__()
        self._parts = parts
        self._furnished = furnished
        self._bridge = Bridge(self)
        self._logged_early = False
        self.window = MainWindow(EntryForm(parts.clock), sandboxed=parts.sandboxed)
        self.window.form.submitted.connect(self._note_early_log)

    def show(self, entry: Entry | None = None) -> None:
        """Show the form, and bring the rest once it is painted.

        Args:
            entry: What the form shows at first.
        """
        if entry is not None:
            self.window.form.set_entry(entry)
        self.window.show()
        self.window.form.focus_first()
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        threading.Thread(target=self._import, name="stashlog-opening", daemon=True).start()

    def _import(self) -> None:
        from stashlog.ui import conductor, session

        def furnish() -> None:
            made = conductor.Conductor(session.Session(self._parts), self.window)
            self.window.form.submitted.disconnect(self._note_early_log)
            made.begin()
            self._furnished(made)
            if self._logged_early:
                made.flow.log()

        self._bridge.post(furnish)

    def _note_early_log(self) -> None:
        """Remember that somebody was quicker than we were; the text is still in the form."""
        self._logged_early = True
