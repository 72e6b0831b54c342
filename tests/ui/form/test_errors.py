"""A refusal in the form: in the summary, at the fields, for eyes and for screen readers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.ui.form import EntryForm
from stashlog.ui.form.report import ErrorReport
from tests.support.widgets import child, press, said, shown_with_name, type_text

DESCRIPTION = QAccessible.Text.Description
TOO_LONG = "String must contain at most 200 character(s)"
TOO_MANY = "Array must contain at most 20 element(s)"
ENTRY = Entry(type="call", subject="Pricing", tags=("follow-up", "pricing"))
REPORT = ErrorReport(
    {"tags": TOO_MANY, "owner_email": "Invalid email", "subject": TOO_LONG},
    title="nodestash did not accept this activity",
    request_id="req_abc123def456",
)


@pytest.fixture
def refused(form: EntryForm) -> EntryForm:
    form.set_entry(ENTRY)
    form.show_errors(REPORT)
    return form


def message(form: EntryForm, field: str) -> str | None:
    """Return the visible message under a field."""
    label = form.findChild(QLabel, f"{field}_error")
    return label.text() if isinstance(label, QLabel) and label.isVisible() else None


def summary_text(form: EntryForm) -> list[str]:
    """Return the lines of the summary as a screen reader reads them; none when it is hidden."""
    summary = child(form, "error_summary")
    if not summary.isVisible():
        return []
    return [said(summary), *said(summary, DESCRIPTION).split("\n")]


def test_the_summary_takes_the_focus_and_names_everything(refused: EntryForm) -> None:
    assert QApplication.focusWidget() is child(refused, "error_summary")
    assert summary_text(refused) == [
        "nodestash did not accept this activity",
        f"Subject: {TOO_LONG}",
        f"Tags: {TOO_MANY}",
        "owner_email (not on this form): Invalid email",
        "Nothing was lost. Request req_abc123def456",
    ]


def test_each_field_in_error_says_so_to_eyes_and_screen_readers(refused: EntryForm) -> None:
    assert message(refused, "subject") == TOO_LONG
    assert message(refused, "tags") == TOO_MANY
    assert said(child(refused, "subject"), DESCRIPTION) == TOO_LONG
    assert said(child(refused, "tags"), DESCRIPTION) == TOO_MANY
    assert message(refused, "body") is None
    assert said(child(refused, "body"), DESCRIPTION) == ""


def test_no_value_is_lost(refused: EntryForm) -> None:
    assert refused.entry() == ENTRY


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("contact_id", "Contact"),
        ("company_id", "Company"),
        ("deal_id", "Deal"),
        ("subject", "Subject"),
        ("body", "Notes"),
        ("due_date", "Due"),
        ("tags", "Tags"),
    ],
)
def test_a_line_of_the_summary_jumps_to_its_field(form: EntryForm, field: str, name: str) -> None:
    form.resize(460, 480)
    form.show_errors(ErrorReport({field: "Wrong"}, title="No"))
    (line,) = shown_with_name(form, f"{name}: Wrong")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is child(form, field)
    assert not child(form, field).visibleRegion().isEmpty()
    assert message(form, field) == "Wrong"


def test_the_type_and_the_metadata_can_be_in_error_too(form: EntryForm) -> None:
    form.set_entry(Entry(type="call", metadata=(("priority", "high"),)))
    form.show_errors(ErrorReport({"type": "Unknown", "metadata.priority": "Bad"}, title="No"))
    assert message(form, "type") == "Unknown"
    assert message(form, "metadata") == "Bad"
    assert said(shown_with_name(form, "Call")[0], DESCRIPTION) == "Unknown"
    assert said(shown_with_name(form, "Detail 1 value")[0], DESCRIPTION) == "Bad"
    QTest.mouseClick(shown_with_name(form, "Metadata: Bad")[0], Qt.MouseButton.LeftButton)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert said(focus) == "Detail 1 key"
    QTest.keyClicks(focus, "x")
    assert message(form, "metadata") is None
    shown_with_name(form, "Call")[0].setFocus()
    press(Qt.Key.Key_Right)
    assert message(form, "type") is None
    assert summary_text(form) == []


@pytest.mark.usefixtures("refused")
def test_the_keyboard_reaches_the_lines_and_the_request_id() -> None:
    reached = []
    for _ in range(4):
        press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(said(focus))
    assert reached == [f"Subject: {TOO_LONG}", f"Tags: {TOO_MANY}", "Copy request id", "Contact"]


def test_space_on_a_line_jumps_as_a_click_does(refused: EntryForm) -> None:
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is child(refused, "subject")


def test_a_message_goes_when_its_field_is_edited(refused: EntryForm) -> None:
    type_text(child(refused, "subject"), "x")
    assert message(refused, "subject") is None
    assert said(child(refused, "subject"), DESCRIPTION) == ""
    assert f"Subject: {TOO_LONG}" not in summary_text(refused)
    assert message(refused, "tags") == TOO_MANY
    assert f"Tags: {TOO_MANY}" in summary_text(refused)


def test_the_summary_goes_with_its_last_line(form: EntryForm) -> None:
    form.show_errors(ErrorReport({"subject": TOO_LONG, "body": "Wrong"}, title="No"))
    type_text(child(form, "subject"), "x")
    assert child(form, "error_summary").isVisible()
    type_text(child(form, "body"), "x")
    assert summary_text(form) == []


def test_leaving_a_half_typed_tag_does_not_take_its_message_away(form: EntryForm) -> None:
    type_text(child(form, "tags"), "half")
    form.show_errors(ErrorReport({"tags": TOO_MANY}, title="No"))
    assert form.entry().tags == ("half",)
    assert message(form, "tags") == TOO_MANY


def test_a_second_report_replaces_the_first(refused: EntryForm) -> None:
    refused.show_errors(ErrorReport({"body": "Wrong"}, title="Still no", advice="Try this."))
    assert message(refused, "subject") is None
    assert message(refused, "body") == "Wrong"
    assert summary_text(refused) == ["Still no", "Notes: Wrong", "Try this.", "Nothing was lost."]


@pytest.mark.parametrize("how", ["clear_errors", "clear"])
def test_errors_can_be_taken_away(refused: EntryForm, how: str) -> None:
    getattr(refused, how)()
    assert summary_text(refused) == []
    assert message(refused, "subject") is None
    assert said(child(refused, "subject"), DESCRIPTION) == ""


def test_a_report_without_fields_still_says_what_happened(form: EntryForm) -> None:
    form.show_errors(ErrorReport({}, title="nodestash refused it", advice="Ask support."))
    assert summary_text(form) == ["nodestash refused it", "Ask support.", "Nothing was lost."]
    assert QApplication.focusWidget() is child(form, "error_summary")


def test_messages_of_single_tags_name_the_tag_and_stand_at_tags(refused: EntryForm) -> None:
    refused.show_errors(ErrorReport({"tags.1": "Too long", "tags.0": "Too odd"}, title="No"))
    assert message(refused, "tags") == "“pricing”: Too long\n“follow-up”: Too odd"
    type_text(child(refused, "tags"), "x")
    assert summary_text(refused) == []


def test_a_screen_reader_that_listens_is_told(form: EntryForm) -> None:
    QAccessible.setActive(True)
    form.show_errors(REPORT)
    assert summary_text(form)[0] == "nodestash did not accept this activity"
    QAccessible.setActive(False)


def test_the_request_id_can_be_copied(refused: EntryForm) -> None:
    (button,) = shown_with_name(refused, "Copy request id")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "req_abc123def456"


HOSTILE = "<b>bold</b> <img src='http://127.0.0.1/x.png'> &amp; &Letter"


def test_server_text_stays_plain_text(form: EntryForm) -> None:
    report = ErrorReport({"subject": HOSTILE, HOSTILE: HOSTILE}, HOSTILE, HOSTILE, HOSTILE)
    form.show_errors(report)
    assert message(form, "subject") == HOSTILE
    shown = [label for label in form.findChildren(QLabel) if "<b>" in label.text()]
    assert len(shown) >= 4
    assert {label.textFormat() for label in shown} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("text", ["x" * 500, "word " * 100, "line\n" * 20, "W" * 80])
def test_long_messages_wrap_inside_the_form(form: EntryForm, qtbot: QtBot, text: str) -> None:
    form.resize(420, 600)
    form.show_errors(ErrorReport({"subject": text, "unknown": text}, text, text, text))
    label = child(form, "subject_error")
    qtbot.waitUntil(lambda: label.height() >= 3 * label.fontMetrics().height())
    for part in [child(form, "error_summary"), *child(form, "error_summary").findChildren(QWidget)]:
        right = part.mapTo(form, part.rect().topRight()).x()
        assert right < form.width(), f"{part} ends at {right}"
