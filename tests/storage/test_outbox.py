"""The outbox table through real SQLite files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.domain.activity import Activity, ActivityType
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.storage.database import Database
from stashlog.storage.errors import StaleItemError
from stashlog.storage.outbox import Outbox
from stashlog.storage.working_copy import WorkingCopies, WorkingCopy
from tests.support.items import NOON, later, made_draft, made_item

A_FULL_ITEM = Item(
    id="6b9f2a9e-0d9e-4a51-9c55-5d5f2f1f0a11",
    state=State.CHECKING,
    entry=Entry(
        type="meeting",
        subject="Plan",
        body="Two\nlines",
        contact_id="ct_1",
        company_id="co_2",
        deal_id="dl_3",
        due_date="2026-03-16 09:00",
        tags=("hot", "Q2"),
        metadata=(("place", "Graz"), ("place", "again")),
    ),
    created_at=NOON,
    updated_at=later(0.000001),
    activity=Activity(
        ActivityType.MEETING,
        subject="Plan",
        body="Two\nlines",
        contact_id="ct_1",
        company_id="co_2",
        deal_id="dl_3",
        due_date=later(3600),
        tags=("hot", "Q2"),
        metadata={"place": "Graz", "nested": [1, None, {"deep": True}]},
    ),
    request=b'{"type":"meeting"}',
    revision=3,
    attempts=7,
    maybe_delivered=True,
    attempted_at=later(1),
    not_before=later(2.5),
    reason=Reason(ReasonCode.SERVER_ERROR, "502"),
    field_errors={"subject": "Too short", "metadata": "No"},
    server_id="act_9",
    request_id="req_9",
    discarded_from=State.NEEDS_YOU,
    held_until=later(120),
)


def test_every_field_of_an_item_comes_back_as_it_was(outbox: Outbox) -> None:
    outbox.add(A_FULL_ITEM)
    assert outbox.get(A_FULL_ITEM.id) == A_FULL_ITEM


def test_an_item_is_there_for_another_process(outbox: Outbox, folder: Path) -> None:
    outbox.add(A_FULL_ITEM)
    with Database.open(folder) as other:
        assert Outbox(other).get(A_FULL_ITEM.id) == A_FULL_ITEM


def test_an_item_is_not_added_twice(outbox: Outbox) -> None:
    item = made_item()
    outbox.add(item)
    with pytest.raises(StaleItemError):
        outbox.add(replace(item, attempts=5))
    assert outbox.get(item.id) == item


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800 and \udfff", id="lone surrogates"),
        pytest.param("before\0after", id="NUL"),
        pytest.param("👩🏽‍💻 🇦🇹 ﷽", id="emoji"),
        pytest.param("\u202eright to left\u202c", id="direction changes"),
        pytest.param("é" * (1 << 20), id="a mebi of characters"),
        pytest.param("'; DROP TABLE outbox; --", id="SQL"),
    ],
)
def test_whatever_was_typed_comes_back_character_by_character(outbox: Outbox, text: str) -> None:
    entry = Entry(
        "note", text, text, text, text, text, text, tags=(text,), metadata=((text, text),)
    )
    item = made_draft(entry=entry, field_errors={"subject": text})
    outbox.add(item)
    assert outbox.get(item.id) == item


def test_what_a_server_wrote_never_makes_an_item_unstorable(outbox: Outbox) -> None:
    hostile = "\ud800\0"
    item = made_item(
        server_id=hostile, request_id=hostile, reason=Reason(ReasonCode.REFUSED, hostile)
    )
    outbox.add(item)
    found = outbox.get(item.id)
    assert found is not None
    assert found.server_id == found.request_id == "\ufffd\0"


def test_items_are_found_by_the_beginning_of_their_id(outbox: Outbox) -> None:
    for item_id in ("abc-1", "abc-2", "abd-1", "abc"):
        outbox.add(made_item(id=item_id))
    assert [item.id for item in outbox.find("abc-")] == ["abc-1", "abc-2"]
    assert [item.id for item in outbox.find("abc")] == ["abc"]
    assert outbox.find("abc-2")[0].id == "abc-2"
    assert outbox.find("x") == outbox.find("") == outbox.find("ab%") == outbox.find("\udcff") == []


def test_lists_are_oldest_first_and_keep_the_order_of_insertion(outbox: Outbox) -> None:
    for item_id, seconds in (("late", 2), ("early", 0), ("twin", 0)):
        outbox.add(made_item(id=item_id, created_at=later(seconds)))
    outbox.add(made_draft(id="draft"))
    assert [item.id for item in outbox.list()] == ["early", "twin", "draft", "late"]
    assert [item.id for item in outbox.list({State.WAITING}, 2)] == ["early", "twin"]
    assert [item.id for item in outbox.list({State.WAITING}, 2, newest_first=True)] == [
        "late",
        "twin",
    ]
    assert outbox.list(set()) == []
    assert outbox.count({State.WAITING, State.DRAFT}) == 4
    assert outbox.count(set()) == 0


def test_sent_and_logged_items_are_counted_from_a_time_on(outbox: Outbox) -> None:
    outbox.add(made_item(id="old", state=State.SENT, created_at=later(-10)))
    outbox.add(made_item(id="first", state=State.SENT, updated_at=later(1)))
    outbox.add(made_item(id="second", state=State.SENT, updated_at=later(2)))
    outbox.add(made_draft())
    outbox.add(made_item(state=State.DISCARDED))
    assert [item.id for item in outbox.sent_since(NOON)] == ["second", "first"]
    assert outbox.logged_since(NOON) == 2


def test_an_activity_of_the_server_belongs_to_one_item(outbox: Outbox) -> None:
    outbox.add(made_item(id="mine", state=State.SENT, server_id="act_1"))
    assert outbox.owned("act_1", but_for="another")
    assert not outbox.owned("act_1", but_for="mine")
    assert not outbox.owned("act_2", but_for="another")


@pytest.mark.parametrize("damage", ["X'7B22FF'", "'[]'", '\'{"type":"call"}\'', "'null'"])
def test_an_unreadable_entry_is_shown_as_it_stands_and_hides_no_other(
    outbox: Outbox, database: Database, damage: str
) -> None:
    outbox.add(made_item(id="damaged"))
    outbox.add(made_item(id="sound"))
    with database.transaction():
        database.execute(f"UPDATE outbox SET entry = CAST({damage} AS TEXT) WHERE id = 'damaged'")  # noqa: S608 - literals of this test
    damaged, sound = outbox.list()
    assert damaged.entry.body
    assert damaged.reason is not None
    assert damaged.reason.code is ReasonCode.BAD_CONTENT
    assert sound.reason is None


def test_what_was_discarded_long_ago_goes_for_good(outbox: Outbox, database: Database) -> None:
    outbox.add(made_item(id="old", state=State.DISCARDED))
    outbox.add(made_item(id="new", state=State.DISCARDED, updated_at=later(1)))
    outbox.add(made_item(id="waiting"))
    copies = WorkingCopies(database)
    copies.save(WorkingCopy("form", Entry(body="typing"), "old", NOON))
    assert outbox.purge_discarded(later(1)) == 1
    assert [item.id for item in outbox.list()] == ["new", "waiting"]
    assert copies.load() == WorkingCopy("form", Entry(body="typing"), None, NOON)


def test_tags_used_last_come_first_and_once(outbox: Outbox) -> None:
    for number, tags in enumerate((("Old", "hot"), ("HOT", "\ud800"), ("new", "  "))):
        outbox.add(made_draft(entry=Entry(tags=tags), created_at=later(number)))
    assert outbox.recent_tags(10) == ["new", "HOT", "\ud800", "Old"]
    assert outbox.recent_tags(1) == ["new"]
