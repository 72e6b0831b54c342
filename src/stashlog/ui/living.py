"""What a window lives with: signals, a second start's wishes, faults of ours."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QSocketNotifier

from stashlog.domain.errors import StashlogError
from stashlog.services.instance import KEY_CHANGED, Doorbell, Wish, entry_wished
from stashlog.services.own_command import own_command
from stashlog.ui.collector import Collector
from stashlog.ui.conductor import Conductor
from stashlog.ui.notices import Notice
from stashlog.wording import window as words

logger = logging.getLogger(__name__)


def live(conductor: Conductor, bell: Doorbell | None, until: ExitStack) -> None:
    """Let a window hear what happens around it, until the stack is closed.

    Args:
        conductor: The window's.
        bell: What later starts ring; None where this window has none.
        until: Closed when the window is.
    """
    conductor.sandbox_requested.connect(start_sandbox)
    conductor.session.store_failed.connect(_TellOnce(conductor).tell)
    Collector(conductor)
    tell_of_updates(conductor)
    until.enter_context(_faults_reported(conductor))
    until.enter_context(_ending_on_signals(conductor))
    if bell is not None:
        until.enter_context(_doorbell(conductor, bell))


def tell_of_updates(conductor: Conductor) -> None:
    """Tell of newer versions from now on, while the settings want it."""
    session, notices = conductor.session, conductor.furniture.notices
    telling: list[QObject] = []

    def follow() -> None:
        wanted = session.parts.settings.check_updates and not session.parts.sandboxed
        if telling and not wanted:
            telling.pop().deleteLater()
        elif wanted and not telling:
            from stashlog.ui.update_notice import UpdateNotice

            notice = UpdateNotice(session, lambda text: notices.add(Notice(text)), conductor)
            notice.begin()
            telling.append(notice)

    follow()
    session.settings.changed.connect(follow)


class _TellOnce(QObject):
    """Says on standard error as well why the store cannot be used: a start may have no looker-on.

    The same sentence is said once, as it comes again with every look at the store.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._said: set[str] = set()

    def tell(self, error: StashlogError) -> None:
        """Say it. Programs without a terminal have no standard error on Windows."""
        sentence = str(error)
        if sentence not in self._said and sys.stderr is not None:
            sys.stderr.write(f"{sentence}\n")
            sys.stderr.flush()
        self._said.add(sentence)


def start_sandbox() -> None:
    """Start a second Stashlog, against the sandbox, which outlives this one."""
    subprocess.Popen(  # noqa: S603 - nothing but this program itself
        [*own_command(), "--sandbox"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def _doorbell(conductor: Conductor, bell: Doorbell) -> Iterator[None]:
    """Let a second start raise this window; without it each start opens its own."""

    def answer(wish: Wish) -> None:
        if KEY_CHANGED in wish:
            conductor.session.bridge.post(conductor.session.key_changed)
        else:
            conductor.session.bridge.post(lambda: conductor.fulfil(entry_wished(wish)))

    try:
        bell.listen(answer)
    except OSError as error:
        logger.warning("Other starts cannot raise this window: %s", error)
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
        conductor.furniture.notices.add(Notice(words.FAULT))

    sys.excepthook = report
    try:
        yield
    finally:
        sys.excepthook = earlier
