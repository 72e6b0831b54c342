"""The conductor: connects the window's parts, and holds what belongs to none of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.gates import GateKind
from stashlog.domain.outbox import Item
from stashlog.services.desk import Desk
from stashlog.services.overview import Overview
from stashlog.ui.banner import BannerAction
from stashlog.ui.call_door import CallDoor
from stashlog.ui.calls import ON_PHONE, OPEN_KEY, PICK_KEY
from stashlog.ui.directory_flow import DirectoryFlow
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.footer import UNDO_KEY
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.form_help import FormHelp
from stashlog.ui.furniture import Furniture
from stashlog.ui.homecoming import Homecoming
from stashlog.ui.key_flow import KeyFlow
from stashlog.ui.later_flow import LaterFlow
from stashlog.ui.link_flow import LinkFlow
from stashlog.ui.main_window import MainWindow
from stashlog.ui.notices import Notice
from stashlog.ui.panel_flow import PanelFlow
from stashlog.ui.preferences import Preferences
from stashlog.ui.quick_door import QuickDoor
from stashlog.ui.quitting import Quitting
from stashlog.ui.session import Session
from stashlog.ui.settings_dialog import SettingsDialog
from stashlog.ui.undo_flow import UndoFlow


class Conductor(QObject):
    """One window over one session.

    Args:
        session: Of the window.
        window: The window, if it is there already.
        furniture: What stands around its form, if it was made already.

    Attributes:
        overview: The outbox as the window shows it.

    Signals:
        ended: The window is closed and everything typed is on disk.
        sandbox_requested: The user wants to try the sandbox.
    """

    ended = Signal()
    sandbox_requested = Signal()

    def __init__(
        self,
        session: Session,
        window: MainWindow | None = None,
        furniture: Furniture | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        parts = session.parts
        self.window = window or MainWindow(
            EntryForm(parts.clock, style=parts.date_style, calls=parts.settings.calls),
            sandboxed=parts.sandboxed,
        )
        self.form = self.window.form
        self.furniture = furniture or Furniture.made(session)
        self.names = self.furniture.names
        self.panel = self.furniture.panel
        self.banner = self.furniture.banner
        self.overview = Overview()
        self.flow = FormFlow(self.form, session, self)
        self.home = Homecoming(self.flow, session, self)
        self.links = LinkFlow(self.form, session, self)
        self.help = FormHelp(self.form, self.flow, session, self)
        self.later = LaterFlow(session, self)
        self.undo = UndoFlow(self.form, self.flow, session, self)
        self.items = PanelFlow(self.panel, session, self)
        self.keys = KeyFlow(session, self.window, self)
        self.preferences = Preferences(session, self.window, self)
        self.directory = DirectoryFlow(session, self)
        self.calls = CallDoor(self.window, self.flow, session, self)
        self.quick = QuickDoor(session, self)
        self.furniture.status.add_note(self.directory.note)
        self.furniture.status.add_note(self.calls.button)
        self.quitting = Quitting(session, self.window, self._unkept, self.quit, self)
        self.window.furnish(self.furniture)
        self._connect_session()
        self._add_shortcuts()

    def begin(self) -> None:
        """Begin to work. The text from last time comes back, unless the form is in use already."""
        self.session.start()
        self.flow.begin()
        self.session.ask(Desk.recent_tags, self.form.set_tag_suggestions, changes=False)
        self.keys.look()
        self.calls.count()
        self.quick.begin()

    def fulfil(self, entry: Entry | None) -> None:
        """Come to the front, as a second start asks, with an entry if it brought one.

        Without one nothing else changes: whoever clicked the icon again types on where they were.
        """
        if entry is not None:
            self.window.show_work()
            self.flow.fill(entry)
        self.window.raise_up()

    def quit(self) -> None:
        """End, whatever is going on, without asking."""
        self.flow.leave()
        self.quick.end()
        self.window.close_for_good()
        self.session.stop()
        self.ended.emit()

    def show_key_page(self) -> None:
        """Show the page on which a key is entered."""
        self.keys.show(replacing=GateKind.KEY_MISSING not in self.overview.gates)

    def _connect_session(self) -> None:
        self.session.overview_changed.connect(self._show_overview)
        speakers = (self.flow, self.home, self.undo, self.calls, self.quick, self.help, self.later)
        for speaker in (*speakers, self.items, self.preferences, self.keys):
            speaker.noticed.connect(self.furniture.notices.add)
        self.panel.open_requested.connect(self._open)
        self.panel.repeat_requested.connect(self.help.repeat)
        self.names.learnt.connect(self.panel.show_names)
        self.session.directory_changed.connect(self._look_for_names)
        self.session.store_failed.connect(self._show_error)
        for says in (self.session.store_noticed, self.session.settings.said):
            says.connect(lambda text: self.furniture.notices.add(Notice(text)))
        self.calls.ended.connect(lambda: self.furniture.notices.withdraw({ON_PHONE}))
        self.quick.logged.connect(self.flow.logged)
        self.help.wanted.connect(self.window.show_work)
        self.banner.action.connect(self._act_on_banner)
        self.window.quit_requested.connect(self._ask_to_quit)
        self.window.undo_requested.connect(self._take_back)
        self.preferences.key_wanted.connect(self.show_key_page)
        self.preferences.opened.connect(self._fill_settings)
        self.directory.note.opened.connect(self.preferences.show)
        self.keys.needed.connect(self._first_run)
        self.keys.sandbox_requested.connect(self.sandbox_requested)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.New, self._new),
            (QKeySequence.StandardKey.Find, self.window.show_outbox),
            (QKeySequence.StandardKey.Save, self.flow.save_draft),
            ("Ctrl+Q", self.window.close),
            (UNDO_KEY, self._take_back),
            (OPEN_KEY, self.calls.open),
            (PICK_KEY, self.calls.pick),
            ("Ctrl+,", self.preferences.show),
            ("F1", self.preferences.show_keys),
        ):
            self.window.add_shortcut(keys).activated.connect(act)
        for key, do in self.help.keys(self.panel.view.chosen_id):
            self.window.add_shortcut(key).activated.connect(do)

    def _new(self) -> None:
        self.window.show_work()
        self.flow.new()

    def _take_back(self) -> None:
        self.window.show_work()
        self.undo.take_back()

    def _open(self, item_id: str) -> None:
        self.window.show_work()
        self.flow.open(item_id)

    def _act_on_banner(self, action: str) -> None:
        if action == BannerAction.TRY_NOW:
            self.session.try_now()
        elif action == BannerAction.RESUME:
            self.session.pause(paused=False)
        elif action == BannerAction.SETTINGS:
            self.preferences.show()
        elif GateKind.KEYRING_LOCKED in self.overview.gates:
            self.keys.unlock()
        else:
            self.show_key_page()

    def _fill_settings(self, dialog: SettingsDialog) -> None:
        self.directory.attach(dialog.directory)
        self.quick.attach(dialog.quick)
        self.help.attach(dialog.kept)

    def _first_run(self) -> None:
        """Ask for a key at the first start; whoever is typing already is left alone."""
        if self.flow.untouched and not self.overview.logged_today:
            self.keys.show(replacing=False)

    def _show_overview(self, overview: Overview) -> None:
        now = self.session.parts.clock()
        dealt_with = _ids(self.overview.needs_you) - _ids(overview.needs_you)
        self.furniture.notices.withdraw(dealt_with)
        self.overview = overview
        self.names.look_up(overview)
        self.panel.show_overview(overview, now)
        self.banner.show_gates(overview.gates, now, overview.cause())
        self.furniture.status.show_overview(overview, now)
        self.window.show_overview(overview)

    def _look_for_names(self) -> None:
        """Look again for the names that the directory may know by now."""
        self.names.forget_unknown()
        self.names.look_up(self.overview)

    def _show_error(self, error: StashlogError) -> None:
        self.furniture.notices.add(Notice(str(error)))

    def _ask_to_quit(self) -> None:
        self.flow.keep()
        self.quick.keep()
        self.quitting.ask(sum(self.overview.total(name) for name in ("waiting", "checking")))

    def _unkept(self) -> bool:
        return not (self.flow.kept and self.quick.kept) or self.furniture.notices.lasting


def _ids(items: Iterable[Item]) -> set[str]:
    return {item.id for item in items}
