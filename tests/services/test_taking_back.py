"""Undo: at whatever moment the wish comes, nothing stays in nodestash and no text is lost."""

import pytest

from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import ReasonCode
from stashlog.sandbox import Fault
from stashlog.services.errors import ActionRefusedError
from tests.support.workbench import Workbench

DELETE = "DELETE"


def there(bench: Workbench) -> list[str]:
    """Return the subjects of the activities that are in the sandbox now."""
    ours = {activity.id for activity in bench.sandbox.ledger.activities}
    return [
        str(record.attributes["subject"])
        for record in bench.sandbox.workspace.activities
        if record.id in ours
    ]


def was_taken_back(item: Item) -> bool:
    return (
        item.state is State.DISCARDED
        and item.reason is not None
        and item.reason.code is ReasonCode.TAKEN_BACK
        and not item.take_back
    )


def test_what_has_not_left_becomes_a_draft_for_the_form(bench: Workbench) -> None:
    item = bench.log()
    drafted = bench.actions.take_back(item.id)
    assert drafted is not None
    assert (drafted.id, drafted.state, drafted.entry) == (item.id, State.DRAFT, item.entry)
    bench.deliver()
    assert bench.sandbox.ledger.requests == []


def test_what_was_sent_is_removed_from_nodestash(bench: Workbench) -> None:
    other, item = bench.log("other"), bench.log("wrong contact")
    bench.deliver()
    assert bench.actions.take_back(item.id) is None
    bench.deliver()
    assert was_taken_back(bench.item(item))
    assert bench.item(other).state is State.SENT
    assert there(bench) == ["other"]


def test_what_is_under_way_is_removed_once_its_outcome_is_known(bench: Workbench) -> None:
    item = bench.log()
    claimed = bench.store.outbox.claim_next(bench.time.day)
    assert claimed is not None
    assert claimed.request is not None
    bench.server.create(bench.sandbox.key, claimed.request, claimed.idempotency_key)
    assert bench.actions.take_back(item.id) is None
    bench.deliver()
    assert was_taken_back(bench.item(item))
    assert there(bench) == []


@pytest.mark.parametrize("applied", [True, False])
def test_what_may_have_arrived_is_looked_for_first(bench: Workbench, applied: bool) -> None:
    bench.sandbox.faults.add(Fault.drop_answer(after_commit=applied).on("POST"))
    item = bench.log()
    bench.delivery.step()
    assert bench.actions.take_back(item.id) is None
    bench.deliver()
    assert was_taken_back(bench.item(item))
    assert there(bench) == []
    assert len(bench.sandbox.ledger.matching("POST")) == 1, "it is not sent again"


def test_the_wish_survives_a_kill(bench: Workbench) -> None:
    item = bench.log()
    bench.deliver()
    bench.sandbox.stop()
    bench.actions.take_back(item.id)
    bench.deliver(within=30)
    bench.restart()
    bench.sandbox.start()
    bench.deliver()
    assert was_taken_back(bench.item(item))
    assert there(bench) == []


def test_a_refused_wish_ends_in_an_honest_sentence(bench: Workbench) -> None:
    item = bench.log()
    bench.deliver()
    bench.sandbox.faults.add(
        Fault.answer_status(
            409, body=b'{"error": {"code": "CONFLICT", "message": "Activity is locked"}}'
        ).on(DELETE)
    )
    bench.actions.take_back(item.id)
    bench.deliver()
    kept = bench.item(item)
    assert (kept.state, kept.take_back) == (State.SENT, False)
    assert kept.reason is not None
    assert (kept.reason.code, kept.reason.detail) == (
        ReasonCode.NOT_TAKEN_BACK,
        "Activity is locked",
    )
    assert there(bench) == ["No answer"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault.answer_status(500, 2),
        Fault.answer_status(429, retry_after="3"),
        Fault.drop_answer(after_commit=True),
        Fault.drop_answer(after_commit=False),
        Fault.captive_portal(),
    ],
    ids=lambda fault: str(fault.kind),
)
def test_a_removal_that_failed_is_tried_again(bench: Workbench, fault: Fault) -> None:
    item = bench.log()
    bench.deliver()
    bench.sandbox.faults.add(fault.on(DELETE))
    bench.actions.take_back(item.id)
    bench.deliver()
    assert was_taken_back(bench.item(item))
    assert there(bench) == []


def test_what_somebody_else_removed_is_taken_back_as_well(bench: Workbench) -> None:
    item = bench.log()
    bench.deliver()
    bench.sandbox.workspace.delete("activities", bench.item(item).server_id or "")
    bench.actions.take_back(item.id)
    bench.deliver()
    assert was_taken_back(bench.item(item))


def test_a_refused_item_just_comes_back(bench: Workbench) -> None:
    item = bench.log(contact_id="ct_x")
    bench.deliver()
    back = bench.actions.take_back(item.id)
    assert back is not None
    assert back.state is State.NEEDS_YOU
    assert back.field_errors


def test_what_was_wanted_back_while_being_refused_is_dropped(bench: Workbench) -> None:
    item = bench.log(contact_id="ct_x")
    claimed = bench.store.outbox.claim_next(bench.time.day)
    assert claimed is not None
    bench.actions.take_back(item.id)
    assert bench.item(item).take_back
    bench.deliver()
    assert was_taken_back(bench.item(item))
    assert bench.sandbox.ledger.matching("POST") == [], "it had not arrived and is not sent"


def test_a_discarded_item_cannot_be_taken_back(bench: Workbench) -> None:
    item = bench.log()
    bench.actions.discard(item.id)
    with pytest.raises(ActionRefusedError):
        bench.actions.take_back(item.id)


def test_a_taken_back_item_can_be_restored_as_a_draft(bench: Workbench) -> None:
    item = bench.log()
    bench.deliver()
    bench.actions.take_back(item.id)
    bench.deliver()
    restored = bench.actions.restore(item.id)
    assert restored.state is State.DRAFT
