"""Gates, working copies and facts."""

from __future__ import annotations

import pytest

from stashlog.domain.activity import Json
from stashlog.domain.entry import Entry
from stashlog.domain.gates import Gate, GateKind
from stashlog.storage.database import Database
from stashlog.storage.facts import Facts
from stashlog.storage.gates import Gates
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies, WorkingCopy
from tests.support.items import NOON, later, made_item


def test_a_gate_is_kept_until_it_is_opened(database: Database) -> None:
    gates = Gates(database)
    gate = Gate(GateKind.DAILY_QUOTA, NOON, later(86400), "\udfff limit", 3)
    gates.close(Gate(GateKind.DAILY_QUOTA, NOON))
    gates.close(gate)
    loaded = gates.load()[GateKind.DAILY_QUOTA]
    assert (loaded.since, loaded.until, loaded.strikes) == (NOON, later(86400), 3)
    assert gates.open(GateKind.DAILY_QUOTA)
    assert not gates.open(GateKind.DAILY_QUOTA)
    assert gates.load() == {}


def test_a_gate_of_a_kind_that_is_not_known_is_left_alone(database: Database) -> None:
    with database.transaction():
        database.execute("INSERT INTO gates VALUES ('of the future', '', NULL, '', 1)")
    assert Gates(database).load() == {}


def test_each_form_has_its_working_copy_and_the_last_one_is_loaded(database: Database) -> None:
    copies = WorkingCopies(database)
    assert copies.load() is None
    first = WorkingCopy("first", Entry(body="\ud800\0 typing"), None, NOON)
    copies.save(first)
    copies.save(WorkingCopy("second", Entry(body="other"), "no such item", later(1)))
    second = copies.load()
    assert second == WorkingCopy("second", Entry(body="other"), None, later(1))
    copies.save(WorkingCopy("second", Entry(body="more"), None, later(2)))
    loaded = copies.load()
    assert loaded is not None
    assert loaded.entry.body == "more"
    copies.clear("second")
    copies.clear("second")
    copies.clear(None)
    assert copies.load() == first


def test_the_copies_of_other_forms_are_told_the_latest_first_but_not_those_of_items(
    database: Database,
) -> None:
    item = made_item()
    Outbox(database).add(item)
    copies = WorkingCopies(database)
    for number, (token, item_id) in enumerate(
        [("first", None), ("second", None), ("of an item", item.id), ("mine", None)]
    ):
        copies.save(WorkingCopy(token, Entry(body=token), item_id, later(number)))
    assert [copy.token for copy in copies.besides("mine")] == ["second", "first"]


def test_a_damaged_working_copy_is_shown_as_it_stands(database: Database) -> None:
    copies = WorkingCopies(database)
    copies.save(WorkingCopy("form", Entry(body="precious"), None, NOON))
    with database.transaction():
        database.execute("UPDATE working_copies SET entry = substr(entry, 2)")
    loaded = copies.load()
    assert loaded is not None
    assert "precious" in loaded.entry.body


@pytest.mark.parametrize("value", [None, 7, "\ud800", {"a": [1, 2.5, None, True]}])
def test_a_fact_comes_back_as_it_was(database: Database, value: Json) -> None:
    facts = Facts(database)
    facts.put("name", "before")
    facts.put("name", value)
    assert facts.get("name") == value
    assert facts.get("other") is None


def test_a_fact_that_cannot_be_read_counts_as_none(database: Database) -> None:
    facts = Facts(database)
    facts.put("name", "value")
    with database.transaction():
        database.execute("UPDATE facts SET value = '{'")
    assert facts.get("name") is None
