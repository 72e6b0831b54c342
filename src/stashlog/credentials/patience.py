"""A limit to how long anybody waits for a keyring."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from stashlog.credentials.api_key import ApiKey
from stashlog.credentials.errors import KeyringBroken, KeyringError, KeyringTimeout
from stashlog.credentials.store import KeyStore, StoreStatus

QUIET_PATIENCE = 15.0
"""Seconds for calls that ask nobody anything; a healthy keyring takes milliseconds."""

ASKING_PATIENCE = 60.0
"""Seconds for calls that may ask the owner: time to find and type a password."""

_Result = TypeVar("_Result")


class PatientKeyStore:
    """Runs each call of another store on a daemon thread and stops waiting after a while.

    A keyring call cannot be interrupted, so the thread of an overdue call stays until the
    keyring answers or the process ends; being a daemon it never delays that. There is at most
    one such thread: while a call is overdue, further calls fail at once. The key that an overdue
    read brings in the end goes to the next read; a late write or delete has then happened.

    Args:
        store: the store to be patient with.
        quiet: seconds to wait for a call that asks nobody anything.
        asking: seconds to wait for a call that may put a question on the screen.
        when_late: called on the keyring's thread after an overdue call has ended after all.
    """

    def __init__(
        self,
        store: KeyStore,
        *,
        quiet: float = QUIET_PATIENCE,
        asking: float = ASKING_PATIENCE,
        when_late: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._quiet = quiet
        self._asking = asking
        self.when_late = when_late
        self._changed = threading.Condition()
        self._running: _Call[Any] | None = None
        self._late_key: ApiKey | None = None

    def read(self, *, ask: bool = False) -> ApiKey | None:
        """Return the key, or None if none is kept.

        Raises:
            KeyringTimeout: no answer in time, or an earlier call still has none.
            KeyringError: as the store raises it.
        """
        late = self._drop_late_key()
        if late is not None:
            return late
        return self._call(lambda: self._store.read(ask=ask), self._asking if ask else self._quiet)

    def write(self, key: ApiKey) -> None:
        """Keep ``key``; raises as :meth:`read`. After a time-out it may still be kept."""
        self._drop_late_key()
        self._call(lambda: self._store.write(key), self._asking)

    def delete(self) -> None:
        """Remove the key; raises as :meth:`read`. After a time-out it may still be removed."""
        self._drop_late_key()
        self._call(self._store.delete, self._asking)

    def status(self) -> StoreStatus:
        """Look at the store; a keyring that does not answer is the problem that is returned."""
        try:
            return self._call(self._store.status, self._quiet)
        except KeyringError as problem:
            return StoreStatus("", problem)

    def _drop_late_key(self) -> ApiKey | None:
        with self._changed:
            late, self._late_key = self._late_key, None
        return late

    def _call(self, work: Callable[[], _Result], patience: float) -> _Result:
        call = _Call(work)
        with self._changed:
            self._wait_for_turn(patience)
            self._start(call)
            if not self._changed.wait_for(lambda: call.ended, patience):
                call.overdue = True
                self._changed.notify_all()
                raise KeyringTimeout
        return call.outcome()

    def _wait_for_turn(self, patience: float) -> None:
        free = self._changed.wait_for(
            lambda: self._running is None or self._running.overdue, patience
        )
        if not free or self._running is not None:
            raise KeyringTimeout

    def _start(self, call: "_Call[_Result]") -> None:
        thread = threading.Thread(
            target=self._perform, args=(call,), name="stashlog-keyring", daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:
            # No more threads, or the interpreter is on its way out.
            raise KeyringBroken(str(error)) from None
        self._running = call

    def _perform(self, call: "_Call[_Result]") -> None:
        call.run()
        with self._changed:
            self._running = None
            late = call.overdue
            if late and isinstance(call.result, ApiKey):
                self._late_key = call.result
            self._changed.notify_all()
        if late:
            self.when_late()


class _Call(Generic[_Result]):
    """One call of the store: what to do and what came of it."""

    def __init__(self, work: Callable[[], _Result]) -> None:
        self._work = work
        self.result: _Result | None = None
        self.problem: BaseException | None = None
        self.ended = False
        self.overdue = False

    def run(self) -> None:
        """Do it and keep what happened, whatever it was: the thread has nobody to tell."""
        try:
            self.result = self._work()
        # It is raised again where somebody waits for it.
        except BaseException as error:  # noqa: BLE001 - see the line above
            self.problem = error
        self.ended = True

    def outcome(self) -> _Result:
        """Return or raise what happened."""
        if self.problem is not None:
            raise self.problem
        return self.result  # type: ignore[return-value] # None only where _Result allows it
