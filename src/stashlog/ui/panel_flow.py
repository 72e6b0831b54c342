"""What the user asks of an item in the outbox, apart from opening and repeating it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item
from stashlog.services.desk import Desk
from stashlog.ui.notices import Notice
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.session import Session


class PanelFlow(QObject):
    """Carries it out, and says why where it cannot be done.

    Args:
        panel: Where it is asked.
        session: The session.
        parent: Its owner.

    Signals:
        noticed: A `Notice` for the window to show.
    """

    noticed = Signal(object)

    def __init__(self, panel: OutboxPanel, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        for signal, action in (
            (panel.discard_requested, lambda desk, item: desk.actions.discard(item)),
            (panel.restore_requested, lambda desk, item: desk.actions.restore(item)),
            (panel.mark_sent_requested, lambda desk, item: desk.actions.mark_sent(item)),
            (panel.send_again_requested, lambda desk, item: desk.actions.send_again(item)),
        ):
            signal.connect(self._doing(action))
        panel.retry_requested.connect(self._retry)

    def _doing(self, action: Callable[[Desk, str], Item]) -> Callable[[str], None]:
        def do(item_id: str) -> None:
            self._session.ask(lambda desk: action(desk, item_id), failed=self._failed)

        return do

    def _retry(self, item_id: str) -> None:
        self._session.ask(
            lambda desk: desk.actions.retry(item_id),
            lambda _: self._session.try_now(),
            self._failed,
        )

    def _failed(self, error: StashlogError) -> None:
        self.noticed.emit(Notice(str(error)))
