"""Takes keys from the X server as Stashlog does, and says how that went: run as a program.

Prints ``held`` or why not, then ``pressed`` for each press, until it is killed.
"""

import sys

from PySide6.QtGui import QGuiApplication

from stashlog.domain.chord import read_chord
from stashlog.ui.hotkey.grabber import HotkeyError
from stashlog.ui.hotkey.x11 import X11Keys


def main() -> None:
    """Hold the keys of the command line."""
    application = QGuiApplication(sys.argv)
    keys = X11Keys(lambda: print("pressed", flush=True))
    try:
        keys.grab(read_chord(sys.argv[1]), lambda _: print("held", flush=True))
    except HotkeyError as error:
        print(error, flush=True)
        return
    application.exec()
    keys.release()


if __name__ == "__main__":
    main()
