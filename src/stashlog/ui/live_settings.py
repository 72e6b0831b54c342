"""The settings of a running window: what is changed in it, and in their file, takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from stashlog.services.lane import Lane
from stashlog.settings import LoadedSettings, Settings, Value, load_settings
from stashlog.ui.bridge import Bridge
from stashlog.ui.parts import Parts
from stashlog.wording import settings as words

FROM_NEXT_START = ("base_url", "request_deadline_seconds")
"""What a request under way hangs on: it changes with the next start alone."""


class LiveSettings(QObject):
    """Holds the settings in force, and follows their files.

    The files are looked at again whenever one of the windows gets the keyboard: whoever wrote into
    them comes back from an editor. Of them only what changed counts, so that what the command line
    decided stays decided.

    Signals:
        changed: Other settings are in force.
        said: A sentence for the window: why changes are not used, or not yet.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, parts: Parts, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts, self._bridge = parts, bridge
        self._lane = Lane("settings")
        self._seen: LoadedSettings | None = None
        self._refused: LoadedSettings | None = None

    @property
    def following(self) -> bool:
        """Whether the files were seen once, so that a change of them is noticed."""
        return self._seen is not None

    def begin(self) -> None:
        """Follow the files from now on."""
        self.look()
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.focusWindowChanged.connect(self._focus_moved)

    def change(self, name: str, value: Value) -> None:
        """Have a setting in force now, and write it into the user's file.

        Args:
            name: A field of `Settings` that holds one value.
            value: Its new value.

        Raises:
            SettingsError: it cannot be saved; it is in force until Stashlog ends.
        """
        from stashlog.settings.saving import save_setting

        self._take({name: value})
        save_setting(self._parts.places.settings_file, name, value)

    def look(self) -> None:
        """Read the files, and follow what changed in them."""
        places = self._parts.places
        self._bridge.run(
            self._lane,
            lambda: load_settings(places.settings_file, places.managed_file),
            self._read,
        )

    def _focus_moved(self, window: QWindow | None) -> None:
        if window is not None:
            self.look()

    def _read(self, found: LoadedSettings) -> None:
        """Take over what differs from what was seen last; a file with new mistakes is not used."""
        if self._seen is None:
            self._seen = found
            return
        if found in (self._seen, self._refused):
            return
        if fresh := set(found.causes) - set(self._seen.causes):
            self._refuse(found, next(cause for cause in found.causes if cause in fresh))
            return
        before, self._seen, self._refused = self._seen.settings, found, None
        self._follow(before, found.settings)

    def _refuse(self, found: LoadedSettings, cause: str) -> None:
        """Say once why a changed file is not used."""
        self._refused = found
        places, told = self._parts.places, found.problems[found.causes.index(cause)]
        managed = str(places.managed_file) in told
        path = places.managed_file if managed else places.settings_file
        self.said.emit(words.not_taken_up(path, cause))

    def _follow(self, before: Settings, after: Settings) -> None:
        differing = {
            name: value for name, value in after._asdict().items() if value != getattr(before, name)
        }
        later = [name for name in FROM_NEXT_START if differing.pop(name, None) is not None]
        if later:
            self.said.emit(words.from_next_start(later))
        self._take(differing)

    def _take(self, values: Mapping[str, Any]) -> None:
        settings = self._parts.settings._replace(**values)
        if settings != self._parts.settings:
            self._parts.take(settings)
            self.changed.emit()
