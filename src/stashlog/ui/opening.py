"""The opening: the form first, so that a rep can type, then everything else.

The modules behind outbox, delivery and keyring cost more to import than the form costs to paint.
A thread imports them while the form is already in use; only making their widgets is left to the
interface thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.main_window import MainWindow

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry
    from stashlog.services.instance import Doorbell
    from stashlog.ui.bridge import Bridge
    from stashlog.ui.conductor import Conductor
    from stashlog.ui.furniture import Furniture
    from stashlog.ui.parts import Parts
    from stashlog.ui.session import Session

    Furnished = Callable[[Conductor, Doorbell | None], None]

logger = logging.getLogger(__name__)


FRAME = 16
"""Milliseconds after the first painting that belong to the keys pressed by then."""

AFTER_PAINT = 50
"""Milliseconds that the form has to itself: imports in a thread still take turns with painting."""

A_TURN = 4
"""Milliseconds between one piece of what follows and the next, so that none blocks for more than a
frame or two: what is pressed or has to be painted in the meantime has its turn as well."""


class Opening(QObject):
    """Shows the window with its form, and furnishes it.

    Args:
        parts: The real parts.
        furnished: Called once with the conductor, when everything is in place, and with the bell
            that later starts ring, if this window could get one.
        gave_way: Called instead, with the window closed, if another start had opened a window
            over the same store a moment earlier and took over what this one shows.
        painted: Called in a thread once the form shows, before anything else.
    """

    def __init__(
        self,
        parts: Parts,
        furnished: Furnished,
        gave_way: Callable[[], None] = lambda: None,
        painted: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._parts = parts
        self._furnished = furnished
        self._gave_way = gave_way
        self._painted = painted
        self._bridge: Bridge | None = None
        self._logged_early = self._saved_early = False
        self._closed_early = False
        self.window = MainWindow(
            EntryForm(parts.clock, style=parts.date_style, calls=parts.settings.calls, staged=True),
            sandboxed=parts.sandboxed,
        )
        self.window.form.submitted.connect(self._note_early_log)
        self.window.form.draft_requested.connect(self._note_early_save)
        self.window.quit_requested.connect(self._note_early_close)
        self.window.painted.connect(self._come_to_the_rest)

    def show(self, entry: Entry | None = None) -> None:
        """Show the form, and bring the rest once it is painted.

        Args:
            entry: What the form shows at first.
        """
        if entry is not None:
            self.window.form.fill_in(entry)
        self.window.show()
        self.window.form.links["contact_id"].setFocus()

    def end(self) -> None:
        """Hear no more from the threads; to be called before this object goes."""
        if self._bridge is not None:
            self._bridge.close()

    def _come_to_the_rest(self) -> None:
        QTimer.singleShot(FRAME, self._complete_form)
        QTimer.singleShot(FRAME + AFTER_PAINT, self._bring_the_rest)

    def _complete_form(self) -> None:
        from stashlog.ui.form import later_fields  # noqa: F401 - half of what completing takes

        QTimer.singleShot(A_TURN, self.window.form.complete)

    def _bring_the_rest(self) -> None:
        from stashlog.ui.bridge import Bridge

        self._bridge = bridge = Bridge(self)
        self._in_background(lambda: self._load(bridge))

    def _in_background(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="stashlog-opening", daemon=True).start()

    def _load(self, bridge: Bridge) -> None:
        """Import what the rest needs, and see whether this is the only window over the store."""
        self._painted()
        from stashlog.services.instance import Doorbell
        from stashlog.ui import conductor, living, session  # noqa: F401 - for `_furnish`

        bell = Doorbell(self._parts.places.data)
        try:
            claimed = bell.claim()
        except OSError as error:
            logger.warning("Other starts cannot raise this window: %s", error)
            bridge.post(lambda: self._furnish(None))
            return
        bridge.post(lambda: self._furnish(bell) if claimed else self._give_way(bridge))

    def _furnish(self, bell: Doorbell | None) -> None:
        from stashlog.ui.furniture import Furniture
        from stashlog.ui.session import Session

        session = Session(self._parts)
        furniture = Furniture.made(session)
        QTimer.singleShot(A_TURN, lambda: self._begin(session, furniture, bell))

    def _begin(self, session: Session, furniture: Furniture, bell: Doorbell | None) -> None:
        from stashlog.ui.conductor import Conductor

        made = Conductor(session, self.window, furniture)
        self.window.form.submitted.disconnect(self._note_early_log)
        self.window.form.draft_requested.disconnect(self._note_early_save)
        self.window.quit_requested.disconnect(self._note_early_close)
        made.begin()
        self._furnished(made, bell)
        if self._logged_early:
            made.flow.log()
        elif self._saved_early:
            made.flow.save_draft()
        if self._closed_early:
            self.window.close()

    def _give_way(self, bridge: Bridge) -> None:
        """Let the earlier window have what stands here; one that does not answer is left alone."""
        from stashlog.services.instance import hand_over, wish_for

        self.window.setEnabled(False)
        entry, folder = self.window.form.entry(), self._parts.places.data
        wish = wish_for(None if entry.empty else entry)

        def taken() -> None:
            self.window.close_for_good()
            self._gave_way()

        def left() -> None:
            self.window.setEnabled(True)
            self._furnish(None)

        self._in_background(lambda: bridge.post(taken if hand_over(folder, wish) else left))

    def _note_early_log(self) -> None:
        """Remember that somebody was quicker than we were; the text is still in the form."""
        self._logged_early = True

    def _note_early_save(self) -> None:
        """Remember that the text is to be a draft."""
        self._saved_early = True

    def _note_early_close(self) -> None:
        """Remember that somebody wants to leave; what was typed has to be stored first."""
        self._closed_early = True
