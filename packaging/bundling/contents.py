"""What goes into the bundle and what stays out.

PyInstaller finds more than the program uses: every plugin of every Qt module, with the libraries
behind them. Here is the list of what is used; the self-test of the frozen program proves that it is
enough, and a test of the frozen folder that it is no more.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

QT_LIBRARIES = frozenset(
    {
        "Core", "Gui", "Widgets", "DBus",
        # Of the platform plugins for X11 and Wayland.
        "XcbQpa", "WaylandClient", "WlShellIntegration",
    }
)  # fmt: skip

BINDINGS = frozenset({"QtCore", "QtGui", "QtWidgets"})

QT_PLUGINS = frozenset(
    {
        "platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen",
        "platforms/qcocoa", "platforms/qwindows",
        "wayland-shell-integration/xdg-shell", "wayland-decoration-client/bradient",
        # Dead keys, and the input methods of East Asia.
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        # Light or dark as the desktop is, and its own file dialogs.
        "platformthemes/qxdgdesktopportal",
        "styles/qmodernwindowsstyle", "styles/qmacstyle",
    }
)  # fmt: skip

SYSTEM_LIBRARIES = re.compile(
    r"lib(c|m|dl|rt|pthread|resolv|util|gcc_s|stdc\+\+|GL|EGL|GLX|OpenGL|GLdispatch|drm|gbm"
    r"|X11|X11-xcb|Xau|Xdmcp|xcb|xcb-(glx|randr|render|shape|shm|sync|xfixes|xkb)"
    r"|xkbcommon|xkbcommon-x11|wayland-(client|cursor|egl)|fontconfig|freetype|png16|expat"
    r"|glib-2\.0|gthread-2\.0|gobject-2\.0|gio-2\.0|gmodule-2\.0|pcre2-8|mount|blkid|selinux"
    r"|dbus-1|systemd|cap|gcrypt|gpg-error|lz4|lzma-system|bsd|md|z|brotli(dec|common|enc)"
    r"|gssapi_krb5|krb5|krb5support|k5crypto|com_err|keyutils)\.so(\..*)?"
)
"""Left to the system, which has them wherever it has a desktop.

Of these the system's drivers, fonts and services need exactly the copy that fits them; a second one
in the process would be loaded in its place.
"""

UNUSED_MODULES = (
    "tkinter", "_tkinter", "curses", "_curses", "readline", "pdb", "doctest", "unittest",
    "test", "lib2to3", "idlelib", "ensurepip", "venv", "turtledemo", "pydoc", "pydoc_data",
    "setuptools", "pkg_resources", "distutils", "pip", "wheel", "packaging",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSvg", "PySide6.QtOpenGL", "PySide6.QtDBus",
    "PySide6.QtTest", "PySide6.QtSql", "PySide6.QtNetwork",
    # Optional parts of libraries, for what Stashlog never does.
    "rich", "pygments", "h2", "brotli", "brotlicffi", "zstandard", "socksio", "trio",
    "uvloop", "httptools", "websockets", "wsproto", "watchfiles", "yaml", "dotenv", "jinja2",
    "email_validator", "hypothesis", "mypy", "pytest", "trustme",
)  # fmt: skip

HIDDEN_MODULES = (
    # Named by their texts only: the commands, the keyring's back ends, the sandbox's server.
    "stashlog", "keyring.backends", "uvicorn.protocols.http", "uvicorn.loops", "uvicorn.lifespan",
)  # fmt: skip

METADATA = ("keyring", "PySide6_Essentials")
"""Distributions of which the metadata goes along: the keyring's back ends are entry points, and
``stashlog doctor`` reads Qt's version there."""

_QT_LIBRARY = re.compile(r"(?:lib)?Qt6?([A-Z]\w+?)(?:\.so[.\d]*|\.dll|\.dylib|)")
_BINDING = re.compile(r"PySide6/(Qt\w+)\.(?:abi3\.so|pyd)")

Entry = tuple[str, str, str]
"""Destination, source and kind of a file, as PyInstaller's tables of contents hold it."""


def is_wanted(destination: str) -> bool:
    """Whether a file belongs into the bundle, by its path there."""
    path = PurePosixPath(destination.replace("\\", "/"))
    text = str(path)
    if "plugins" in path.parts and "PySide6" in path.parts:
        kind, name = path.parts[-2], path.name.split(".")[0].removeprefix("lib")
        return f"{kind}/{name}" in QT_PLUGINS
    metadata = next((parent for parent in path.parents if parent.suffix == ".dist-info"), None)
    if metadata is not None:
        # The texts of their licences stand in a folder of their own, all of them.
        return path.parent == metadata and path.name in {"METADATA", "entry_points.txt"}
    if text.startswith("PySide6/") and {"translations", "qml"}.intersection(path.parts):
        return False
    binding = _BINDING.fullmatch(text)
    if binding:
        return binding[1] in BINDINGS
    library = _QT_LIBRARY.fullmatch(path.name)
    if library and not text.startswith("PySide6/Qt/plugins"):
        return library[1] in QT_LIBRARIES or path.name in BINDINGS
    return not SYSTEM_LIBRARIES.fullmatch(path.name)


def wanted(entries: Iterable[Entry], check: Callable[[str], bool] = is_wanted) -> list[Entry]:
    """Return the entries whose file belongs into the bundle."""
    return [entry for entry in entries if check(entry[0])]
