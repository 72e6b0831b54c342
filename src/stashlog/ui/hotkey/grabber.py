"""What every system's way of taking keys has in common, and which one is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from stashlog.domain.chord import Chord
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.wording import quick as words


class Grabber(Protocol):
    """Takes keys from the system, and finds the way back to the program in front.

    It belongs to the interface thread.
    """

    def grab(self, chord: Chord, granted: Callable[[str], None]) -> None:
        """Take keys, in place of those taken before.

        Args:
            chord: The keys.
            granted: Called with the keys that were granted, as the user knows them: now, or when
                the desktop has asked its user.

        Raises:
            HotkeyError: they cannot be taken.
        """

    def release(self) -> None:
        """Give the keys back."""

    def remember(self) -> None:
        """Note which window is in front, before ours comes."""

    def bring(self, window: int) -> None:
        """Bring one of our windows into the keyboard's focus, whatever guards it.

        Args:
            window: As Qt names it (`winId`).
        """

    def give_back(self) -> None:
        """Return the focus to the window that was in front."""


class NoGrabber:
    """Stands where no program can take keys."""

    def grab(self, chord: Chord, granted: Callable[[str], None]) -> None:
        """Tell how keys are bound by hand."""
        del chord, granted
        raise HotkeyError(words.BY_HAND)

    def release(self) -> None:
        """Hold nothing."""

    def remember(self) -> None:
        """Leave it to the desktop."""

    def bring(self, window: int) -> None:
        """Leave it to Qt."""

    def give_back(self) -> None:
        """Leave it to the desktop."""


def grabber_here(
    pressed: Callable[[], None],
    failed: Callable[[HotkeyError], None],
    post: Callable[[Callable[[], None]], None],
) -> Grabber:
    """Return what takes keys on the platform on which Qt runs.

    Args:
        pressed: Called on the interface thread when the keys are pressed.
        failed: Called there when they are denied later.
        post: Has something done on the interface thread, from any thread.
    """
    platform = QGuiApplication.platformName()
    try:
        if platform == "xcb":
            from stashlog.ui.hotkey.x11 import X11Keys

            return X11Keys(pressed)
        if platform.startswith("wayland"):
            from stashlog.ui.hotkey.portal import PortalKeys

            return PortalKeys(pressed, failed, post)
        if platform == "windows":
            from stashlog.ui.hotkey.windows import WindowsKeys

            return WindowsKeys(pressed)
        if platform == "cocoa":
            from stashlog.ui.hotkey.macos import MacKeys

            return MacKeys(pressed)
    except (ImportError, OSError):
        # A library of the system that is not there: keys are bound by hand then.
        return NoGrabber()
    return NoGrabber()
