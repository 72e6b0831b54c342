"""Run by the environment's Python: tries to load every part of Qt that Stashlog needs.

    python qt_probe.py [plugin…]

The plugins are those of Qt's platforms ("xcb", "wayland"); "offscreen" is always tried. Prints a
JSON array with one message for each part that does not load; an empty one means that all is well.
"""

import ctypes
import importlib
import json
import os
import sys
from pathlib import Path

MODULES = ("QtCore", "QtDBus", "QtGui", "QtNetwork", "QtSvg", "QtWidgets")
# Beside the platform's own plugin, those that it loads by itself.
PLUGINS = {
    "offscreen": ("platforms/libqoffscreen.so",),
    "xcb": ("platforms/libqxcb.so", "xcbglintegrations/*.so"),
    "wayland": (
        "platforms/libqwayland.so",
        "wayland-shell-integration/libxdg-shell.so",
        "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    ),
}


def modules_that_fail() -> list[str]:
    """Import the modules; say of each that fails what it lacks."""
    failures = []
    for name in MODULES:
        try:
            importlib.import_module(f"PySide6.{name}")
        except ImportError as error:
            failures.append(f"{name}: {error}")
    return failures


def plugins_that_fail(platforms: list[str]) -> list[str]:
    """Load the plugins of ``platforms``; say of each that fails what it lacks."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    failures = []
    for pattern in (pattern for platform in platforms for pattern in PLUGINS[platform]):
        for file in sorted(folder.glob(pattern)):
            try:
                ctypes.CDLL(str(file))
            except OSError as error:
                failures.append(f"{file.name}: {error}")
    return failures


def fonts_that_are_missing() -> list[str]:
    """Start Qt off-screen and look for a font: a bare system has none, and no text would show."""
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    families = QFontDatabase.families()
    application.shutdown()
    return [] if families else ["no font is installed"]


def main() -> None:
    """Print what fails; later steps need the earlier ones, so the first that fails ends it."""
    platforms = ["offscreen", *sys.argv[1:]]
    failures = modules_that_fail()
    failures = failures or plugins_that_fail(platforms)
    failures = failures or fonts_that_are_missing()
    print(json.dumps(failures))


if __name__ == "__main__":
    main()
