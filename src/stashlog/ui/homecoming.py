"""Refused activities come home: into the form if nobody uses it, else as a notice."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item, State
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.notices import Notice
from stashlog.ui.refusals import short_name
from stashlog.ui.session import Session
from stashlog.wording import window as words


class Homecoming(QObject):
    """Waits for refusals and opens them in a form, never in the way of whoever types there.

    Args:
        flow: Of the form.
        session: The session.
        parent: Its owner.

    Signals:
        noticed: A `Notice` for the window to show.
    """

    noticed = Signal(object)

    def __init__(self, flow: FormFlow, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._session = session
        session.item_settled.connect(self._settled)

    def _settled(self, item: Item) -> None:
        if item.state is not State.NEEDS_YOU or not item.editable:
            return
        if self._flow.untouched:
            self._bring(item)
        else:
            self._tell(item)

    def _bring(self, item: Item) -> None:
        """Open a refused item, unless somebody begins to type before it is here."""

        def opened(current: Item) -> None:
            if self._flow.untouched:
                self._flow.show_item(current)
                return
            self._session.ask(lambda desk: desk.actions.release(item.id))
            self._tell(item)

        self._session.ask(
            lambda desk: desk.actions.open(item.id), opened, self._failed, changes=False
        )

    def _tell(self, item: Item) -> None:
        text = words.not_accepted(short_name(item))
        self.noticed.emit(Notice(text, words.OPEN, lambda: self._flow.open(item.id), about=item.id))

    def _failed(self, error: StashlogError) -> None:
        self.noticed.emit(Notice(str(error)))
