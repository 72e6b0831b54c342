"""The form with other words, in the other direction, with larger text and in small windows."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.domain.follow_up import ON, FollowUp, with_follow_up
from stashlog.ui.form import EntryForm
from stashlog.ui.form.report import ErrorReport
from stashlog.ui.theme import apply_theme
from stashlog.wording import details
from stashlog.wording import form as words
from tests.support.widgets import child

ENTRY = Entry(
    type="call",
    tags=("Wiedervorlage", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"),
    metadata=(("priority", "high"),),
    details=with_follow_up(
        (("outcome", "voicemail"), ("duration_seconds", "1:05:30")),
        ON,
        FollowUp(
            "Donaudampfschifffahrtsgesellschaftskapitänsmütze zurückgeben", "2026-11-26 09:00"
        ),
    ),
)
REPORT = ErrorReport(
    {"subject": "Donaudampfschifffahrtsgesellschaftskapitänsmütze " * 3, "owner": "Falsch"},
    title="Donaudampfschifffahrtsgesellschaft",
    request_id="req_1",
)


def lengthened(text: str) -> str:
    """Write a text as long as German makes it, with letters that need more height."""
    return f"{text} ÄÖÜ{'verantwortungs'[: len(text)]}"


@pytest.fixture
def long_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LABELS", "TYPES"):
        table: Mapping[str, str] = getattr(words, name)
        longer = {key: lengthened(text) for key, text in table.items()}
        monkeypatch.setattr(words, name, MappingProxyType(longer))
    for name in ("LABELS", "DIRECTIONS"):
        table = getattr(details, name)
        longer = {key: lengthened(text) for key, text in table.items()}
        monkeypatch.setattr(details, name, MappingProxyType(longer))
    for name in ("START", "STOP", "CHANGE", "FOLLOW_UP"):
        monkeypatch.setattr(details, name, lengthened(getattr(details, name)))
    for name in ("LOG_ACTIVITY", "SAVE_DRAFT", "SAVED_AS_YOU_TYPE", "ADD_DETAIL", "DUE_HELP"):
        monkeypatch.setattr(words, name, lengthened(getattr(words, name)))


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> Iterator[EntryForm]:
    apply_theme(qapp, "light")
    made = EntryForm()
    qtbot.addWidget(made)
    yield made
    apply_theme(qapp, "light")


def show(form: EntryForm, qtbot: QtBot, width: int, height: int) -> None:
    form.set_entry(ENTRY)
    form.resize(width, height)
    with qtbot.waitExposed(form):
        form.show()
    form.show_errors(REPORT)
    qtbot.waitUntil(lambda: child(form, "subject_error").height() > 0)


def assert_sound(form: EntryForm) -> None:
    """Nothing is cut at the side, no words of a button or label are cut, nothing overlaps."""
    page = form.findChild(QScrollArea)
    assert isinstance(page, QScrollArea)
    content = page.widget()
    assert content is not None
    assert content.width() == page.viewport().width()
    for one in form.findChildren(QWidget):
        if one.isVisible() and not isinstance(one, QScrollArea):
            assert one.mapTo(form, one.rect().topLeft()).x() >= 0
            assert one.mapTo(form, one.rect().topRight()).x() < form.width(), one
    for button in form.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    for label in form.findChildren(QLabel):
        if label.buddy() is not None:
            needed = QFontMetrics(label.font()).horizontalAdvance(label.text().replace("&", ""))
            assert label.width() >= needed, label.text()
    assert_apart(
        [child(form, name) for name in ("subject", "duration_seconds", "body", "due_date", "tags")]
    )


def assert_apart(fields: list[QWidget]) -> None:
    boxes = [QRect(one.mapToGlobal(QPoint()), one.size()) for one in fields]
    for position, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[position + 1 :])


@pytest.mark.parametrize(("width", "height"), [(380, 480), (640, 480), (900, 900)])
@pytest.mark.usefixtures("long_words")
def test_long_words_fit(form: EntryForm, qtbot: QtBot, width: int, height: int) -> None:
    show(form, qtbot, width, height)
    qtbot.waitUntil(lambda: assert_sound(form))


@pytest.mark.parametrize("larger", [1.5, 2.0])
def test_large_text_fits(form: EntryForm, qapp: QApplication, qtbot: QtBot, larger: float) -> None:
    apply_theme(qapp, "light", larger_text=larger)
    show(form, qtbot, 520, 480)
    qtbot.waitUntil(lambda: assert_sound(form))


def test_text_that_grows_while_the_form_is_open_fits(
    form: EntryForm, qapp: QApplication, qtbot: QtBot
) -> None:
    show(form, qtbot, 520, 700)
    label = child(form, "subject_error")
    before = label.height()
    apply_theme(qapp, "dark", larger_text=2.0)
    qtbot.waitUntil(lambda: label.height() > before)
    qtbot.waitUntil(lambda: assert_sound(form))


@pytest.mark.usefixtures("right_to_left")
def test_right_to_left_mirrors_the_form(form: EntryForm, qtbot: QtBot) -> None:
    show(form, qtbot, 900, 900)
    qtbot.waitUntil(lambda: assert_sound(form))
    company, deal = child(form, "company_id"), child(form, "deal_id")
    assert company.mapToGlobal(QPoint()).x() > deal.mapToGlobal(QPoint()).x()
    call, custom = (button for button in _types(form) if button.accessibleName() in _ENDS)
    assert call.x() > custom.x()


def test_pairs_stand_side_by_side_only_where_there_is_room(form: EntryForm, qtbot: QtBot) -> None:
    show(form, qtbot, 900, 900)
    company, deal = child(form, "company_id"), child(form, "deal_id")
    assert company.mapToGlobal(QPoint()).y() == deal.mapToGlobal(QPoint()).y()
    form.resize(360, 900)
    qtbot.waitUntil(lambda: company.mapToGlobal(QPoint()).y() < deal.mapToGlobal(QPoint()).y())
    qtbot.waitUntil(lambda: assert_sound(form))


_ENDS = ("Call", "Custom")


def _types(form: EntryForm) -> list[QPushButton]:
    return [button for button in form.findChildren(QPushButton) if button.isCheckable()]
