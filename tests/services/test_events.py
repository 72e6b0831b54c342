"""Announcing: whoever listens can neither stop delivery nor keep news from others."""

from __future__ import annotations

import logging

import pytest

from stashlog.domain.outbox import State
from stashlog.services.events import Announcer, Event, OutboxChanged
from tests.support.workbench import Workbench


def broken(event: Event) -> None:
    raise RuntimeError(f"cannot show {event}")


def test_a_listener_that_fails_keeps_the_news_from_nobody(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Event] = []
    announcer = Announcer()
    for listener in (broken, heard.append, broken):
        announcer.subscribe(listener)
    with caplog.at_level(logging.ERROR):
        announcer.announce(OutboxChanged())
    assert heard == [OutboxChanged()]
    assert "OutboxChanged" in caplog.text


def test_delivery_goes_on_though_every_listener_fails(bench: Workbench) -> None:
    bench.announcer.subscribe(broken)
    items = [bench.log(f"call {number}") for number in range(3)]
    bench.deliver()
    assert [bench.item(item).state for item in items] == [State.SENT] * 3
