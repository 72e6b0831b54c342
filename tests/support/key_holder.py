"""Takes keys from the X server as Stashlog does, and says how that went: run as a program.

Prints ``held`` or why not, then ``pressed`` for each press, until it is killed.
"""

import sys

from PySide6.QtGui import QGuiApplication

from stashlog.domain.chord import read_chord
from stashlog.ui.hotkey.errors import HotkeyError
from stashlog.ui.hotkey.x11 import X11Keys
from tests.support.telling import tell


def main() -> None:
    """Hold the keys of the command line."""
    application = QGuiApplication(sys.argv)
    keys = X11Keys(lambda: tell("pressed"))
    try:
        keys.grab(read_chord(sys.argv[1]), lambda _: tell("held"))
    except HotkeyError as error:
        tell(error)
        return
    application.exec()
    keys.release()


if __name__ == "__main__":
    main()
