"""The application: Qt's start and end, one window per store, signals and faults of ours."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stashlog import __version__
from stashlog.domain.entry import Entry
from stashlog.services.instance import Doorbell, Wish, entry_wished
from stashlog.ui.conductor import Conductor
from stashlog.ui.icons import app_icon
from stashlog.ui.notices import Notice
from stashlog.ui.parts import Parts
from stashlog.ui.session import Session
from stashlog.ui.theme import Mode, apply_theme
from stashlog.wording import window as words

logger = logging.getLogger(__name__)

APPLICATION_ID = "io.github.stashlog.Stashlog"
_MODES: dict[str, Mode] = {"system": "system", "light": "light", "dark": "dark"}


def make_application(appearance: str) -> QApplication:
    """Return the Qt application with our name, icon and look."""
    QCoreApplication.setApplicationName("Stashlog")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application = QApplication(sys.argv[:1])
    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(False)
    apply_theme(application, _MODES[appearance])
    return application


def run(parts: Parts, entry: Entry | None = None) -> int:
    """Show the window until it is closed.

    Args:
        parts: The real parts.
        entry: What the form shows at first.
    """
    application = make_application(parts.settings.appearance)
    conductor = Conductor(Session(parts))
    conductor.ended.connect(application.quit)
    conductor.sandbox_requested.connect(start_sandbox)
    conductor.window.show()
    with _faults_reported(conductor), _ending_on_signals(conductor), _doorbell(conductor):
        # After the first paint: what comes next imports more than the window is made of.
        QTimer.singleShot(0, lambda: conductor.begin(entry))
        return application.exec()


def start_sandbox() -> None:
    """Start a second Stashlog, against the sandbox, which outlives this one."""
    subprocess.Popen(
        [sys.executable, "-m", "stashlog", "--sandbox"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def _doorbell(conductor: Conductor) -> Iterator[None]:
    """Let a second start raise this window; without it each start opens its own."""
    session = conductor.session

    def answer(wish: Wish) -> None:
        session.bridge.post(lambda: conductor.fulfil(entry_wished(wish)))

    bell = Doorbell(session.parts.places.data, answer)

    def install() -> None:
        try:
            bell.install()
        except OSError as error:
            logger.warning("Other starts cannot raise this window: %s", error)

    QTimer.singleShot(0, install)
    try:
        yield
    finally:
        bell.remove()


@contextmanager
def _ending_on_signals(conductor: Conductor) -> Iterator[None]:
    """End well on Ctrl+C and when the session ends; Python alone would not hear it inside Qt."""
    ours, pythons = socket.socketpair()
    for end in (ours, pythons):
        end.settimeout(0)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)

    def heard() -> None:
        with suppress(BlockingIOError):
            ours.recv(64)
        notifier.setEnabled(False)
        conductor.quit()

    def ignore(_number: int, _frame: FrameType | None) -> None:
        """Python writes to the socket by itself; there is nothing left to do."""

    notifier.activated.connect(heard)
    earlier_socket = signal.set_wakeup_fd(pythons.fileno())
    earlier = {number: signal.signal(number, ignore) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        signal.set_wakeup_fd(earlier_socket)
        for number, handler in earlier.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        ours.close()
        pythons.close()


@contextmanager
def _faults_reported(conductor: Conductor) -> Iterator[None]:
    """Say it when a slot fails; the log has the rest, and every item is safe on disk."""
    earlier = sys.excepthook

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        earlier(kind, error, trace)
        conductor.window.notices.add(Notice(words.FAULT))

    sys.excepthook = report
    try:
        yield
    finally:
        sys.excepthook = earlier
