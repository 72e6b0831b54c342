"""The form first, then the rest; whoever is quicker than the rest loses nothing by it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.services.instance import Doorbell
from stashlog.ui.conductor import Conductor
from stashlog.ui.living import live
from stashlog.ui.opening import Opening
from tests.support.waiting import PATIENCE
from tests.support.widgets import child
from tests.support.window import Desk, forget


@dataclass
class Start:
    """One start of the program, up to its furnished window."""

    desk: Desk
    opening: Opening
    furnished: list[Conductor] = field(default_factory=list)
    gave_way: list[None] = field(default_factory=list)
    painted: list[str] = field(default_factory=list)
    until: ExitStack = field(default_factory=ExitStack)
    _rest: threading.Event = field(default_factory=threading.Event)

    def hold_the_rest(self) -> None:
        """Note that the form was painted, and bring the rest once the test wants it."""
        self.painted.append(threading.current_thread().name)
        self._rest.wait(PATIENCE)

    def bring_the_rest(self) -> None:
        """Let what follows the first paint go on."""
        self._rest.set()

    def wait_furnished(self) -> None:
        """Wait until everything is in its place."""
        self.bring_the_rest()
        self.desk.wait(lambda: self.furnished)


@pytest.fixture
def starting(desk: Desk) -> Iterator[list[Start]]:
    """Every start that a test makes; windows and bells go with the test."""
    starts: list[Start] = []
    yield starts
    for start in starts:
        if not start.furnished:
            start.opening.end()
        start.bring_the_rest()
        for conductor in start.furnished:
            with desk.qtbot.waitSignal(conductor.ended):
                conductor.quit()
            forget(conductor)
        start.until.close()
        if not start.furnished:
            start.opening.window.deleteLater()


def start(desk: Desk, starting: list[Start], entry: Entry | None = None) -> Start:
    """Start the program: its form shows, the rest is under way."""
    made: Start

    def furnished(conductor: Conductor, bell: Doorbell | None) -> None:
        live(conductor, bell, made.until)
        made.furnished.append(conductor)

    def painted() -> None:
        made.hold_the_rest()

    opening = Opening(
        desk.parts(),
        furnished,
        lambda: made.gave_way.append(None),
        painted,
    )
    made = Start(desk, opening)
    starting.append(made)
    opening.show(entry)
    opening.window.activateWindow()
    desk.wait(opening.window.isActiveWindow)
    opening.window.form.focus_first()
    return made


def type_subject(begun: Start, text: str) -> None:
    line = child(begun.opening.window.form, "subject")
    line.setFocus()
    QTest.keyClicks(line, text)


def test_one_can_type_before_the_rest_is_there_and_it_is_kept(
    desk: Desk, starting: list[Start]
) -> None:
    begun = start(desk, starting)
    type_subject(begun, "Quick")
    begun.wait_furnished()
    assert begun.opening.window.form.entry().subject == "Quick"
    desk.wait(lambda: (desk.saved() or Entry()).subject == "Quick")
    assert begun.painted == ["stashlog-opening"], "once, and never on the interface thread"


def test_what_is_logged_before_the_rest_is_there_is_sent(desk: Desk, starting: list[Start]) -> None:
    begun = start(desk, starting)
    type_subject(begun, "Quicker than the outbox")
    line = child(begun.opening.window.form, "subject")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    begun.wait_furnished()
    desk.wait(lambda: desk.states() == [State.SENT])
    assert desk.arrived() == ["Quicker than the outbox"]


def test_a_draft_that_is_saved_before_the_rest_is_there_is_a_draft(
    desk: Desk, starting: list[Start]
) -> None:
    begun = start(desk, starting)
    type_subject(begun, "Later")
    begun.opening.window.form.draft_requested.emit()
    begun.wait_furnished()
    desk.wait(lambda: desk.states() == [State.DRAFT])
    assert begun.opening.window.form.entry().empty


def test_whoever_leaves_before_the_rest_is_there_finds_the_text_again(
    desk: Desk, starting: list[Start]
) -> None:
    begun = start(desk, starting)
    type_subject(begun, "No time")
    begun.opening.window.close()
    assert begun.opening.window.isVisible(), "not before the text is on the disk"
    begun.wait_furnished()
    desk.wait(lambda: not begun.opening.window.isVisible())
    begun.until.close()
    assert not begun.opening.window.findChildren(QMessageBox)
    again = start(desk, starting)
    again.bring_the_rest()
    desk.wait(lambda: again.opening.window.form.entry().subject == "No time")


def test_a_form_that_was_asked_for_shows_it_and_is_a_call_unless_told_otherwise(
    desk: Desk, starting: list[Start]
) -> None:
    begun = start(desk, starting, Entry(subject="Asked for", contact_id="ct_1"))
    entry = begun.opening.window.form.entry()
    assert (entry.type, entry.subject, entry.contact_id) == ("call", "Asked for", "ct_1")
    begun.wait_furnished()
    assert begun.opening.window.form.entry().subject == "Asked for"


def test_of_two_starts_the_later_one_hands_over_what_it_shows_and_goes(
    desk: Desk, starting: list[Start]
) -> None:
    first = start(desk, starting)
    first.wait_furnished()
    second = start(desk, starting)
    type_subject(second, "Typed into the second")
    second.bring_the_rest()
    desk.wait(lambda: second.gave_way)
    assert not second.furnished
    assert not second.opening.window.isVisible()
    desk.wait(lambda: first.opening.window.form.entry().subject == "Typed into the second")


@pytest.fixture
def silent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another start that holds the bell, and never listens."""
    monkeypatch.setattr("stashlog.services.instance.ANSWER_PATIENCE", 0.1)
    monkeypatch.setattr("stashlog.services.instance.hand_over.__defaults__", (0.2,))
    bell = Doorbell(desk.folder)
    assert bell.claim()
    yield
    bell.remove()


@pytest.mark.usefixtures("silent")
def test_a_window_that_does_not_answer_is_left_alone_and_the_later_one_works(
    desk: Desk, starting: list[Start]
) -> None:
    begun = start(desk, starting)
    type_subject(begun, "Goes on")
    begun.wait_furnished()
    assert begun.opening.window.isEnabled()
    assert begun.opening.window.form.entry().subject == "Goes on"
    assert not begun.gave_way


class EndsAsItGivesWay(QObject):
    """Ends a start in the moment in which it sends its thread to the other one."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.over = False
        self._opening = opening
        opening.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice that the window takes no more input."""
        if event.type() == QEvent.Type.EnabledChange and not self.over:
            self.over = True
            self._opening.end()
        return super().eventFilter(watched, event)


def running_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


@pytest.mark.usefixtures("silent")
def test_what_a_thread_has_to_say_after_the_end_is_heard_by_nobody(
    desk: Desk, starting: list[Start]
) -> None:
    """It would say it to objects that are being deleted, and the process would die of it."""
    begun = start(desk, starting)
    ends = EndsAsItGivesWay(begun.opening)
    begun.bring_the_rest()
    desk.wait(lambda: ends.over and "stashlog-opening" not in running_threads())
    QApplication.processEvents()
    assert not begun.opening.window.isEnabled()
    assert (begun.furnished, begun.gave_way) == ([], [])


def test_without_a_folder_for_a_bell_the_window_works_and_says_what_is_wrong(
    desk: Desk, starting: list[Start]
) -> None:
    desk.folder.write_text("a file where the folder should be", "utf-8")
    begun = start(desk, starting)
    type_subject(begun, "Stays here")
    begun.wait_furnished()
    notice = child(begun.opening.window, "notice")
    desk.wait(lambda: notice.isVisible() and str(desk.folder) in str(notice.property("text")))
    assert begun.opening.window.form.entry().subject == "Stays here"
