"""The bare `stashlog` and `stashlog new`, seen by a window that is open already."""

import queue
import sys
from collections.abc import Iterator

import pytest

from stashlog.domain.entry import Entry
from stashlog.services.instance import Doorbell, Wish, entry_wished
from tests.support.command_line import CommandLine
from tests.support.waiting import PATIENCE

posix_desktop = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="there is always a display"
)

Wishes = queue.SimpleQueue[Wish]


@pytest.fixture
def window(stashlog: CommandLine) -> Iterator[Wishes]:
    """What a running window over the command line's folder is asked for."""
    stashlog.home.mkdir(mode=0o700)
    wishes = Wishes()
    doorbell = Doorbell(stashlog.home)
    assert doorbell.claim()
    doorbell.listen(wishes.put)
    yield wishes
    doorbell.remove()


def test_a_second_start_raises_the_running_window(stashlog: CommandLine, window: Wishes) -> None:
    answer = stashlog()
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert entry_wished(window.get(timeout=PATIENCE)) is None


def test_a_new_form_is_filled_in_as_typed(stashlog: CommandLine, window: Wishes) -> None:
    answer = stashlog(
        *("new", "--type", "call", "--contact", "ct_abc", "--subject", "Call “back”"),
        *("--body", "one\ntwo", "--due", "tomorrow 9", "--tag", "a", "--tag", "b"),
        *("--phone", "+49 30 1234"),
    )
    assert answer.status == 0
    assert entry_wished(window.get(timeout=PATIENCE)) == Entry(
        type="call",
        contact_id="ct_abc",
        subject="Call “back”",
        body="one\ntwo",
        due_date="tomorrow 9",
        tags=("a", "b"),
        metadata=(("phone", "+49 30 1234"),),
    )


def test_an_empty_new_form_is_a_wish_as_well(stashlog: CommandLine, window: Wishes) -> None:
    stashlog("new")
    assert entry_wished(window.get(timeout=PATIENCE)) == Entry()


@posix_desktop
@pytest.mark.parametrize("arguments", [(), ("new", "--type", "call"), ("--sandbox",)])
def test_without_a_display_that_is_said(
    stashlog: CommandLine, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    answer = stashlog(*arguments)
    assert answer.status == 2
    assert "no display" in answer.err


def test_a_new_forms_due_date_is_said_as_it_was_understood(
    stashlog: CommandLine, window: Wishes
) -> None:
    answer = stashlog("new", "--type", "task", "--due", "2026-11-27 14:00")
    assert answer.out == "Due Fri 27 Nov 2026, 14:00\n"
    window.get(timeout=PATIENCE)
