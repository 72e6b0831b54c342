"""How far the copy of the contacts is: in two words of the status line, and in the settings."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton

from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.domain.refresh_quota import Progress
from stashlog.services.events import DirectoryChanged
from stashlog.ui.settings_dialog import SettingsDialog
from tests.support.widgets import child, said
from tests.support.window import BEGIN, Desk

HALF = Progress(running=True, done=5_000, estimate=10_000)
DONE = Progress(ended_at=BEGIN - timedelta(minutes=5))
OFFLINE = Reason(ReasonCode.OFFLINE)


@pytest.fixture
def offline(desk: Desk) -> Desk:
    """A window whose refresh asks nobody, so that what is shown is what a test says."""
    desk.sandbox.stop()
    desk.open()
    return desk


def tell(desk: Desk, progress: Progress) -> None:
    """Announce a progress, as the refresh does on its thread."""
    desk.conductor.session.parts.announcer.announce(DirectoryChanged(progress))


def settings(desk: Desk) -> SettingsDialog:
    """Open the settings."""
    desk.conductor.preferences.show()
    dialog = desk.conductor.window.findChild(QDialog)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def link(desk: Desk) -> QPushButton:
    """Return the two words of the status line."""
    found = child(desk.conductor.window, "directory_link")
    assert isinstance(found, QPushButton)
    return found


def test_while_it_is_copied_the_status_line_has_a_bar_and_two_words(offline: Desk) -> None:
    tell(offline, HALF)
    offline.wait(lambda: link(offline).isVisible() and link(offline).text() == "Contacts: 50 %")
    bar = child(offline.conductor.furniture.status, "directory_progress")
    assert isinstance(bar, QProgressBar)
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == (5_000, 10_000)
    assert "5,000 of about 10,000" in said(link(offline))


def test_nothing_is_said_of_what_is_complete_or_over_in_a_moment(offline: Desk) -> None:
    tell(offline, HALF)
    offline.wait(link(offline).isVisible)
    tell(offline, DONE)
    offline.wait(lambda: not link(offline).isVisible())
    tell(offline, Progress(running=True, done=100, ended_at=BEGIN))
    tell(offline, Progress(running=True, done=400, ended_at=BEGIN))
    offline.wait(lambda: link(offline).isVisible())
    assert link(offline).text() == "Contacts: 400"


def test_a_trouble_is_two_words_there_and_a_sentence_in_the_settings(offline: Desk) -> None:
    tell(offline, Progress(running=True, done=100, trouble=OFFLINE))
    offline.wait(lambda: link(offline).text() == "Contacts: not up to date")
    link(offline).click()
    dialog = offline.conductor.window.findChild(QDialog)
    assert isinstance(dialog, SettingsDialog)
    ended = BEGIN - timedelta(minutes=5)
    later = Progress(running=True, done=100, trouble=OFFLINE, ended_at=ended)
    sentence = f"Complete as of {ended.astimezone():%H:%M}."

    def shown() -> bool:
        """Told again, as what the dialog asked of the disk may come after the first time."""
        tell(offline, later)
        return said(child(dialog, "directory_ended")) == sentence

    offline.wait(shown)
    trouble = child(dialog, "directory_trouble")
    assert trouble.isVisible()
    assert said(trouble).startswith("nodestash cannot be reached.")


def test_the_copy_is_paused_and_goes_on_and_both_outlast_the_window(desk: Desk) -> None:
    desk.sandbox.stop()
    desk.open()
    pause = child(settings(desk), "directory_pause")
    assert isinstance(pause, QPushButton)
    desk.wait(lambda: pause.text() == "Pause copying")
    pause.click()
    desk.wait(lambda: pause.text() == "Continue copying")
    assert link(desk).text() == "Contacts: paused"
    desk.leave_dialog()
    desk.quit()
    desk.open()
    again = child(settings(desk), "directory_pause")
    assert isinstance(again, QPushButton)
    desk.wait(lambda: again.text() == "Continue copying")
    assert said(child(desk.conductor.window, "directory_state")) == "Copying is paused."
    again.click()
    desk.wait(lambda: again.text() == "Pause copying")
    desk.leave_dialog()


def test_the_window_copies_by_itself_and_says_since_when_it_is_complete(desk: Desk) -> None:
    desk.open()
    dialog = settings(desk)
    ended = child(dialog, "directory_ended")
    desk.copy_directory()
    desk.wait(ended.isVisible)
    assert said(ended).startswith("Complete as of")
    looked = len(desk.sandbox.ledger.matching("GET", "/v1/contacts"))
    look = child(dialog, "directory_look")
    desk.wait(look.isEnabled)
    assert isinstance(look, QPushButton)
    look.click()
    desk.wait(lambda: len(desk.sandbox.ledger.matching("GET", "/v1/contacts")) > looked)
    desk.leave_dialog()


def test_after_esc_in_the_settings_a_progress_has_nobody_to_tell(offline: Desk) -> None:
    settings(offline)
    offline.leave_dialog()

    def shown() -> bool:
        """Told again, as what the dialog asked of the disk may come after the first time."""
        tell(offline, HALF)
        return link(offline).isVisible()

    offline.wait(shown)
