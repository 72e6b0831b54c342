"""Settings: the key is tested, replaced and removed there, and the look is chosen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QWidget

from stashlog.credentials import ApiKey, KeyringLocked, PatientKeyStore
from stashlog.domain.outbox import State
from stashlog.services.login_start import starts_at_login
from stashlog.settings import load_settings
from stashlog.ui.about_dialog import AboutDialog
from stashlog.ui.settings_dialog import SettingsDialog
from stashlog.ui.theme import tokens_of
from stashlog.ui.tokens import DARK, LIGHT
from tests.credentials.gated_store import GatedStore
from tests.support.widgets import child
from tests.support.window import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def settings(desk: Desk) -> QWidget:
    """Open the settings with Ctrl+, and return them."""
    desk.press(Qt.Key.Key_Comma, CTRL)
    desk.wait(QApplication.activeModalWidget)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def click(dialog: QWidget, name: str) -> None:
    button = child(dialog, name)
    assert button.isVisible()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def said_by(dialog: QWidget, name: str) -> str:
    label = child(dialog, name)
    return str(label.property("text")) if label.isVisible() else ""


def switched_on(dialog: QWidget) -> set[str]:
    boxes = {box.objectName(): box for box in dialog.findChildren(QCheckBox)}
    return {name for name in ("at_login", "check_updates") if boxes[name].isChecked()}


def log(desk: Desk, subject: str) -> None:
    desk.type(subject=subject)
    desk.log()


def test_the_settings_tell_which_key_is_in_force_but_never_the_key(desk: Desk) -> None:
    desk.open()
    dialog = settings(desk)
    desk.wait(lambda: "nds_test_" in said_by(dialog, "key_line"))
    assert desk.sandbox.key not in said_by(dialog, "key_line")
    click(dialog, "key_test")
    desk.wait(lambda: "The key works" in said_by(dialog, "key_result"))
    desk.leave_dialog()


def test_a_key_that_was_revoked_is_said_when_it_is_tested(desk: Desk) -> None:
    desk.open()
    desk.sandbox.keys.revoke(desk.sandbox.key)
    dialog = settings(desk)
    desk.wait(lambda: "nds_test_" in said_by(dialog, "key_line"))
    click(dialog, "key_test")
    desk.wait(lambda: "refused this key" in said_by(dialog, "key_result"))
    desk.leave_dialog()


def test_a_key_is_removed_only_once_its_user_is_sure_and_nothing_is_lost(desk: Desk) -> None:
    desk.open()
    dialog = settings(desk)
    desk.wait(lambda: "nds_test_" in said_by(dialog, "key_line"))
    click(dialog, "key_remove")
    click(dialog, "key_remove_not")
    assert desk.keys.read() is not None
    click(dialog, "key_remove")
    click(dialog, "key_remove_sure")
    desk.wait(lambda: "no API key" in said_by(dialog, "key_line"))
    assert desk.keys.read() is None
    desk.leave_dialog()
    log(desk, "Waits for a key")
    desk.wait(lambda: "no API key" in desk.shown("banner_text"))
    assert desk.states() == [State.WAITING]


def test_a_key_is_replaced_from_the_settings(desk: Desk) -> None:
    desk.use_key(desk.sandbox.keys.revoked)
    desk.open()
    click(settings(desk), "key_replace")
    desk.back_in_window()
    desk.wait(lambda: desk.focused() == "api_key")
    desk.type_key(desk.sandbox.key)
    desk.push("key_submit")
    desk.wait(lambda: desk.focused() == "contact_id")
    log(desk, "With the new key")
    desk.wait(lambda: desk.states() == [State.SENT])


def test_a_removal_that_fails_is_said_also_once_the_settings_are_closed(desk: Desk) -> None:
    """The keyring still has the key, and its owner believes it gone."""
    store = GatedStore(ApiKey(desk.sandbox.key))
    desk.keys = PatientKeyStore(store, quiet=60, asking=60)
    desk.open()
    dialog = settings(desk)
    desk.wait(lambda: "nds_test_" in said_by(dialog, "key_line"))
    store.gate.clear()
    store.problem = KeyringLocked()
    click(dialog, "key_remove")
    click(dialog, "key_remove_sure")
    desk.wait(lambda: "delete" in store.calls)
    desk.leave_dialog()
    store.gate.set()
    desk.wait(lambda: KeyringLocked().title in desk.shown("notice"))


def test_a_keyring_that_hangs_is_said_and_the_settings_can_be_left(desk: Desk) -> None:
    store = GatedStore(ApiKey(desk.sandbox.key))
    store.gate.clear()
    desk.keys = PatientKeyStore(store, quiet=60, asking=60)
    desk.open()
    dialog = settings(desk)
    assert "Waiting for your keyring" in said_by(dialog, "key_line")
    desk.leave_dialog()
    store.gate.set()


def test_the_look_is_chosen_at_once_and_for_the_next_start(desk: Desk) -> None:
    desk.open()
    dialog = settings(desk)
    click(dialog, "appearance_dark")
    window = desk.conductor.window
    assert tokens_of(window) == DARK
    desk.leave_dialog()
    kept = load_settings(desk.parts().places.settings_file)
    assert kept.settings.appearance == "dark"
    again = settings(desk)
    assert child(again, "appearance_dark").property("checked")
    click(again, "appearance_light")
    assert tokens_of(window) == LIGHT
    desk.leave_dialog()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders have no such modes")
def test_a_look_that_cannot_be_kept_is_said_in_the_settings(desk: Desk) -> None:
    desk.open()
    file = desk.parts().places.settings_file
    file.mkdir(parents=True)
    (file / "in the way").write_text("", "utf-8")
    dialog = settings(desk)
    click(dialog, "appearance_dark")
    assert os.fspath(file) in said_by(dialog, "appearance_error")
    assert tokens_of(dialog) == DARK, "for this session it holds"
    file.joinpath("in the way").unlink()
    file.rmdir()
    click(dialog, "appearance_light")
    assert said_by(dialog, "appearance_error") == ""
    desk.leave_dialog()


def test_a_look_for_versions_that_cannot_be_kept_is_said_beside_it(desk: Desk) -> None:
    desk.open()
    file = desk.parts().places.settings_file
    file.mkdir(parents=True)
    dialog = settings(desk)
    click(dialog, "check_updates")
    assert os.fspath(file) in said_by(dialog, "check_updates_error")
    assert said_by(dialog, "appearance_error") == ""


def test_the_list_of_keys_opens_and_goes_and_the_focus_is_back(desk: Desk) -> None:
    desk.open()
    desk.type(body="In the middle")
    desk.press(Qt.Key.Key_F1)
    desk.leave_dialog()
    desk.wait(lambda: desk.focused() == "body")


def test_the_switches_about_starting_are_kept_where_each_is_looked_for(desk: Desk) -> None:
    desk.open()
    dialog = settings(desk)
    for name in ("at_login", "check_updates"):
        click(dialog, name)

    assert starts_at_login()
    assert load_settings(desk.folder / "settings.toml").settings.check_updates
    desk.leave_dialog()
    assert switched_on(settings(desk)) == {"at_login", "check_updates"}


def test_starting_at_login_that_cannot_be_kept_is_said(desk: Desk) -> None:
    Path.home().joinpath(".config").write_text("in the way")
    Path.home().joinpath("Library").write_text("in the way")
    desk.open()
    dialog = settings(desk)
    click(dialog, "at_login")

    desk.wait(lambda: "cannot be changed" in said_by(dialog, "at_login_error"))
    assert said_by(dialog, "appearance_error") == ""
    assert switched_on(dialog) == set()


def test_the_page_about_stashlog_opens_over_the_settings(desk: Desk) -> None:
    desk.open()
    click(settings(desk), "settings_about")
    desk.wait(lambda: isinstance(QApplication.activeModalWidget(), AboutDialog))
    page = QApplication.activeModalWidget()
    assert isinstance(page, AboutDialog)
    click(page, "about_close")
    desk.wait(lambda: isinstance(QApplication.activeModalWidget(), SettingsDialog))
