"""Looking for what may have arrived, where the outbox id may not travel along."""

from __future__ import annotations

from pathlib import Path

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.sandbox import Fault
from stashlog.services.reading import CaptureRules
from tests.support.fates import FATES, LISTINGS
from tests.support.items import NOON
from tests.support.model_server import Access
from tests.support.model_workspace import Keys
from tests.support.typist import Typist
from tests.support.workbench import Workbench, workbench
from tests.support.world import World


def log_what_a_colleague_logged(bench: Workbench, fault: Fault) -> None:
    """A colleague's activity of some minutes ago; then an equal one, whose answer is lost."""
    answer = bench.server.create(
        bench.sandbox.key, b'{"type":"call","subject":"No answer"}', "made by a colleague"
    )
    assert answer.outcome.server_id is not None
    bench.time.advance(300)
    bench.sandbox.faults.add(Fault.ignore_idempotency(), fault.on("POST"))
    bench.log()


@pytest.mark.parametrize(
    "fault", [Fault.drop_answer(after_commit=False), Fault.drop_answer()], ids=["lost", "arrived"]
)
def test_an_equal_activity_of_a_colleague_is_not_taken_for_ours(
    tmp_path: Path, fault: Fault
) -> None:
    with workbench(tmp_path / "data", rules=CaptureRules(stamp=False)) as bench:
        log_what_a_colleague_logged(bench, fault)
        bench.deliver()
        (item,) = bench.store.outbox.list()
        assert item.state is State.SENT
        colleagues, ours = bench.sandbox.ledger.activities
        assert item.server_id == ours.id
        assert colleagues.idempotency_key == "made by a colleague"


def test_what_arrives_while_a_look_up_is_under_way_is_not_sent_again(tmp_path: Path) -> None:
    world = World(tmp_path / "data", Keys.IGNORED)
    try:
        item = Typist(world).log(("call", ""))
        world.server.change = FATES["applied late, cut at once"]
        world.step(0)
        world.time.advance(40)
        world.server.listing = LISTINGS["slow"]
        world.step(0)
        assert world.audit.rows()[item].state == "checking"
        world.settle()
        assert world.workspace.count(item) == 1
        assert world.audit.rows()[item].state == "sent"
    finally:
        world.close()


def test_an_answered_look_up_opens_what_a_failed_one_closed(bench: Workbench) -> None:
    bench.sandbox.faults.add(Fault.drop_answer(after_commit=False).on("POST"))
    bench.log()
    bench.delivery.step()
    bench.sandbox.stop()
    bench.time.advance(1)
    bench.delivery.step()
    assert GateKind.OFFLINE in bench.delivery.gatekeeper.gates()
    bench.sandbox.start()
    bench.time.advance(30)
    bench.delivery.gatekeeper.close_here(Gate(GateKind.SERVER_TROUBLE, NOON, NOON))
    bench.delivery.step()
    assert bench.states() == [State.CHECKING]
    assert bench.delivery.gatekeeper.gates() == {}


@pytest.mark.parametrize(
    ("access", "listing", "scope"),
    [
        (Access.FULL, "oldest first", ""),
        (Access.FULL, "400", ""),
        (Access.WRITE_ONLY, "listed", "No"),
    ],
    ids=["proves nothing", "refused", "forbidden, for want of the scope that the server names"],
)
def test_where_nobody_can_look_the_question_is_left_to_the_user(
    tmp_path: Path, access: Access, listing: str, scope: str
) -> None:
    world = World(tmp_path / "data", Keys.IGNORED)
    try:
        item_id = Typist(world).log(("call", ""))
        world.server.access, world.server.listing = access, LISTINGS[listing]
        world.server.change = FATES["answer lost"]
        world.step(0)
        world.step(0)
        item = world.programs[0].store.outbox.get(item_id)
        assert item is not None
        assert item.state is State.NEEDS_YOU
        assert item.maybe_delivered
        assert item.reason == Reason(ReasonCode.CANNOT_LOOK, scope)
    finally:
        world.close()


@pytest.mark.parametrize(
    ("listing", "seconds"), [("offline", None), ("500", 2.5), ("captive portal", 2.5)]
)
def test_a_failed_look_up_waits_for_its_gate_or_else_by_itself(
    tmp_path: Path, listing: str, seconds: float | None
) -> None:
    """Half of the first back-off, where chance is a half."""
    world = World(tmp_path / "data", Keys.IGNORED)
    try:
        item_id = Typist(world).log(("call", ""))
        world.server.change, world.server.listing = FATES["answer lost"], LISTINGS[listing]
        world.step(0)
        world.step(0)
        item = world.programs[0].store.outbox.get(item_id)
        assert item is not None
        assert item.state is State.CHECKING
        wait = item.not_before and (item.not_before - item.updated_at).total_seconds()
        assert wait == seconds
        assert bool(world.programs[0].delivery.gatekeeper.gates()) is (seconds is None)
    finally:
        world.close()
