"""Items as rows: what a newer Stashlog or a bad disk wrote hides nothing else."""

from __future__ import annotations

import pytest

from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreDamagedError
from stashlog.storage.outbox import Outbox
from stashlog.storage.rows import COLUMNS, values_of
from tests.support.items import later, made_draft, made_item


def changed(database: Database, column: str, value: str | None) -> None:
    with database.transaction():
        database.execute(f"UPDATE outbox SET {column} = ?", [value])  # noqa: S608 - of this test


def test_every_column_has_a_value() -> None:
    for item in (made_item(), made_draft(discarded_from=State.WAITING, held_until=later(1))):
        assert set(values_of(item)) == set(COLUMNS)


def test_a_reason_that_only_a_newer_stashlog_knows_is_kept_as_a_detail(
    database: Database, outbox: Outbox
) -> None:
    outbox.add(made_item(reason=Reason(ReasonCode.OFFLINE, "host")))
    changed(database, "reason_code", "of_the_future")
    (item,) = outbox.list()
    assert item.reason == Reason(ReasonCode.UNFORESEEN, "of_the_future")


@pytest.mark.parametrize("text", ["{", "[]", ""])
def test_field_errors_that_cannot_be_read_cost_no_more_than_themselves(
    database: Database, outbox: Outbox, text: str
) -> None:
    outbox.add(made_item(field_errors={"subject": "too long"}))
    changed(database, "field_errors", text)
    (item,) = outbox.list()
    assert item.field_errors == {}
    assert item.entry.subject == "Call back"


@pytest.mark.parametrize("column", ["created_at", "discarded_from"])
def test_a_row_of_which_not_even_state_or_time_can_be_read_is_damage(
    database: Database, outbox: Outbox, column: str
) -> None:
    outbox.add(made_item())
    changed(database, column, "2O26")
    with pytest.raises(StoreDamagedError):
        outbox.list()
