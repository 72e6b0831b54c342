"""The faults that are switched on, and which of them strike a request."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from stashlog.sandbox.answers import JsonObject
from stashlog.sandbox.faults import MODIFIERS, Fault, FaultKind, WrongJson

_Json = TypeVar("_Json", list[Any], dict[str, Any])


@dataclass(frozen=True)
class Strike:
    """What goes wrong with one request.

    Attributes:
        faults: Everything that strikes, in the order in which it was switched on.
        generation: When it was taken; a held request goes on when the board has moved on.
    """

    faults: tuple[Fault, ...]
    generation: int

    @property
    def names(self) -> tuple[str, ...]:
        """For the ledger."""
        return tuple(fault.kind.value for fault in self.faults)

    @property
    def main(self) -> Fault | None:
        """The one fault that changes the answer, if any."""
        return next((fault for fault in self.faults if fault.kind not in MODIFIERS), None)

    def delays(self, *, after_commit: bool) -> list[Fault]:
        """The delays on one side of the commit."""
        return [
            fault
            for fault in self.faults
            if fault.kind is FaultKind.DELAY and fault.after_commit is after_commit
        ]

    def has(self, kind: FaultKind) -> bool:
        """Whether a fault of this kind strikes."""
        return any(fault.kind is kind for fault in self.faults)


class FaultBoard:
    """Faults switched on for the next requests; safe to use from any thread.

    A request is struck by every matching delay and idempotency fault, and by the first matching
    fault of any other kind. So faults added one after another come one after another.
    """

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._lock = threading.Lock()
        self._left: list[Fault] = list(faults)
        self._generation = 0
        self._waiting: list[Callable[[], None]] = []

    @property
    def active(self) -> list[Fault]:
        """What is still switched on; `times` is what is left of it."""
        with self._lock:
            return list(self._left)

    def add(self, *faults: Fault) -> None:
        """Switch on further faults."""
        with self._lock:
            self._left += faults

    def replace(self, faults: Iterable[Fault]) -> None:
        """Switch off everything, let held requests go on, and switch on these."""
        with self._lock:
            self._left = list(faults)
        self.release()

    def clear(self) -> None:
        """Switch off everything and let held requests go on."""
        self.replace(())

    def release(self) -> None:
        """Let held requests go on; what is switched on stays so."""
        with self._lock:
            self._generation += 1
            for callback in self._waiting:
                callback()
            self._waiting.clear()

    def when_released(self, strike: Strike, callback: Callable[[], None]) -> None:
        """Call back, from any thread, once the requests held at this strike may go on."""
        with self._lock:
            if strike.generation != self._generation:
                callback()
            else:
                self._waiting.append(callback)

    def forget(self, callback: Callable[[], None]) -> None:
        """Never call this back again; from then on it may refer to what no longer works."""
        with self._lock:
            if callback in self._waiting:
                self._waiting.remove(callback)

    def take(self, method: str, path: str) -> Strike:
        """The faults that strike this request; each has one time less left."""
        with self._lock:
            struck: list[Fault] = []
            answered = False
            for fault in self._left:
                if not _matches(fault, method, path):
                    continue
                if fault.kind not in MODIFIERS:
                    if answered:
                        continue
                    answered = True
                struck.append(fault)
            self._left = [
                _one_less(fault) if any(fault is one for one in struck) else fault
                for fault in self._left
            ]
            self._left = [fault for fault in self._left if fault.times != 0]
            return Strike(tuple(struck), self._generation)

    def spare(self) -> Strike:
        """No fault at all, for a request that never arrived in full."""
        with self._lock:
            return Strike((), self._generation)

    def to_json(self) -> list[JsonObject]:
        """What is switched on, for another process."""
        return [fault_to_json(fault) for fault in self.active]


def _matches(fault: Fault, method: str, path: str) -> bool:
    return fault.method in (None, method) and path.startswith(fault.path or "")


def _one_less(fault: Fault) -> Fault:
    return fault if fault.times is None else replace(fault, times=fault.times - 1)


def fault_to_json(fault: Fault) -> JsonObject:
    """A fault as JSON; the body is in base64."""
    document = asdict(fault)
    document["kind"] = fault.kind.value
    document["wrong"] = fault.wrong.value
    if fault.body is not None:
        document["body"] = base64.b64encode(fault.body).decode("ascii")
    return document


def faults_from_json(document: object) -> list[Fault]:
    """An array of faults, each as `fault_to_json` writes it.

    Members that are left out have their default.

    Raises:
        ValueError: Not an array of objects, an unknown member or kind, or an impossible body.
    """
    try:
        return [_fault_from_json(one) for one in _expect(document, list)]
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an array of faults: {error}") from error


def _fault_from_json(document: object) -> Fault:
    values = dict(_expect(document, dict))
    values["kind"] = FaultKind(values["kind"])
    if "wrong" in values:
        values["wrong"] = WrongJson(values["wrong"])
    if values.get("body") is not None:
        values["body"] = base64.b64decode(values["body"], validate=True)
    return Fault(**values)


def _expect(document: object, kind: type[_Json]) -> _Json:
    if not isinstance(document, kind):
        raise TypeError(f"expected {kind.__name__}, got {type(document).__name__}")
    return document
