"""From the keys to the small form, and back to the program that was in front."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from stashlog.domain.chord import DEFAULT_KEYS, read_chord
from stashlog.services.capture import Logged
from stashlog.services.desk import Desk
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.form_help import FormHelp
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.ui.hotkey.grabber import Grabber, grabber_here
from stashlog.ui.link_flow import LinkFlow
from stashlog.ui.notices import Notice
from stashlog.ui.quick.window import QuickWindow
from stashlog.ui.session import Session
from stashlog.wording import quick as words
from stashlog.wording.form import key_words


class QuickFlow(QObject):
    """Holds the keys while quick capture is on; its window is made when they are first pressed.

    What is typed is kept as in the main form: on the disk as it is typed, and in the window when
    that is closed. The keys for templates, repeating and keeping fields are those of the main form;
    whoever logs and keeps stays in the small window.

    Signals:
        logged: What was stored, as `Logged`.
        noticed: A `Notice` for the main window.
        said: How it stands with the keys: a sentence, and whether they work.
    """

    logged = Signal(object)
    noticed = Signal(object)
    said = Signal(str, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grabber: Grabber | None = None
        self._window: QuickWindow | None = None
        self._flow: FormFlow | None = None

    @property
    def window(self) -> QuickWindow | None:
        """The small window, once it was needed."""
        return self._window

    @property
    def kept(self) -> bool:
        """Whether every word in the small form is on the disk."""
        return self._flow is None or self._flow.kept

    def hold(self, keys: str) -> None:
        """Take keys, and say how that went.

        Args:
            keys: As `stashlog.domain.chord` reads them; empty for the usual ones.
        """
        self.let_go()
        self._grabber = grabber_here(self.toggle, self._denied, self._session.bridge.post)
        self.said.emit(words.STARTING, True)  # noqa: FBT003 - Qt's signature
        try:
            self._grabber.grab(read_chord(keys or DEFAULT_KEYS), self._granted)
        except HotkeyError as error:
            self._denied(error)

    def let_go(self) -> None:
        """Give the keys back."""
        if self._grabber is not None:
            self._grabber.release()
            self._grabber = None

    def toggle(self) -> None:
        """Show the small form; where it has the keyboard already, go back."""
        window = self._window
        if window is not None and window.isVisible() and window.isActiveWindow():
            self._leave()
        else:
            self._come()

    def keep(self) -> None:
        """Have the last words on the disk now."""
        if self._flow is not None:
            self._flow.keep()

    def end(self) -> None:
        """Keep everything and give the keys back, before the program ends."""
        if self._flow is not None:
            self._flow.leave()
        self.let_go()
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
            self._window = None

    def _come(self) -> None:
        window = self._made()
        if not window.isVisible():
            self._begin_anew()
            if self._grabber is not None:
                self._grabber.remember()
        window.come()
        if self._grabber is not None:
            self._grabber.bring(int(window.winId()))

    def _begin_anew(self) -> None:
        """Keep nothing for an activity that comes later: it may well be with somebody else."""
        if self._flow is not None and self._flow.goes_on and self._flow.untouched:
            self._flow.new()

    def _leave(self) -> None:
        self.keep()
        if self._window is not None:
            self._window.hide()
        if self._grabber is not None:
            self._grabber.give_back()

    def _made(self) -> QuickWindow:
        if self._window is None:
            parts = self._session.parts
            form = EntryForm(parts.clock, style=parts.date_style, calls=parts.settings.calls)
            self._window = QuickWindow(form)
            self._flow = FormFlow(form, self._session, self)
            LinkFlow(form, self._session, self)
            self._help(form, self._flow, self._window)
            self._session.ask(Desk.recent_tags, form.set_tag_suggestions, changes=False)
            self._flow.logged.connect(self._logged)
            self._flow.noticed.connect(self._notice)
            self._window.leave_requested.connect(self._leave)
        return self._window

    def _help(self, form: EntryForm, flow: FormFlow, window: QuickWindow) -> None:
        """Have the keys do what they do in the main window."""
        helping = FormHelp(form, flow, self._session, self)
        helping.noticed.connect(self._notice)
        for key, do in (
            ("Ctrl+S", flow.save_draft),
            ("Ctrl+N", flow.new),
            *helping.keys(),
        ):
            QShortcut(QKeySequence(key), window).activated.connect(do)

    def _logged(self, logged: Logged) -> None:
        """Go back once the words are on the disk, unless the next activity was begun."""
        if self._flow is not None and not self._flow.goes_on:
            self._leave()
        self.logged.emit(logged)

    def _notice(self, notice: Notice) -> None:
        """Let the main window say it; what it offers to do needs the small one."""

        def act() -> None:
            self._come()
            notice.act()

        self.noticed.emit(Notice(notice.text, notice.action, act, lasting=notice.lasting))

    def _granted(self, keys: str) -> None:
        self.said.emit(words.works(key_words(keys)), True)  # noqa: FBT003 - Qt's signature

    def _denied(self, error: HotkeyError) -> None:
        self.said.emit(str(error), False)  # noqa: FBT003 - Qt's signature
