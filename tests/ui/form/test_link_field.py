"""A link is picked by name, or its id typed or pasted; what is neither stays as typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from stashlog.ui.form.link_field import LinkField, Suggestion

JANE = Suggestion("ct_1", "Jane Doe · Acme", "Jane Doe\nAcme · jane@acme.example")
JANET = Suggestion("ct_2", "Janet Roe · Umbra", "Janet Roe\nUmbra")


@pytest.fixture
def field(qtbot: QtBot) -> LinkField:
    made = LinkField()
    made.set_hint("Name or id")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def popup() -> object:
    return QApplication.activePopupWidget()


def offer(qtbot: QtBot, field: LinkField, typed: str, *found: Suggestion) -> None:
    """Type and answer the search as the directory would."""
    with qtbot.waitSignal(field.searched) as asked:
        QTest.keyClicks(field, typed)
    assert asked.args == [typed]
    field.suggest(typed, found)


def choose(key: Qt.Key) -> None:
    shown = QApplication.activePopupWidget()
    assert shown is not None
    QTest.keyClick(shown, key)


def test_three_letters_and_enter_pick_the_best_fit(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE, JANET)
    with qtbot.waitSignal(field.picked) as picked:
        choose(Qt.Key.Key_Return)
    assert picked.args == ["ct_1"]
    assert (field.value(), field.text()) == ("ct_1", "Jane Doe · Acme")
    assert popup() is None


def test_down_goes_to_the_next_one(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE, JANET)
    choose(Qt.Key.Key_Down)
    choose(Qt.Key.Key_Return)
    assert field.value() == "ct_2"


def test_esc_closes_the_list_and_keeps_the_text(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE)
    choose(Qt.Key.Key_Escape)
    assert popup() is None
    assert field.value() == "jan"


def test_an_answer_that_comes_too_late_is_not_shown(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan")
    QTest.keyClicks(field, "e")
    field.suggest("jan", [JANE])
    assert popup() is None


def test_nothing_found_closes_the_list(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE)
    field.suggest("jan", [])
    assert popup() is None


def test_typing_on_after_a_pick_begins_anew(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE)
    choose(Qt.Key.Key_Return)
    QTest.keyClicks(field, "r")
    assert field.value() == "r"


def test_editing_what_was_picked_lets_it_go(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE)
    choose(Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() == "Jane Doe · Acm"


def test_picking_is_one_change_to_the_form(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE)
    changes: list[str] = []
    field.changed.connect(lambda: changes.append(field.value()))
    choose(Qt.Key.Key_Return)
    assert changes == ["ct_1"]


def test_an_id_that_is_put_in_is_shown_by_its_name_and_stays_the_id(
    qtbot: QtBot, field: LinkField
) -> None:
    with qtbot.waitSignal(field.named) as named:
        field.set_value("ct_1")
    assert named.args == ["ct_1"]
    with qtbot.assertNotEmitted(field.changed):
        field.show_name("ct_1", "Jane Doe")
    assert (field.text(), field.value()) == ("Jane Doe", "ct_1")


def test_a_name_for_another_id_is_not_shown(field: LinkField) -> None:
    field.set_value("ct_2")
    field.show_name("ct_1", "Jane Doe")
    assert field.text() == "ct_2"


def test_one_key_takes_what_is_proposed(qtbot: QtBot, field: LinkField) -> None:
    field.propose(JANE)
    assert "Jane Doe · Acme" in field.placeholderText()
    with qtbot.waitSignal(field.picked):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == "ct_1"


def test_a_proposal_is_not_taken_over_what_was_typed(qtbot: QtBot, field: LinkField) -> None:
    field.propose(JANE)
    QTest.keyClicks(field, "x")
    with qtbot.assertNotEmitted(field.picked):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == "x"


def test_a_new_entry_takes_the_proposal_away(field: LinkField) -> None:
    field.propose(JANE)
    field.set_value("")
    assert field.placeholderText() == "Name or id"


def test_down_in_the_field_opens_the_list(qtbot: QtBot, field: LinkField) -> None:
    with qtbot.waitSignal(field.searched) as asked:
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert asked.args == [""]
    field.suggest("", [JANE])
    choose(Qt.Key.Key_Return)
    assert field.value() == "ct_1"


def test_whom_a_long_text_names_is_seen_after_the_pick(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "jan", JANE._replace(chosen="Jane Doe · " + "Acme " * 100))
    choose(Qt.Key.Key_Return)
    assert field.cursorPosition() == 0
    assert field.selectedText() == field.text()


def test_enter_goes_on_where_nothing_is_left_to_be_taken(qtbot: QtBot) -> None:
    holder, field, after = QWidget(), LinkField(), LinkField()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    for one in (field, after):
        column.addWidget(one)
    holder.show()
    holder.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=10_000)
    field.propose(JANE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == "ct_1"
    assert after.hasFocus()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert after.hasFocus()


def test_enter_over_something_that_nobody_knows_stays(qtbot: QtBot, field: LinkField) -> None:
    offer(qtbot, field, "xyz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus()
