"""One window per folder: later starts find it, killed ones leave nothing that is in the way."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry
from stashlog.services.instance import (
    LOCK_FILE,
    LONGEST_SOCKET_PATH,
    LONGEST_WISH,
    Doorbell,
    Wish,
    address_of,
    ask_running,
    entry_wished,
    hand_over,
    wish_for,
)
from tests.support.session import REPOSITORY
from tests.support.waiting import PATIENCE

ENTRY = Entry(type="call", subject="Grüße 🎉", body="a\nb", tags=("x",), metadata=(("k", "v"),))

HOLD_THE_BELL = """
import sys
from pathlib import Path
from stashlog.services.instance import Doorbell
bell = Doorbell(Path(sys.argv[1]))
print(bell.claim(), flush=True)
bell.listen(lambda wish: None)
print("listening", flush=True)
sys.stdin.read()
"""


class Window:
    """What a window over a folder is asked for."""

    def __init__(self, folder: Path) -> None:
        self.wishes: queue.SimpleQueue[Wish] = queue.SimpleQueue()
        self.bell = Doorbell(folder)

    def wished(self) -> Wish:
        """Return the next wish."""
        return self.wishes.get(timeout=PATIENCE)


@contextmanager
def window(folder: Path) -> Iterator[Window]:
    opened = Window(folder)
    assert opened.bell.claim()
    opened.bell.listen(opened.wishes.put)
    try:
        yield opened
    finally:
        opened.bell.remove()


@contextmanager
def other_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the bell."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_BELL, str(folder)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["True\n", "listening\n"]
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def test_a_wish_reaches_the_window_with_every_character(tmp_path: Path) -> None:
    with window(tmp_path) as opened:
        assert ask_running(tmp_path, wish_for(ENTRY))
        assert entry_wished(opened.wished()) == ENTRY


def test_a_wish_without_an_entry_asks_for_the_window_alone(tmp_path: Path) -> None:
    with window(tmp_path) as opened:
        assert ask_running(tmp_path, wish_for(None))
        assert entry_wished(opened.wished()) is None


def test_nobody_answers_where_no_window_is_open(tmp_path: Path) -> None:
    assert not ask_running(tmp_path, wish_for(None))
    assert not ask_running(tmp_path / "never made", wish_for(None))


def test_a_closed_window_answers_no_more_and_leaves_no_socket(tmp_path: Path) -> None:
    with window(tmp_path):
        pass
    assert not ask_running(tmp_path, wish_for(None))
    assert not Path(address_of(tmp_path)).exists()


def test_a_killed_window_is_in_nobodys_way(tmp_path: Path) -> None:
    with other_process(tmp_path):
        pass
    assert Path(address_of(tmp_path)).exists(), "a kill leaves the socket"
    assert not ask_running(tmp_path, wish_for(None))
    with window(tmp_path) as opened:
        assert ask_running(tmp_path, wish_for(None))
        assert opened.wished() == {"entry": None}


def test_a_file_that_is_no_socket_is_in_nobodys_way(tmp_path: Path) -> None:
    Path(address_of(tmp_path)).write_text("junk")
    assert not ask_running(tmp_path, wish_for(None))
    with window(tmp_path):
        assert ask_running(tmp_path, wish_for(None))


def test_a_second_window_does_not_take_the_bell_from_the_first(tmp_path: Path) -> None:
    with window(tmp_path) as first:
        second = Window(tmp_path)
        assert not second.bell.claim()
        second.bell.remove()
        assert ask_running(tmp_path, wish_for(None))
        assert first.wished() == {"entry": None}


def test_neither_does_another_process(tmp_path: Path) -> None:
    with other_process(tmp_path):
        late = Window(tmp_path)
        assert not late.bell.claim()
        assert ask_running(tmp_path, wish_for(None))
    assert late.bell.claim(), "the operating system gives the bell of a dead process back"
    late.bell.remove()


def test_a_wish_waits_for_a_window_that_is_only_just_starting(tmp_path: Path) -> None:
    starting = Window(tmp_path)
    asked = threading.Thread(target=hand_over, args=(tmp_path, wish_for(ENTRY), 20.0))
    asked.start()
    assert starting.bell.claim()
    starting.bell.listen(starting.wishes.put)
    assert entry_wished(starting.wished()) == ENTRY
    asked.join(PATIENCE)
    assert not asked.is_alive()
    starting.bell.remove()


def test_a_window_that_never_answers_is_not_waited_for_any_longer(tmp_path: Path) -> None:
    assert not hand_over(tmp_path, wish_for(None), patience=0.1)


@pytest.mark.parametrize(
    "words",
    [b"", b"\xff\xfe", b"[1, 2]", b"null", b"{", b"[" * 5000, b'"entry"'],
    ids=["empty", "not UTF-8", "a list", "null", "cut", "deep", "a text"],
)
def test_nonsense_at_the_door_is_ignored(tmp_path: Path, words: bytes) -> None:
    with window(tmp_path) as opened:
        with Client(address_of(tmp_path)) as stranger:
            stranger.send_bytes(words)
        assert ask_running(tmp_path, wish_for(None))
        assert opened.wished() == {"entry": None}


@pytest.mark.parametrize("text", [None, 5, "", "{", "[]", '{"subject": 5}', "[" * 5000])
def test_a_wish_that_is_not_understood_is_for_the_window_alone(text: object) -> None:
    assert entry_wished({"entry": text}) in (None, Entry())


def test_a_note_of_one_mebibyte_fits_through_the_door(tmp_path: Path) -> None:
    entry = Entry(body="x" * 1024 * 1024)
    assert len(json.dumps(wish_for(entry))) < LONGEST_WISH
    with window(tmp_path) as opened:
        assert ask_running(tmp_path, wish_for(entry))
        assert entry_wished(opened.wished()) == entry


def test_a_folder_with_a_very_long_name_has_a_bell_too(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 40) / "data"
    assert len(os.fsencode(address_of(folder))) <= LONGEST_SOCKET_PATH
    with window(folder) as opened:
        assert ask_running(folder, wish_for(None))
        assert opened.wished() == {"entry": None}


def test_two_folders_have_two_bells(tmp_path: Path) -> None:
    with window(tmp_path / "one") as one, window(tmp_path / "two") as two:
        assert ask_running(tmp_path / "two", wish_for(None))
        assert two.wished() == {"entry": None}
        assert one.wishes.empty()


def test_only_its_owner_can_reach_the_window(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with window(folder):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / LOCK_FILE).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        Window(tmp_path / "file").bell.claim()
