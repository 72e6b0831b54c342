"""The parts of a real process, put together as they are, copy the sandbox's records."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from stashlog.bootstrap import Parts
from stashlog.domain.directory import Kind
from stashlog.domain.entry import Entry
from stashlog.sandbox import Fault, Sandbox
from stashlog.services.events import DirectoryChanged
from stashlog.services.events import Event as News
from stashlog.settings import Settings
from tests.support.directories import count_in
from tests.support.sandbox import running_sandbox
from tests.support.waiting import PATIENCE


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def parts(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """The parts of a process that has a key in memory."""
    from stashlog.connections import Connection
    from stashlog.credentials import ApiKey, Credentials, MemoryKeyStore
    from stashlog.paths import Places

    credentials = Credentials(MemoryKeyStore(), environment={})
    credentials.set(ApiKey.parse(sandbox.key), remember=False)
    connection = Connection(sandbox.base_url, credentials, lambda: None)
    places = Places.under(tmp_path_factory.mktemp("home"))
    made = Parts(places, Settings(base_url=sandbox.base_url), lambda _: connection)
    yield made
    made.close()


def test_the_delivery_thread_fills_the_directory_in_its_spare_time(parts: Parts) -> None:
    complete = Event()

    def listen(news: News) -> None:
        if isinstance(news, DirectoryChanged) and not news.progress.running:
            complete.set()

    parts.announcer.subscribe(listen)
    worker = parts.worker()
    worker.start()
    try:
        assert complete.wait(PATIENCE)
    finally:
        assert worker.stop(PATIENCE)
    desk = parts.desk()
    assert count_in(parts.places.data, Kind.CONTACT) == 330
    found = desk.directory.search(Kind.CONTACT, "größmann jürgen")
    assert [one.title for one in found] == ["Jürgen Größmann"]
    desk.capture.log(Entry(type="call", contact_id=found[0].id))
    assert desk.directory.search(Kind.CONTACT, "")[0].id == found[0].id
    desk.directory.close()
    desk.store.close()


def test_quitting_does_not_wait_for_a_page(parts: Parts, sandbox: Sandbox) -> None:
    sandbox.faults.add(Fault.hold().on(path="/v1/companies"))
    worker = parts.worker()
    worker.start()
    try:
        sandbox.ledger.wait_until(
            lambda ledger: any(one.path == "/v1/companies" for one in ledger.requests), PATIENCE
        )
    finally:
        stopped = worker.stop(PATIENCE / 4)
        sandbox.faults.clear()
    assert stopped, "it waited for the page"
