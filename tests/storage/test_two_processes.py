"""Several real processes at one store at the same time."""

from __future__ import annotations

from pathlib import Path

from stashlog.domain.outbox import State
from stashlog.storage.database import Database
from stashlog.storage.outbox import Outbox
from tests.support.items import later, made_item
from tests.support.store_processes import CHANGES, all_at_once

PROCESSES = 4


def test_each_item_is_claimed_by_exactly_one_process(memory: Path) -> None:
    ids = [f"item-{number:03}" for number in range(120)]
    with Database.open(memory) as database:
        outbox = Outbox(database)
        with database.transaction():
            for number, item_id in enumerate(ids):
                outbox.add(made_item(id=item_id, created_at=later(number - 1000)))
        claimed = all_at_once("claim", memory, PROCESSES)
        assert sorted(claimed) == ids
        assert outbox.count({State.SENDING}) == len(ids)


def test_no_change_is_overwritten_by_one_that_did_not_see_it(memory: Path) -> None:
    with Database.open(memory) as database:
        Outbox(database).add(made_item())
        all_at_once("edit", memory, PROCESSES)
        [item] = Outbox(database).list()
        assert item.attempts == PROCESSES * CHANGES


def test_a_new_store_is_made_once_by_processes_that_start_together(memory: Path) -> None:
    assert all_at_once("claim", memory, PROCESSES) == []
    with Database.open(memory, check=True) as database:
        assert database.notices == ()
        assert database.rows("SELECT version FROM format") == [(1,)]
