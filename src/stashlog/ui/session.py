"""The session: what the window asks for, and what it is told, without ever waiting.

Everything here runs on the interface thread; the work itself runs on the desk's lane (store), the
delivery thread (network), the errands lane (key test) and the keyring's lane.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from stashlog.domain.errors import StashlogError
from stashlog.services.events import (
    DirectoryChanged,
    Event,
    ItemSettled,
    KeyringAnswered,
    StoreNoticed,
)
from stashlog.services.lane import Lane
from stashlog.ui.bridge import Bridge
from stashlog.ui.live_settings import LiveSettings
from stashlog.ui.parts import Parts
from stashlog.wording import window as words

if TYPE_CHECKING:
    from stashlog.services.delivery import Delivery
    from stashlog.services.desk import Desk
    from stashlog.services.key_entry import KeyEntry
    from stashlog.services.worker import Worker

T = TypeVar("T")

COALESCE = 40
"""Milliseconds in which several changes lead to one fresh look at the store."""

QUIT_PATIENCE = 2.8
"""Seconds that quitting waits for the last words to reach the disk, and for a cancelled request to
be written down; both take milliseconds unless something hangs."""


class Session(QObject):
    """The window's side of one running Stashlog.

    Signals:
        overview_changed: An `Overview`, after anything changed.
        item_settled: An `Item` for which an attempt ended.
        store_failed: A `StashlogError`: the store cannot be used.
        store_noticed: A sentence about the store, such as that a damaged file was moved aside.
        directory_changed: The `Progress` of the refresh of the directory.

    Attributes:
        settings: What the user decided, which may change.
    """

    overview_changed = Signal(object)
    item_settled = Signal(object)
    store_failed = Signal(object)
    store_noticed = Signal(str)
    directory_changed = Signal(object)

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        self.bridge = Bridge(self)
        self.settings = LiveSettings(parts, self.bridge, self)
        self.settings.changed.connect(self._follow_rules)
        self._desk_lane = Lane("desk")
        self._keyring_lane = Lane("keyring")
        self.errands = Lane("errands")
        self._desk: Desk | None = None
        self._worker: Worker | None = None
        self._look = QTimer(self, singleShot=True, interval=COALESCE)
        self._look.timeout.connect(self._read_overview)
        parts.announcer.subscribe(lambda event: self.bridge.post(lambda: self._noticed(event)))

    def start(self) -> None:
        """Begin to deliver; called once the window is painted."""
        self.refresh()
        self.settings.begin()
        self.bridge.run(self.errands, self.parts.worker, self._deliver_with)

    def ask(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None] = lambda _: None,
        failed: Callable[[StashlogError], None] | None = None,
        *,
        changes: bool = True,
    ) -> None:
        """Have the desk do something; the answer comes later, on this thread.

        Args:
            work: Called with the desk on its lane.
            done: Called with the result.
            failed: Called with an error in words for the user; by default the store's trouble is
                announced. A fault of ours is reported as such beside that.
            changes: Whether the outbox may look different afterwards.
        """

        def finish(result: T) -> None:
            done(result)
            if changes:
                self.refresh()
                self.wake()

        report = failed or self.store_failed.emit
        self.bridge.run(
            self._desk_lane,
            lambda: work(self._opened_desk()),
            finish,
            _in_words(report),
        )

    def ask_keys(
        self,
        work: Callable[[KeyEntry], T],
        done: Callable[[T], None] = lambda _: None,
        failed: Callable[[StashlogError], None] = lambda _: None,
    ) -> None:
        """Have a key tested or kept; may take long, the answer comes on this thread."""
        parts = self.parts
        self.bridge.run(self.errands, lambda: work(parts.key_entry()), done, _in_words(failed))

    def ask_keyring(
        self,
        work: Callable[[KeyEntry], T],
        done: Callable[[T], None] = lambda _: None,
        failed: Callable[[StashlogError], None] = lambda _: None,
    ) -> None:
        """Have the keyring looked into, on a lane of its own.

        It may hang, or wait for its owner, as long as it likes: a key can be entered meanwhile.
        """
        parts = self.parts
        self.bridge.run(
            self._keyring_lane, lambda: work(parts.key_entry()), done, _in_words(failed)
        )

    def refresh(self) -> None:
        """Look at the store soon."""
        self._look.start()

    def wake(self) -> None:
        """Have the delivery look for something to do."""
        if self._worker is not None:
            self._worker.wake()

    def try_now(self) -> None:
        """Forget back-offs and try at once."""
        if self._worker is not None:
            self._worker.post(lambda delivery: delivery.try_now())

    def key_changed(self) -> None:
        """Have the delivery look at the key again."""

        def forget(delivery: Delivery) -> None:
            delivery.key_changed()
            self.bridge.post(self.meet_key)

        if self._worker is not None:
            self._worker.post(forget)

    def meet_key(self, done: Callable[[bool], None] = lambda _: None) -> None:
        """Have the key known here, and what waits for it begin: delivery asks when it has to.

        Args:
            done: Called with whether there is a key, or may be one behind a locked keyring.
        """

        def met(known: bool) -> None:  # noqa: FBT001 - the result of a question
            done(known)
            self.wake()

        self.ask_keyring(lambda keys: keys.known(), met)

    def pause(self, *, paused: bool) -> None:
        """Hold the queue until the user lets it go again."""
        if self._worker is not None:
            self._worker.post(lambda delivery: delivery.pause(paused=paused))

    def stop(self) -> None:
        """Stop in at most 3 s, whatever is going on: a request, a keyring, a locked store."""
        end = time.monotonic() + QUIT_PATIENCE
        if self._worker is not None:
            self._worker.stop(patience=0)
        self.bridge.run(self._desk_lane, self._close_desk, failed=lambda _: None)
        self._desk_lane.flush(end - time.monotonic())
        if self._worker is not None:
            self._worker.stop(max(0.0, end - time.monotonic()))
        self.bridge.close()

    def _deliver_with(self, worker: Worker) -> None:
        self._worker = worker
        # Behind what the desk was asked so far: an item whose text was being typed when Stashlog
        # ended is held again before anybody can send it without its last words.
        self.bridge.run(self._desk_lane, lambda: None, lambda _: worker.start())

    def _follow_rules(self) -> None:
        if self._desk is not None:
            rules = self.parts.rules()
            self.ask(lambda desk: desk.capture.follow(rules), changes=False)

    def _opened_desk(self) -> Desk:
        if self._desk is None:
            self._desk = self.parts.desk()
            self._desk.tidy()
        return self._desk

    def _close_desk(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()

    def _noticed(self, event: Event) -> None:
        if isinstance(event, DirectoryChanged):
            # Comes with every page and concerns no row of the outbox.
            self.directory_changed.emit(event.progress)
            return
        if isinstance(event, ItemSettled):
            self.item_settled.emit(event.item)
            self.ask(lambda desk: desk.directory.learn(event.item), changes=False)
        if isinstance(event, KeyringAnswered):
            self.key_changed()
        if isinstance(event, StoreNoticed):
            self.store_noticed.emit(event.text)
        self.refresh()

    def _read_overview(self) -> None:
        gates = {} if self._worker is None else self._worker.gates_here()
        self.ask(lambda desk: desk.overview(gates), self.overview_changed.emit, changes=False)


def _in_words(report: Callable[[StashlogError], None]) -> Callable[[Exception], None]:
    """Report every error in words for the user; a fault of ours goes to the log as well."""

    def receive(error: Exception) -> None:
        if isinstance(error, StashlogError):
            report(error)
            return
        report(StashlogError(words.FAULT))
        raise error

    return receive
