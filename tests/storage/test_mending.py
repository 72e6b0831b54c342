"""A flipped byte in a time costs that time, and neither the item nor what stands beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import Item, State
from stashlog.storage.codec import time_text
from stashlog.storage.files import FILE_NAME
from stashlog.storage.mending import readable
from stashlog.storage.store import Store
from stashlog.storage.working_copy import WorkingCopy
from tests.support.items import NOON, later, made_item

TIMES: dict[str, Any] = {
    "created_at": later(1),
    "updated_at": later(2),
    "attempted_at": later(3),
    "not_before": later(4),
    "held_until": later(5),
}
DAMAGED = "the damaged one"


def stored(folder: Path) -> None:
    """Store items of which one has times that nothing else has."""
    with closing(Store.open(folder, check=True)) as store:
        store.outbox.add(made_item("sound", id="sound", created_at=NOON))
        store.outbox.add(made_item(DAMAGED, id="damaged", **TIMES))
        store.working_copies.save(WorkingCopy("form", Entry(body="half typed"), None, later(9)))


def flip(folder: Path, moment: datetime, digit: int = 2, bit: int = 0x40) -> None:
    """Flip a bit of a time in its row, and leave the indexes as they are, as a bad disk does."""
    path = folder / FILE_NAME
    content, text = path.read_bytes(), time_text(moment).encode()
    places = [n for n in range(len(content)) if content.startswith(text, n)]
    row = content.index(b"half typed" if moment == later(9) else DAMAGED.encode())
    place = min(places, key=lambda n: abs(n - row)) + digit
    path.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])


def damaged_item(store: Store) -> Item:
    item = store.outbox.get("damaged")
    assert item is not None
    return item


def is_sound(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@pytest.mark.parametrize("column", TIMES)
@pytest.mark.parametrize(("digit", "bit"), [(2, 0x40), (2, 0x80), (5, 0x08), (25, 0x40), (26, 1)])
def test_an_item_with_a_damaged_time_is_shown_and_sent_like_any_other(
    folder: Path, column: str, digit: int, bit: int
) -> None:
    stored(folder)
    flip(folder, TIMES[column], digit, bit)
    with closing(Store.open(folder, check=True)) as store:
        assert any("time" in notice for notice in store.database.notices)
        item = damaged_item(store)
        others = {name: getattr(item, name) for name in TIMES if name != column}
        assert others == {name: TIMES[name] for name in others}
        assert item.entry.subject == DAMAGED
        assert {item.id for item in store.outbox.list()} == {"sound", "damaged"}
        claimed = [store.outbox.claim_next(later(1000)) for _ in range(2)]
        assert {item.id for item in claimed if item is not None} == {"sound", "damaged"}
    assert is_sound(folder)


def test_what_was_attempted_at_a_time_that_is_lost_is_looked_for_from_its_beginning_on(
    folder: Path,
) -> None:
    stored(folder)
    flip(folder, TIMES["attempted_at"])
    with closing(Store.open(folder, check=True)) as store:
        assert damaged_item(store).attempted_at == TIMES["created_at"]


@pytest.mark.parametrize("column", ["not_before", "held_until"])
def test_a_damaged_wait_is_over(folder: Path, column: str) -> None:
    stored(folder)
    flip(folder, TIMES[column])
    with closing(Store.open(folder, check=True)) as store:
        assert getattr(damaged_item(store), column) is None


def test_text_that_was_being_typed_comes_back_although_its_time_is_damaged(folder: Path) -> None:
    stored(folder)
    flip(folder, later(9))
    with closing(Store.open(folder, check=True)) as store:
        copy = store.working_copies.load()
        assert copy is not None
        assert copy.entry.body == "half typed"


def test_a_sound_store_is_left_as_it_is(folder: Path) -> None:
    stored(folder)
    with closing(Store.open(folder, check=True)) as store:
        assert store.database.notices == ()
        assert damaged_item(store) == made_item(DAMAGED, id="damaged", **TIMES)
        assert damaged_item(store).state is State.WAITING


def is_readable(text: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        return bool(connection.execute(f"SELECT {readable('?1')}", [text]).fetchone()[0])


@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))  # noqa: DTZ001 - given a zone below
def test_every_time_that_is_written_is_readable(moment: datetime) -> None:
    assert is_readable(time_text(moment.replace(tzinfo=UTC)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30T12:00:00.000000Z",
        "2026-13-01T12:00:00.000000Z",
        "2026-03-01T24:00:00.000000Z",
        "2026-03-01T12:60:00.000000Z",
        "2026-03-01T12:00:60.000000Z",
        "2026-03-01 12:00:00.000000Z",
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.00000\u0660Z",
        "0000-03-01T12:00:00.000000Z",
    ],
)
def test_what_is_not_written_so_is_not_readable(text: str) -> None:
    assert not is_readable(text)
