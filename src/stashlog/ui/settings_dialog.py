"""The settings: key, appearance, and where things are (Ctrl+,)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stashlog.ui.buttons import named_button
from stashlog.ui.directory_section import DirectorySection
from stashlog.ui.kept_section import KeptSection
from stashlog.ui.key_section import KeySection, KeyShown
from stashlog.ui.quick.section import QuickSection
from stashlog.ui.said_line import problem_line
from stashlog.ui.start_section import StartSection, managed_line
from stashlog.ui.theme import SPACE, scale_of, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import directory as directory_words
from stashlog.wording import preferences as words
from stashlog.wording import quick as quick_words

__all__ = ["KeyShown", "SettingsDialog", "SettingsShown"]

_WIDTH, _HEIGHT = 520, 640
_PART_OF_SCREEN = 0.9


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """What the dialog shows besides the key.

    Attributes:
        appearance: "system", "light" or "dark".
        base_url: Where activities go.
        data_folder: Where the outbox is.
        check_updates: Whether newer versions are looked for.
        at_login: Whether Stashlog starts at login; None where that cannot be found out.
        managed: The names of the settings that the administrator decided.
    """

    appearance: str
    base_url: str
    data_folder: str
    check_updates: bool = False
    at_login: bool | None = False
    managed: frozenset[str] = frozenset()


class SettingsDialog(QDialog):
    """Shows settings; says what the user wants changed. Nothing here waits for anything.

    Signals:
        replace_key_requested: the key page is wanted.
        remove_key_requested: confirmed by the user.
        test_key_requested: the key is to be tested against nodestash.
        appearance_chosen: "system", "light" or "dark".
        at_login_chosen: whether to start at login.
        updates_chosen: whether to look for newer versions.
        about_requested: the page about Stashlog is wanted.
    """

    replace_key_requested = Signal()
    remove_key_requested = Signal()
    test_key_requested = Signal()
    appearance_chosen = Signal(str)
    at_login_chosen = Signal(bool)
    updates_chosen = Signal(bool)
    about_requested = Signal()

    def __init__(self, shown: SettingsShown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.TITLE)
        self.key = KeySection()
        self.directory = DirectorySection()
        self.quick = QuickSection()
        self.kept = KeptSection()
        self._appearance = QButtonGroup(self)
        self._appearance_problem = problem_line("appearance")
        self.start = StartSection(
            at_login=shown.at_login,
            updates=shown.check_updates,
            managed="check_updates" in shown.managed,
        )
        page = QWidget()
        set_role(page, "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        self._add_section(column, words.KEY, self.key)
        self._add_section(column, directory_words.SECTION, self.directory)
        self._add_section(column, quick_words.SECTION, self.quick)
        self._add_section(column, words.KEEP, self.kept)
        self._add_section(column, words.APPEARANCE, self._appearance_buttons(shown))
        self._add_section(column, words.STARTING, self.start)
        self._add_section(column, words.PLACES, _places(shown))
        column.addStretch(1)
        self._lay_out(page)
        self.key.replace_requested.connect(self.replace_key_requested)
        self.key.remove_requested.connect(self.remove_key_requested)
        self.key.test_requested.connect(self.test_key_requested)
        self.start.at_login_chosen.connect(self.at_login_chosen)
        self.start.updates_chosen.connect(self.updates_chosen)

    def show_appearance_problem(self, text: str) -> None:
        """Say why the look holds for this session only; an empty text takes that back."""
        self._appearance_problem.say(text)

    def _add_section(self, column: QVBoxLayout, title: str, content: QWidget) -> None:
        heading = QLabel(title)
        set_role(heading, "title")
        column.addWidget(heading)
        column.addWidget(content)
        column.addSpacing(4 * SPACE)

    def _appearance_buttons(self, shown: SettingsShown) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for name, text in words.APPEARANCES.items():
            button = QRadioButton(text)
            button.setObjectName(f"appearance_{name}")
            button.setChecked(name == shown.appearance)
            button.setEnabled("appearance" not in shown.managed)
            button.clicked.connect(lambda _=False, n=name: self.appearance_chosen.emit(n))
            self._appearance.addButton(button)
            column.addWidget(button)
        column.addWidget(self._appearance_problem)
        if "appearance" in shown.managed:
            column.addWidget(managed_line())
        return box

    def _lay_out(self, page: QWidget) -> None:
        """Let the sections scroll, as what stands in them grows and shrinks."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 5 * SPACE)
        whole.setSpacing(3 * SPACE)
        whole.addWidget(area, 1)
        whole.addLayout(self._foot())
        width = round(_WIDTH * scale_of(self.font()))
        tallest = round(self.screen().availableGeometry().height() * _PART_OF_SCREEN)
        self.resize(width, min(tallest, round(_HEIGHT * scale_of(self.font()))))

    def _foot(self) -> QHBoxLayout:
        close = named_button(words.CLOSE, "settings_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        about = named_button(words.ABOUT, "settings_about", enter=False)
        about.clicked.connect(self.about_requested)
        row = QHBoxLayout()
        row.setContentsMargins(6 * SPACE, 0, 6 * SPACE, 0)
        row.addWidget(about)
        row.addStretch(1)
        row.addWidget(close)
        return row


def _places(shown: SettingsShown) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    for name, value in ((words.BASE_URL, shown.base_url), (words.DATA_FOLDER, shown.data_folder)):
        label = QLabel(name)
        set_role(label, "label")
        text = WrapLabel(value)
        text.setAccessibleName(f"{name}: {value}")
        column.addWidget(label)
        column.addWidget(text)
    if "base_url" in shown.managed:
        column.insertWidget(2, managed_line())
    return box
