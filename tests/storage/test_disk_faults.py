"""The disk fails, is full or turns read-only: what is not stored is never said to be."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.storage.database import Database
from stashlog.storage.errors import StoreError, StoreUnavailableError
from stashlog.storage.files import FILE_NAME
from stashlog.storage.gates import Gates
from stashlog.storage.opening import StoreOptions
from stashlog.storage.outbox import Outbox
from tests.support.items import NOON, made_item
from tests.support.power_cut import Operation, RecordingDisk, Sync, Write, on_disk
from tests.support.small_disk import small_disk
from tests.support.unprivileged import unprivileged_folder


def sync_fails(operation: Operation) -> None:
    if isinstance(operation, Sync):
        raise apsw.exception_for(apsw.SQLITE_IOERR_FSYNC)


def write_fails(operation: Operation) -> None:
    if isinstance(operation, Write):
        raise apsw.exception_for(apsw.SQLITE_IOERR_WRITE)


def disk_is_full(operation: Operation) -> None:
    if isinstance(operation, Write):
        raise apsw.exception_for(apsw.SQLITE_FULL)


def nothing(_operation: Operation) -> None:
    """The disk is well."""


FAULTS = [
    pytest.param(sync_fails, "reported a fault", id="sync"),
    pytest.param(write_fails, "reported a fault", id="write"),
    pytest.param(disk_is_full, "full", id="full"),
]
BASES = [pytest.param("", id="log"), pytest.param("unix-dotfile", id="journal")]


@pytest.fixture(params=BASES)
def disk(request: pytest.FixtureRequest) -> RecordingDisk:
    """A disk that can be made to fail, with and without the shared memory that WAL needs."""
    return RecordingDisk(request.param)


@pytest.fixture
def failing(disk: RecordingDisk, folder: Path) -> Iterator[Database]:
    """A store on that disk."""
    with Database.open(folder, options=StoreOptions(connect=on_disk(disk))) as database:
        yield database
        disk.fault = nothing


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_an_item_that_could_not_be_stored_is_refused_and_not_there(
    failing: Database, disk: RecordingDisk, fault: Callable[[Operation], None], words: str
) -> None:
    outbox = Outbox(failing)
    kept, refused = made_item(), made_item()
    outbox.add(kept)
    disk.fault = fault
    with pytest.raises(StoreUnavailableError, match=words) as met:
        outbox.add(refused)
    assert met.value.advice
    disk.fault = nothing
    assert outbox.list() == [kept]
    outbox.add(refused)
    assert outbox.list() == [kept, refused]
    assert failing.problems() == ()


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_an_item_that_could_not_be_claimed_is_not_handed_out(
    failing: Database, disk: RecordingDisk, fault: Callable[[Operation], None], words: str
) -> None:
    outbox = Outbox(failing)
    item = made_item()
    outbox.add(item)
    disk.fault = fault
    with pytest.raises(StoreUnavailableError, match=words):
        outbox.claim_next(NOON)
    disk.fault = nothing
    assert outbox.list() == [item]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_an_outcome_that_could_not_be_stored_leaves_the_claim(
    failing: Database, disk: RecordingDisk, fault: Callable[[Operation], None], words: str
) -> None:
    outbox = Outbox(failing)
    outbox.add(made_item())
    claimed = outbox.claim_next(NOON)
    assert claimed is not None
    sent = replace(claimed, state=State.SENT, server_id="act_1")
    disk.fault = fault
    with pytest.raises(StoreUnavailableError, match=words):
        outbox.settle(sent, claimed, [Gate(GateKind.OFFLINE, NOON)])
    disk.fault = nothing
    assert outbox.list() == [claimed]
    assert Gates(failing).load() == {}
    outbox.settle(sent, claimed)
    assert outbox.list() == [sent]


def test_a_store_that_cannot_be_made_is_refused(folder: Path) -> None:
    disk = RecordingDisk()
    disk.fault = disk_is_full
    with pytest.raises(StoreUnavailableError, match="full"):
        Database.open(folder, options=StoreOptions(connect=on_disk(disk)))
    disk.fault = nothing
    with Database.open(folder, check=True) as database:
        assert database.notices == ()


@contextmanager
def unfinished_reading(folder: Path) -> Iterator[None]:
    """Keep the log of changes from being written over, so that every write needs new room."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM outbox").fetchone()
        yield


def fill_up(ballast: Path) -> None:
    """Leave no room on a disk."""
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


def fill(outbox: Outbox) -> list[Item]:
    """Store items until the disk is full, and return those that were acknowledged."""
    stored: list[Item] = []
    for _ in range(2000):
        item = made_item(body="x" * 2000)
        try:
            outbox.add(item)
        except StoreUnavailableError as error:
            assert "full" in error.title  # noqa: PT017 - ends the loop as well
            return stored
        stored.append(item)
    pytest.fail("the disk never became full")


def test_a_disk_that_is_really_full_costs_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", kilobytes=768) as disk:
        ballast = disk.folder / "ballast"
        ballast.write_bytes(bytes(128 * 1024))
        with Database.open(disk.folder / "data", check=True) as database:
            outbox = Outbox(database)
            outbox.add(made_item(created_at=NOON.replace(year=2025)))
            claimed = outbox.claim_next(NOON)
            assert claimed is not None
            # More than fits into the room that the failed attempt to store left in the log.
            words = {"subject": "too long " * 5000}
            refused = replace(claimed, state=State.NEEDS_YOU, field_errors=words)
            with unfinished_reading(disk.folder / "data"):
                stored = [claimed, *fill(outbox)]
                fill_up(ballast)
                with pytest.raises(StoreUnavailableError, match="full"):
                    outbox.settle(refused, claimed)
                assert outbox.list() == stored
                with Database.open(disk.folder / "data", check=True) as another:
                    assert Outbox(another).list() == stored
                ballast.unlink()
            outbox.settle(refused, claimed)
        with Database.open(disk.folder / "data") as database:
            assert Outbox(database).list() == [refused, *stored[1:]]


def test_a_store_that_finds_no_room_at_its_start_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", kilobytes=768) as disk:
        Database.open(disk.folder / "data", check=True).close()
        fill_up(disk.folder / "ballast")
        with pytest.raises(StoreUnavailableError, match="full"):
            Database.open(disk.folder / "data", check=True)
        with pytest.raises(StoreUnavailableError, match="full"):
            Database.open(disk.folder / "new", check=True)


def test_a_disk_that_turns_read_only_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", kilobytes=1024) as disk:
        folder = disk.folder / "data"
        item = made_item()
        with Database.open(folder, check=True) as database:
            Outbox(database).add(item)
        disk.make_read_only()
        with pytest.raises(StoreUnavailableError, match="only read") as met:
            Database.open(folder, check=True)
        assert str(folder) in met.value.advice
        with pytest.raises(StoreUnavailableError):
            Database.open(disk.folder / "new", check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_folder_that_may_not_be_written_in_says_so(folder: Path) -> None:
    Database.open(folder, check=True).close()
    with unprivileged_folder() as closed:
        Database.open(closed / "data").close()
        (closed / "data").chmod(0o500)
        try:
            with pytest.raises(StoreError) as met:
                Database.open(closed / "data", check=True)
        finally:
            (closed / "data").chmod(0o700)
    assert str(closed) in met.value.title + met.value.advice
