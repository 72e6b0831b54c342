"""Switches quick capture on and off; it is loaded where it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from stashlog.settings import SettingsError, Value
from stashlog.ui.notices import Notice
from stashlog.ui.session import Session
from stashlog.wording import quick as words

if TYPE_CHECKING:
    from stashlog.ui.quick.flow import QuickFlow
    from stashlog.ui.quick.section import QuickSection

AFTER_START = 500
"""Milliseconds after the window stands until keys are taken: nothing hurries less."""

_ON, _KEYS = "quick_capture", "quick_capture_keys"


class QuickDoor(QObject):
    """Quick capture as the window and its settings see it.

    Attributes:
        flow: What holds the keys; None while it was never on.

    Signals:
        logged: What was stored from the small form, as `Logged`.
        noticed: A `Notice` for the window to show.
    """

    logged = Signal(object)
    noticed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._on, self._keys = self._wished()
        self._section: QuickSection | None = None
        self._latest: tuple[str, bool] = (words.OFF, True)
        self.flow: QuickFlow | None = None
        session.settings.changed.connect(self._follow)

    def begin(self) -> None:
        """Take the keys soon, if quick capture is on."""
        if self._on:
            QTimer.singleShot(AFTER_START, self, self._apply)

    @property
    def kept(self) -> bool:
        """Whether every word in the small form is on the disk."""
        return self.flow is None or self.flow.kept

    def keep(self) -> None:
        """Have the last words of the small form on the disk now."""
        if self.flow is not None:
            self.flow.keep()

    def end(self) -> None:
        """Give the keys back, before the program ends."""
        if self.flow is not None:
            self.flow.end()

    def attach(self, section: QuickSection) -> None:
        """Show and change it in the settings, until they are closed."""
        self._section = section
        section.destroyed.connect(lambda: self._detach(section))
        section.switched.connect(self._switch)
        section.keys_chosen.connect(self._choose)
        self._show()

    def _detach(self, section: QuickSection) -> None:
        if self._section is section:
            self._section = None

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - a signal carries it
        self._save(_ON, on)

    def _choose(self, keys: str) -> None:
        from stashlog.domain.chord import read_chord

        try:
            chosen = read_chord(keys).text
        except ValueError:
            self._say(words.not_keys(keys), False)  # noqa: FBT003 - as the signal carries it
            return
        self._save(_KEYS, chosen)

    def _wished(self) -> tuple[bool, str]:
        settings = self._session.parts.settings
        return settings.quick_capture, settings.quick_capture_keys

    def _follow(self) -> None:
        """Take or give back keys where the settings say something else by now."""
        if self._wished() != (self._on, self._keys):
            self._on, self._keys = self._wished()
            self._apply()
            self._show()

    def _apply(self) -> None:
        if self._on:
            self._loaded().hold(self._keys)
        elif self.flow is not None:
            self.flow.let_go()

    def _loaded(self) -> QuickFlow:
        if self.flow is None:
            from stashlog.ui.quick.flow import QuickFlow

            self.flow = QuickFlow(self._session, self)
            self.flow.said.connect(self._say)
            self.flow.logged.connect(self.logged)
            self.flow.noticed.connect(self.noticed)
        return self.flow

    def _say(self, sentence: str, good: bool) -> None:  # noqa: FBT001 - a signal carries it
        self._latest = sentence, good
        if self._section is not None:
            self._section.say(sentence, good=good)

    def _show(self) -> None:
        from stashlog.domain.chord import DEFAULT_KEYS

        if self._section is None:
            return
        managed = self._session.parts.settings.managed
        self._section.show_state(
            on=self._on,
            keys=self._keys or DEFAULT_KEYS,
            changeable=not {_ON, _KEYS} & managed,
        )
        if self._on:
            sentence, good = self._latest
            self._section.say(sentence, good=good)

    def _save(self, name: str, value: Value) -> None:
        try:
            self._session.settings.change(name, value)
        except SettingsError as error:
            self.noticed.emit(Notice(str(error)))
