"""A key store that answers when the test says so."""

import threading
from collections.abc import Callable

from stashlog.credentials import ApiKey, KeyringError, StoreStatus
from tests.support.threads import own_threads
from tests.support.waiting import PATIENCE


class GatedStore:
    """Keeps a key in memory; while its gate is shut, calls hang as if a question were open.

    Attributes:
        key: what it holds.
        calls: names of the calls that arrived, in their order.
        problem: raised by each call once it is let through; None for none.
        gate: open at first; ``clear()`` shuts it, ``set()`` lets everything through.
        arrived: set whenever a call has arrived.
    """

    def __init__(self, key: ApiKey | None = None) -> None:
        self.key = key
        self.calls: list[str] = []
        self.problem: KeyringError | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.arrived = threading.Event()

    def read(self, *, ask: bool = False) -> ApiKey | None:
        """Return the key that was there when the call arrived."""
        key = self.key
        self._pass("asking read" if ask else "read")
        return key

    def write(self, key: ApiKey) -> None:
        """Keep ``key`` once let through."""
        self._pass("write")
        self.key = key

    def delete(self) -> None:
        """Forget the key once let through."""
        self._pass("delete")
        self.key = None

    def status(self) -> StoreStatus:
        """Tell the problem once let through."""
        self.calls.append("status")
        self.gate.wait(PATIENCE)
        return StoreStatus("gated store", self.problem)

    def _pass(self, call: str) -> None:
        self.calls.append(call)
        self.arrived.set()
        assert self.gate.wait(PATIENCE), "the test never opened the gate"
        if self.problem is not None:
            raise self.problem


class InBackground:
    """Runs ``work`` on another thread, to see what the test's own thread may do meanwhile."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._outcome: object = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def outcome(self) -> object:
        """Wait for the end of ``work`` and return its result, or the exception it raised."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "still at work"
        return self._outcome

    def _run(self) -> None:
        try:
            self._outcome = self._work()
        # The test looks at whatever it is.
        except Exception as error:  # noqa: BLE001 - see the line above
            self._outcome = error


def keyring_threads() -> list[threading.Thread]:
    """Return the threads of this test that wait for a keyring."""
    return own_threads("stashlog-keyring")
