"""What the user does while a request is under way stands, and disturbs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from stashlog.api.client import Nodestash
from stashlog.api.values import Answer, LookUp, LookUpQuery
from stashlog.domain.gates import GateKind
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.services.ports import Server
from tests.support.workbench import Workbench


@dataclass
class Interrupted:
    """A server that answers, after something else has happened."""

    server: Server
    meanwhile: Callable[[], object]

    def create(self, key: str, request: bytes, idempotency_key: str) -> Answer:
        answer = self.server.create(key, request, idempotency_key)
        self.meanwhile()
        return answer

    def look_up(self, key: str, query: LookUpQuery, turn: Callable[[], float]) -> LookUp:
        found = self.server.look_up(key, query, turn)
        self.meanwhile()
        return found

    def delete(self, key: str, server_id: str) -> Answer:
        return self.server.delete(key, server_id)

    def cancel(self) -> None:
        self.server.cancel()


@contextmanager
def interrupting(bench: Workbench, meanwhile: Callable[[], object]) -> Iterator[None]:
    """Let something happen between every request and what is made of its answer."""
    server = Nodestash(
        bench.sandbox.base_url, user_agent="Stashlog/test", clock=lambda: bench.time.day
    )
    bench.restart(Interrupted(server, meanwhile))
    yield
    server.close()
    bench.restart()


def test_what_is_discarded_while_it_is_looked_for_stays_discarded(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.drop_answer().on("POST"))
    item, other = bench.log("unwanted"), bench.log("other")
    bench.delivery.step()
    assert bench.item(item).state is State.CHECKING
    with interrupting(bench, lambda: bench.actions.discard(item.id)):
        bench.delivery.step()
        assert bench.item(item).state is State.DISCARDED
    bench.deliver()
    assert bench.item(other).state is State.SENT, "the others go on"


def test_a_gate_closes_though_its_item_was_changed_meanwhile(bench: Workbench) -> None:
    bench.sandbox.faults.add(
        Fault.drop_answer().on("POST"),
        Fault.answer_status(429, retry_after="60").on("GET"),
    )
    item = bench.log()
    bench.delivery.step()
    with interrupting(bench, lambda: bench.actions.retry(item.id)):
        bench.delivery.step()
        gate = bench.delivery.gatekeeper.get(GateKind.RATE_LIMITED)
        assert gate is not None
        assert gate.closed(bench.time.day)
    bench.deliver()
    assert bench.item(item).state is State.SENT
    assert len(bench.arrived()) == 1
