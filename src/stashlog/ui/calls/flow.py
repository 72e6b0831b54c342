"""From the call list to the phone, to the filled form, and on to the next call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from stashlog.domain.call_list import Call, entry_of
from stashlog.domain.details import TIMER_STARTED, detail
from stashlog.domain.directory import Candidate, Kind
from stashlog.domain.entry import Entry
from stashlog.services.call_list import CallList
from stashlog.ui.calls import ON_PHONE
from stashlog.ui.calls.dialling import dial
from stashlog.ui.calls.page import CallPage
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.link_flow import MOST, suggestion_of
from stashlog.ui.main_window import MainWindow
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.wording import calls as words

TICK = 1000
"""Milliseconds between two looks at how long the call has lasted."""


class CallFlow(QObject):
    """Connects the page with session and form.

    The call that is under way stands in the form from its first second, timer included, so that it
    outlasts whatever happens to the program; the page only shows it.

    Signals:
        noticed: A `Notice` for the window to show; one about the call has `ON_PHONE` for that.
        ended: Nobody is on the phone any more.
        counted: How many calls are on the list.
    """

    noticed = Signal(object)
    ended = Signal()
    counted = Signal(int)

    def __init__(
        self, window: MainWindow, flow: FormFlow, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._flow, self._session = window, flow, session
        self._form = window.form
        self._calling: Call | None = None
        self._started = session.parts.clock()
        self._focus_wanted = False
        self.page = CallPage()
        self._ticks = QTimer(self, interval=TICK)
        self._ticks.timeout.connect(self._look)
        self._connect()

    def show(self) -> None:
        """Show the page; the list is there a moment later."""
        self._focus_wanted = True
        self._window.show_page(self.page)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._session.ask(lambda desk: CallList(desk).calls(), self._show_calls, changes=False)

    def row_of(self, entry: Entry) -> str | None:
        """Return the row from which an activity was called, if it was one of the list."""
        call = self._calling
        return call.key if call is not None and call.contact_id == entry.contact_id else None

    def logged(self, row: str) -> None:
        """Go on to the next call: this one is logged, and off the list."""
        if self._calling is not None and self._calling.key == row:
            self._hang_up()
            self.show()

    def _connect(self) -> None:
        page = self.page
        page.call_requested.connect(self._call)
        page.stop_requested.connect(self._stop)
        page.notes_requested.connect(self._window.show_work)
        page.back_requested.connect(self._window.show_work)
        page.skip_requested.connect(self._skip)
        page.add.searched.connect(self._search)
        page.add.picked.connect(self._pick)

    def _show_calls(self, calls: Sequence[Call]) -> None:
        self.page.show_calls(calls, self._session.parts.clock())
        self.counted.emit(len(calls))
        if self._focus_wanted and self.page.isVisible():
            self._focus_wanted = False
            self.page.focus_first()

    def _call(self) -> None:
        call = self.page.view.current()
        if call is None or self._on_phone() is not None:
            return
        self._calling, self._started = call, self._session.parts.clock()
        self._flow.fill(entry_of(call, self._started))
        self._window.show_page(self.page)
        self.page.focus_first()
        self._ticks.start()
        self._look()
        if not call.number:
            self.noticed.emit(Notice(words.no_number(call.name), about=ON_PHONE))
        elif not dial(call.number):
            text = words.no_dialler(call.name, call.number)
            self.noticed.emit(Notice(text, about=ON_PHONE))

    def _stop(self) -> None:
        self._form.stop_timer()
        self._over()
        self._window.show_work()

    def _over(self) -> None:
        self.page.show_nobody()
        self._ticks.stop()
        self.ended.emit()

    def _look(self) -> None:
        """Show how long the call lasts; it is over when the form says so."""
        call = self._on_phone()
        if call is None:
            self._over()
            return
        passed = self._session.parts.clock() - self._started
        self.page.show_on_phone(call, max(0, int(passed.total_seconds())))

    def _on_phone(self) -> Call | None:
        """Return the call that goes on: what was stopped may wait in the form to be logged."""
        running = detail(self._form.entry().details, TIMER_STARTED)
        return self._calling if running else None

    def _hang_up(self) -> None:
        self._calling = None
        self._ticks.stop()
        self.page.show_nobody()

    def _skip(self) -> None:
        call, on_phone = self.page.view.current(), self._on_phone()
        if call is None or (on_phone is not None and call.key == on_phone.key):
            return
        notice = Notice(words.taken_off(call.name), words.PUT_BACK, lambda: self._put_back(call))

        def skipped(_: None) -> None:
            self.refresh()
            self.noticed.emit(notice)

        self._session.ask(lambda desk: CallList(desk).skip(call), skipped, changes=False)

    def _put_back(self, call: Call) -> None:
        self._session.ask(
            lambda desk: CallList(desk).put_back(call), lambda _: self.refresh(), changes=False
        )

    def _pick(self, contact_id: str) -> None:
        self.page.add.set_value("")
        self._session.ask(
            lambda desk: CallList(desk).pick(contact_id), lambda _: self.refresh(), changes=False
        )

    def _search(self, text: str) -> None:
        self._session.ask(
            lambda desk: desk.directory.search(Kind.CONTACT, text, MOST),
            lambda found: self._offer(text, found),
            changes=False,
        )

    def _offer(self, text: str, found: Sequence[Candidate]) -> None:
        now = self._session.parts.clock()
        self.page.add.suggest(text, [suggestion_of(one, now) for one in found])
