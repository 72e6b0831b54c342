"""The page on which the key is entered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from stashlog.ui.key_page import KeyPage
from stashlog.ui.theme import apply_theme
from tests.support.widgets import child, press, said, type_text

KEY = "nds_test_0123456789abcdef"


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> KeyPage:
    apply_theme(qapp, "light")
    made = KeyPage("GNOME Keyring")
    qtbot.addWidget(made)
    made.resize(760, 560)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def line(page: KeyPage) -> QLineEdit:
    found = child(page, "api_key")
    assert isinstance(found, QLineEdit)
    return found


def button(page: QWidget, name: str) -> QPushButton:
    found = child(page, name)
    assert isinstance(found, QPushButton)
    return found


def choice(page: KeyPage, name: str) -> QRadioButton:
    found = child(page, name)
    assert isinstance(found, QRadioButton)
    return found


def test_the_page_asks_for_one_thing_and_is_ready_for_it(page: KeyPage) -> None:
    page.setFocus()
    assert line(page).hasFocus()
    assert said(line(page)) == "API key"
    assert not button(page, "key_back").isVisible()
    assert not button(page, "key_keep").isVisible()
    assert not choice(page, "key_remember").isVisible()


def test_the_key_is_hidden_unless_asked_for(page: KeyPage) -> None:
    type_text(line(page), KEY)
    assert KEY not in line(page).displayText()
    button(page, "api_key_show").click()
    assert line(page).displayText() == KEY
    button(page, "api_key_show").click()
    assert KEY not in line(page).displayText()


def test_enter_hands_the_key_over_to_be_remembered(page: KeyPage, qtbot: QtBot) -> None:
    type_text(line(page), KEY)
    with qtbot.waitSignal(page.key_entered) as entered:
        press(Qt.Key.Key_Return)
    assert entered.args == [KEY, True]


def test_the_button_does_the_same(page: KeyPage, qtbot: QtBot) -> None:
    type_text(line(page), KEY)
    with qtbot.waitSignal(page.key_entered) as entered:
        button(page, "key_submit").click()
    assert entered.args == [KEY, True]


def test_an_empty_field_is_told_so_at_once(page: KeyPage, qtbot: QtBot) -> None:
    type_text(line(page), "  ")
    with qtbot.assertNotEmitted(page.key_entered):
        press(Qt.Key.Key_Return)
    assert child(page, "key_error").isVisible()


def test_nothing_can_be_changed_while_the_key_is_tested(page: KeyPage, qtbot: QtBot) -> None:
    type_text(line(page), KEY)
    page.show_progress()
    type_text(line(page), "more")
    assert line(page).text() == KEY
    assert not button(page, "key_submit").isEnabled()
    assert child(page, "key_status").isVisible()
    with qtbot.assertNotEmitted(page.key_entered):
        press(Qt.Key.Key_Return)


def test_a_problem_stands_at_the_field_and_loses_nothing(page: KeyPage) -> None:
    type_text(line(page), KEY)
    page.show_progress()
    page.show_problem("nodestash refused this key.", "Copy it again.")
    text = "nodestash refused this key. Copy it again."
    assert said(child(page, "key_error")) == text
    assert said(line(page), QAccessible.Text.Description) == text
    assert line(page).property("error") is True
    assert line(page).text() == KEY
    assert line(page).hasFocus()
    assert button(page, "key_submit").isEnabled()


def test_a_problem_goes_when_the_field_is_edited(page: KeyPage) -> None:
    page.show_problem("nodestash refused this key.", can_keep=True)
    type_text(line(page), "n")
    assert not child(page, "key_error").isVisible()
    assert not button(page, "key_keep").isVisible()
    assert said(line(page), QAccessible.Text.Description) == ""
    assert line(page).property("error") is False


def test_pasting_after_a_problem_replaces_the_key(page: KeyPage) -> None:
    type_text(line(page), "wrong")
    page.show_problem("nodestash refused this key.")
    QTest.keyClicks(line(page), KEY)
    assert line(page).text() == KEY


def test_an_untested_key_can_be_kept_when_the_server_was_not_reached(
    page: KeyPage, qtbot: QtBot
) -> None:
    type_text(line(page), KEY)
    page.show_problem("nodestash cannot be reached.", can_keep=True)
    with qtbot.waitSignal(page.keep_requested) as kept:
        button(page, "key_keep").click()
    assert kept.args == [KEY, True]


def test_a_keyring_in_trouble_leaves_this_session(page: KeyPage, qtbot: QtBot) -> None:
    type_text(line(page), KEY)
    page.show_problem("The keyring is locked.", offer_session=True)
    assert choice(page, "key_session").isChecked()
    assert choice(page, "key_remember").text() == "Remember it in GNOME Keyring"
    with qtbot.waitSignal(page.key_entered) as entered:
        QTest.keyClick(line(page), Qt.Key.Key_Return)
    assert entered.args == [KEY, False]
    choice(page, "key_remember").click()
    page.show_problem("The keyring is locked.", offer_session=True)
    with qtbot.waitSignal(page.key_entered) as entered:
        QTest.keyClick(line(page), Qt.Key.Key_Return)
    assert entered.args == [KEY, True]


def test_a_key_that_works_is_not_left_in_the_field(page: KeyPage) -> None:
    type_text(line(page), KEY)
    page.show_good("It cannot read.")
    assert line(page).text() == ""
    assert said(child(page, "key_status")) == "The key works. It cannot read."


def test_esc_goes_back_only_where_there_is_something_to_go_back_to(
    page: KeyPage, qtbot: QtBot
) -> None:
    type_text(line(page), KEY)
    with qtbot.assertNotEmitted(page.back_requested):
        press(Qt.Key.Key_Escape)
    assert line(page).text() == KEY
    page.begin(replacing=True, can_go_back=True)
    line(page).setFocus()
    with qtbot.waitSignal(page.back_requested):
        press(Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.back_requested):
        button(page, "key_back").click()


def test_the_sandbox_is_offered_on_the_first_run_only(page: KeyPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.sandbox_requested):
        button(page, "key_sandbox").click()
    page.begin(replacing=True)
    assert not button(page, "key_sandbox").isVisible()


def test_beginning_again_forgets_the_key_and_the_problem(page: KeyPage) -> None:
    type_text(line(page), KEY)
    button(page, "api_key_show").click()
    page.show_problem("The keyring is locked.", offer_session=True)
    page.begin()
    assert line(page).text() == ""
    assert line(page).echoMode() is QLineEdit.EchoMode.Password
    assert not child(page, "key_error").isVisible()
    assert not choice(page, "key_session").isVisible()


def test_words_of_a_server_stay_words(page: KeyPage) -> None:
    page.show_problem("<img src=x>", "<b>bold</b>")
    assert said(child(page, "key_error")) == "<img src=x> <b>bold</b>"
