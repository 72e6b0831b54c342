"""The real parts: made once, whoever asks first, and the sandbox's apart from everything real."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from stashlog.bootstrap import Parts
from stashlog.connections import Connection
from stashlog.credentials import Credentials, MemoryKeyStore
from stashlog.paths import Places
from stashlog.services.events import Announcer, Event, StoreNoticed
from stashlog.settings import Settings
from stashlog.storage.errors import StoreError
from stashlog.storage.files import FILE_NAME
from tests.support.damage import garbage_header
from tests.support.waiting import PATIENCE


def parts_over(folder: Path, connect: Callable[[Announcer], Connection]) -> Parts:
    return Parts(Places.under(folder), Settings(), connect)


def nowhere(_: Announcer) -> Connection:
    credentials = Credentials(MemoryKeyStore(), environment={})
    return Connection("http://127.0.0.1:9/v1", credentials, lambda: None)


def test_however_many_threads_ask_at_once_there_is_one_connection(tmp_path: Path) -> None:
    made: list[Connection] = []
    ready = threading.Barrier(8)
    got: list[Connection] = []

    def connect(announcer: Announcer) -> Connection:
        made.append(nowhere(announcer))
        return made[-1]

    parts = parts_over(tmp_path / "data", connect)

    def asks() -> None:
        ready.wait(PATIENCE)
        got.append(parts.connection())

    threads = [threading.Thread(target=asks) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(got) == 8
    assert len(made) == 1
    assert all(one is made[0] for one in got)


def test_nothing_is_connected_or_written_before_somebody_asks(tmp_path: Path) -> None:
    asked: list[Announcer] = []

    def connect(announcer: Announcer) -> Connection:
        asked.append(announcer)
        return nowhere(announcer)

    parts = parts_over(tmp_path / "data", connect)
    parts.rules()
    parts.close()
    assert asked == []
    assert not (tmp_path / "data").exists()


def test_damage_is_looked_for_once_and_told_to_whoever_listens(tmp_path: Path) -> None:
    parts = parts_over(tmp_path / "data", nowhere)
    parts.store().close()
    garbage_header(tmp_path / "data" / FILE_NAME)
    later = parts_over(tmp_path / "data", nowhere)
    heard: list[Event] = []
    later.announcer.subscribe(heard.append)
    later.store().close()
    texts = [event.text for event in heard if isinstance(event, StoreNoticed)]
    assert any("damaged" in text for text in texts)
    later.store().close()
    assert len(heard) == len(texts), "the second connection has nothing to tell"


def test_a_store_that_could_not_be_opened_is_still_looked_at_the_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.write_text("in the way", "utf-8")
    parts = parts_over(folder, nowhere)
    with pytest.raises(StoreError):
        parts.store()
    folder.unlink()
    parts.store().close()
    assert (folder / FILE_NAME).is_file()


def test_the_sandbox_has_a_folder_and_a_key_of_its_own_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STASHLOG_API_KEY", "nds_live_of_the_real_workspace")
    parts = Parts.with_sandbox(Settings())
    folder = parts.places.data
    connection = parts.connection()
    key = connection.credentials.current()
    assert key is not None
    assert key.reveal() != "nds_live_of_the_real_workspace"
    assert connection.base_url.startswith("http://127.0.0.1:")
    assert "STASHLOG_API_KEY" not in os.environ, "no program started from here inherits it"
    parts.store().close()
    assert folder.is_dir()
    parts.close()
    assert not folder.exists()
