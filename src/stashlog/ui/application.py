"""The application: Qt's start and end, our name and look."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stashlog import __version__
from stashlog.ui.opening import Opening
from stashlog.ui.theme import STYLE_ARGUMENTS, Mode, apply_theme, dress

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry
    from stashlog.services.instance import Doorbell
    from stashlog.ui.conductor import Conductor
    from stashlog.ui.opened_links import OpenedLinks
    from stashlog.ui.parts import Parts

APPLICATION_ID = "io.github.stashlog.Stashlog"
_MODES: dict[str, Mode] = {"system": "system", "light": "light", "dark": "dark"}


class _Listener:
    """Hears what Qt says while it starts: where it cannot, it would end the process unexplained."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def hear(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        """Hand a message on; turn the last one before the end into a sentence."""
        self._said.append(text)
        sys.stderr.write(f"{text}\n")
        if kind == QtMsgType.QtFatalMsg:
            from stashlog.ui.start_trouble import give_up

            give_up(self._said)


def make_application(appearance: str, *, dressed: bool = True) -> QApplication:
    """Return the Qt application with our name and look; the icon comes with the furniture.

    Args:
        appearance: "system", "light" or "dark".
        dressed: False leaves the style sheet out until `theme.dress`.
    """
    QCoreApplication.setApplicationName("Stashlog")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application = QApplication([*sys.argv[:1], *STYLE_ARGUMENTS])
    application.setQuitOnLastWindowClosed(False)
    apply_theme(application, _MODES[appearance], dressed=dressed)
    return application


def run(
    parts: Parts, entry: Entry | None = None, painted: Callable[[], None] = lambda: None
) -> int:
    """Show the window until it is closed.

    Args:
        parts: The real parts.
        entry: What the form shows at first.
        painted: Called in a thread once the form shows.
    """
    earlier = qInstallMessageHandler(_Listener().hear)
    application = make_application(parts.settings.appearance, dressed=False)
    qInstallMessageHandler(earlier)
    links = _links_of(application)
    with ExitStack() as until:

        def furnished(conductor: Conductor, bell: Doorbell | None) -> None:
            from stashlog.ui.icons import app_icon
            from stashlog.ui.living import live

            application.setWindowIcon(app_icon())
            conductor.ended.connect(application.quit)
            live(conductor, bell, until)
            if links is not None:
                links.show_with(conductor.fulfil)

        opening = Opening(parts, furnished, application.quit, painted)
        until.callback(opening.end)
        dress(application)
        opening.show(entry)
        return application.exec()


def _links_of(application: QApplication) -> OpenedLinks | None:
    """Return what hears of links, on the one system that has no new start for them."""
    if sys.platform == "darwin":
        from stashlog.ui.opened_links import OpenedLinks

        return OpenedLinks(application)
    return None
