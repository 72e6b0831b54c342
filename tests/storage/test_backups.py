"""Backups: one a day, three kept, whatever the clock says."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry
from stashlog.storage.backups import backups, made_at
from stashlog.storage.database import Database
from stashlog.storage.outbox import Outbox
from tests.support.items import NOON, made_draft, made_item
from tests.support.stores import open_checked


def test_a_backup_is_made_at_most_once_a_day_and_three_are_kept(folder: Path) -> None:
    day = timedelta(days=1)
    Database.open(folder, check=True).close()
    assert backups(folder) == []
    for number in range(5):
        with open_checked(folder, NOON + number * day) as database:
            Outbox(database).add(made_draft(entry=Entry(body=str(number))))
        with open_checked(folder, NOON + number * day + day / 2):
            assert len(backups(folder)) == min(number, 2) + 1
    made = [path.name for path in backups(folder)]
    assert made == [
        "outbox-00005-20260319T000000Z.db",
        "outbox-00004-20260318T000000Z.db",
        "outbox-00003-20260317T000000Z.db",
    ]
    with closing(sqlite3.connect(backups(folder)[0])) as backup:
        assert backup.execute("SELECT count(*) FROM outbox").fetchone() == (5,)
        assert backup.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("outbox-00005-20260314T120000Z.db", NOON),
        ("outbox-00005-20261399T120000Z.db", None),
        ("outbox-5-20260314T120000Z.db", None),
        ("outbox.db", None),
    ],
)
def test_the_name_of_a_backup_says_when_it_was_made(name: str, made: datetime | None) -> None:
    assert made_at(Path(name)) == made


def test_a_clock_that_went_wrong_does_not_stop_the_backups(filled: Path) -> None:
    with open_checked(filled, NOON + timedelta(days=400)):
        wrong = backups(filled)[0]
    os.utime(wrong, (NOON.timestamp() + 1e9, NOON.timestamp() + 1e9))
    with open_checked(filled, NOON):
        assert backups(filled)[0] != wrong
    assert "20260314" in backups(filled)[0].name


def test_a_backup_that_cannot_be_made_is_said_and_stops_nothing(folder: Path) -> None:
    with open_checked(folder) as database:
        Outbox(database).add(made_item())
    (folder / "backups").write_text("in the way", encoding="utf-8")
    with open_checked(folder) as database:
        [notice] = database.notices
        assert "backup" in notice
        assert len(Outbox(database).list()) == 1
