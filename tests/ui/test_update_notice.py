"""A newer version is told to those who want it, once a day at most, and once for each version."""

from collections.abc import Callable

import pytest

from stashlog.settings import Settings
from stashlog.ui import living
from stashlog.ui.session import Session
from stashlog.ui.update_notice import FACT, UpdateNotice
from tests.support.window import Desk

PAGE = "https://github.com/stashlog/stashlog/releases"
DAY = 24 * 60 * 60


class Asking:
    """A notice over a session, and what it asked and said."""

    def __init__(self, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        self.said: list[str] = []
        self.answer: Callable[[], tuple[str, str] | None] = lambda: ("9.9.9", PAGE)
        self._desk = desk
        self._session = session
        self.notice = UpdateNotice(session, self.said.append, session)
        monkeypatch.setattr(session.parts, "newer_release", self._newer_release, raising=False)

    def _newer_release(self) -> tuple[str, str] | None:
        self.asked += 1
        return self.answer()

    def look(self) -> None:
        """Look, and wait until all that follows from it is done."""
        done: list[None] = []
        self.notice.look()
        # The lanes take one errand after the other: behind these there is nothing left to do.
        self._session.ask(lambda _: None, changes=False)
        self._session.ask(
            lambda _: None,
            lambda _: self._session.ask_keys(lambda _: None, done.append),
            changes=False,
        )
        self._desk.wait(lambda: done)


@pytest.fixture
def asking(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Asking:
    return Asking(desk, desk.open().session, monkeypatch)


def test_a_newer_version_is_told_with_where_it_is(asking: Asking) -> None:
    asking.look()

    [sentence] = asking.said
    assert "9.9.9" in sentence
    assert PAGE in sentence
    assert "Nothing was downloaded" in sentence


def test_it_is_asked_once_a_day_and_each_version_told_once(asking: Asking, desk: Desk) -> None:
    asking.look()
    desk.leap(DAY - 60)
    asking.look()
    assert asking.asked == 1
    desk.leap(120)
    asking.look()
    assert asking.asked == 2
    assert len(asking.said) == 1


def test_nobody_who_answers_is_no_news_and_no_trouble(asking: Asking) -> None:
    def broken() -> None:
        raise OSError("no network")

    asking.answer = broken
    asking.look()

    assert asking.asked == 1
    assert asking.said == []


def test_a_clock_that_was_ahead_keeps_nobody_from_asking(asking: Asking, desk: Desk) -> None:
    later = desk.time.day.timestamp() + 10 * DAY
    done: list[None] = []
    session = desk.conductor.session
    session.ask(lambda d: d.store.facts.put(FACT, later), done.append, changes=False)
    desk.wait(lambda: done)
    asking.look()

    assert asking.asked == 1


@pytest.mark.parametrize("wanted", [True, False])
def test_whoever_does_not_want_it_is_asked_for_nothing(desk: Desk, wanted: bool) -> None:
    desk.settings = Settings(check_updates=wanted)
    conductor = desk.open()
    living.tell_of_updates(conductor)

    assert bool(conductor.findChildren(UpdateNotice)) == wanted
