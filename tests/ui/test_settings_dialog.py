"""The settings and the list of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from stashlog.ui.settings_dialog import KeyShown, SettingsDialog, SettingsShown
from stashlog.ui.shortcuts_page import ShortcutsPage
from stashlog.ui.theme import apply_theme
from stashlog.wording import shortcuts
from tests.support.widgets import child, said

KEY = KeyShown("nds_test_…", "the keyring of this computer")


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> SettingsDialog:
    apply_theme(qapp, "light")
    made = SettingsDialog(SettingsShown("dark", "https://crm.example/v1", "/home/ann/stashlog"))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def button(dialog: SettingsDialog, name: str) -> QPushButton:
    found = child(dialog, name)
    assert isinstance(found, QPushButton)
    return found


def test_the_dialog_says_which_key_is_in_force_and_no_more_of_it(dialog: SettingsDialog) -> None:
    dialog.key.show_key(KEY)
    assert said(child(dialog, "key_line")) == "nds_test_… · the keyring of this computer"


def test_without_a_key_one_can_be_entered_and_nothing_else_done(dialog: SettingsDialog) -> None:
    dialog.key.show_key(KeyShown())
    assert said(child(dialog, "key_line")) == "There is no API key."
    assert button(dialog, "key_replace").text() == "Enter key…"
    assert not button(dialog, "key_remove").isVisible()
    assert not button(dialog, "key_test").isVisible()


def test_a_key_from_the_environment_cannot_be_changed_here(dialog: SettingsDialog) -> None:
    dialog.key.show_key(KeyShown("nds_live_…", "the environment", changeable=False))
    assert not button(dialog, "key_replace").isVisible()
    assert not button(dialog, "key_remove").isVisible()
    assert button(dialog, "key_test").isVisible()


def test_replacing_and_testing_are_asked_for(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.key.show_key(KEY)
    with qtbot.waitSignal(dialog.replace_key_requested):
        button(dialog, "key_replace").click()
    with qtbot.waitSignal(dialog.test_key_requested):
        button(dialog, "key_test").click()
    assert said(child(dialog, "key_result")) == "Testing the key…"
    dialog.key.show_result("The key works.", good=True)
    assert said(child(dialog, "key_result")) == "The key works."


def test_a_key_is_removed_only_after_a_second_answer(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.key.show_key(KEY)
    with qtbot.assertNotEmitted(dialog.remove_key_requested):
        button(dialog, "key_remove").click()
        assert button(dialog, "key_remove_not").hasFocus()
        button(dialog, "key_remove_not").click()
    assert button(dialog, "key_replace").hasFocus()
    button(dialog, "key_remove").click()
    with qtbot.waitSignal(dialog.remove_key_requested):
        button(dialog, "key_remove_sure").click()
    assert not button(dialog, "key_remove_sure").isVisible()


def test_what_is_wrong_with_the_keyring_is_said(dialog: SettingsDialog) -> None:
    dialog.key.show_key(KeyShown(problem="The keyring is locked."))
    assert child(dialog, "key_result").isVisible()
    assert said(child(dialog, "key_result")) == "The keyring is locked."
    dialog.key.show_key(KEY)
    assert not child(dialog, "key_result").isVisible()


def test_the_look_in_force_is_marked_and_another_can_be_chosen(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dark, light = child(dialog, "appearance_dark"), child(dialog, "appearance_light")
    assert isinstance(dark, QRadioButton)
    assert isinstance(light, QRadioButton)
    assert dark.isChecked()
    with qtbot.waitSignal(dialog.appearance_chosen) as chosen:
        light.click()
    assert chosen.args == ["light"]
    assert not dark.isChecked()


def test_address_and_folder_are_shown(dialog: SettingsDialog) -> None:
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"https://crm.example/v1", "/home/ann/stashlog"} <= texts


@pytest.mark.parametrize("larger", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_the_side(qapp: QApplication, qtbot: QtBot, larger: float) -> None:
    apply_theme(qapp, "light", larger_text=larger)
    made = SettingsDialog(SettingsShown("dark", "https://crm.example/v1", "/home/ann/stashlog"))
    qtbot.addWidget(made)
    made.quick.show_state(on=True, keys="Ctrl+Alt+L", changeable=True)
    with qtbot.waitExposed(made):
        made.show()
    area = made.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    page = area.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())
    apply_theme(qapp, "light")


def test_esc_closes_the_settings(dialog: SettingsDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_list_of_keys_names_every_key_and_closes_with_enter(qtbot: QtBot) -> None:
    page = ShortcutsPage()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    texts = {label.text() for label in page.findChildren(QLabel)}
    for title, lines in shortcuts.GROUPS:
        assert title in texts
        assert {meaning for _, meaning in lines} <= texts
    assert "Ctrl+N" in texts
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert not page.isVisible()


def managed_dialog(qtbot: QtBot, *names: str) -> SettingsDialog:
    made = SettingsDialog(
        SettingsShown("dark", "https://crm.example/v1", "/data", managed=frozenset(names))
    )
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("name", "frozen"),
    [
        ("appearance", {"appearance_system", "appearance_light", "appearance_dark"}),
        ("check_updates", {"check_updates"}),
        ("base_url", set()),
    ],
)
def test_what_the_administrator_decided_is_shown_as_such_and_cannot_be_changed(
    qtbot: QtBot, name: str, frozen: set[str]
) -> None:
    made = managed_dialog(qtbot, name)
    disabled = {b.objectName() for b in made.findChildren(QAbstractButton) if not b.isEnabled()}

    assert disabled == frozen
    assert said(child(made, "managed")) == "The administrator of this computer has decided this."


def test_the_two_switches_about_starting_say_what_is_chosen(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    for name, signal in (
        ("at_login", dialog.at_login_chosen),
        ("check_updates", dialog.updates_chosen),
    ):
        switch = child(dialog, name)
        assert isinstance(switch, QAbstractButton)
        assert not switch.isChecked()
        with qtbot.waitSignal(signal) as chosen:
            switch.click()
        assert chosen.args == [True]


def test_the_page_about_stashlog_is_asked_for(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.about_requested):
        button(dialog, "settings_about").click()
