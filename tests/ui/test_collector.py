"""Garbage is collected on the interface thread, and on no other."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from stashlog.ui.collector import Collector


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    assert qtbot, "a timer needs an application"
    was = gc.isenabled()
    made = Collector()
    yield made
    made.deleteLater()
    if was:
        gc.enable()


class Knot:
    """Holds itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


def make_garbage(count: int) -> list[weakref.ref[Knot]]:
    return [weakref.ref(Knot()) for _ in range(count)]


def test_other_threads_collect_nothing(collector: Collector) -> None:
    gc.collect()
    refs: list[weakref.ref[Knot]] = []
    thread = threading.Thread(target=lambda: refs.extend(make_garbage(5000)))
    thread.start()
    thread.join()
    assert all(ref() is not None for ref in refs)
    collector.look()
    assert all(ref() is None for ref in refs)


@pytest.mark.usefixtures("collector")
def test_it_looks_by_itself(qtbot: QtBot) -> None:
    refs = make_garbage(5000)
    qtbot.waitUntil(lambda: all(ref() is None for ref in refs))
    assert not gc.isenabled()
