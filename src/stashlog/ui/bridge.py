"""The bridge: the only way from background threads into the interface thread.

One object that lives as long as the program, so that no signal can outlive its sender.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from stashlog.services.lane import Lane

T = TypeVar("T")


class Bridge(QObject):
    """Runs callables on the interface thread, whoever asks."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closing = threading.Lock()
        self._closed = False
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` run on the interface thread soon; may be called from any thread."""
        with self._closing:
            if not self._closed:
                self._posted.emit(call)

    def close(self) -> None:
        """Carry nothing any more; to be called before this object goes.

        A thread that is told to end may still have something to say, and must not say it to an
        object that is being deleted.
        """
        with self._closing:
            self._closed = True

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None] = lambda _: None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on a lane, then `done` or `failed` on the interface thread.

        Without `failed` an error is raised on the interface thread, where it is reported like any
        other fault of ours.
        """
        on_error = failed if failed is not None else _raise
        lane.submit(
            work,
            lambda result: self.post(lambda: done(result)),
            lambda error: self.post(lambda: on_error(error)),
        )

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


def _raise(error: Exception) -> None:
    raise error
