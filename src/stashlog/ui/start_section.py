"""The part of the settings about starting and versions: two switches."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stashlog.ui.form.check_box import CheckBox
from stashlog.ui.said_line import problem_line
from stashlog.ui.theme import SPACE, set_role
from stashlog.ui.wrapping import WrapLabel
from stashlog.wording import preferences as words


class StartSection(QWidget):
    """Two switches; what they do is connected elsewhere.

    Args:
        at_login: Whether Stashlog starts at login; None where that cannot be found out.
        updates: Whether newer versions are looked for.
        managed: Whether the administrator decided the latter.

    Signals:
        at_login_chosen: Whether it shall start at login.
        updates_chosen: Whether newer versions shall be looked for.
    """

    at_login_chosen = Signal(bool)
    updates_chosen = Signal(bool)

    def __init__(self, *, at_login: bool | None, updates: bool, managed: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        login = _switch("at_login", words.AT_LOGIN, on=bool(at_login))
        login.setEnabled(at_login is not None)
        login.clicked.connect(self.at_login_chosen)
        look = _switch("check_updates", words.CHECK_UPDATES, on=updates)
        look.clicked.connect(self.updates_chosen)
        look.setEnabled(not managed)
        self._login = login
        help_ = WrapLabel(words.CHECK_UPDATES_HELP)
        set_role(help_, "help")
        look.setAccessibleDescription(words.CHECK_UPDATES_HELP)
        self._problems = {name: problem_line(name) for name in ("at_login", "check_updates")}
        for widget in (login, self._problems["at_login"], look, help_):
            column.addWidget(widget)
        column.addWidget(self._problems["check_updates"])
        if managed:
            column.addWidget(managed_line())

    def show_login(self, *, on: bool) -> None:
        """Show whether Stashlog starts at login, as the system knows it."""
        self._login.setChecked(on)

    def show_problem(self, switch: str, text: str) -> None:
        """Say below a switch why it could not be kept; an empty text takes that back.

        Args:
            switch: "at_login" or "check_updates".
            text: The sentence.
        """
        self._problems[switch].say(text)


def managed_line() -> WrapLabel:
    """Return the line below what only the administrator changes."""
    line = WrapLabel(words.MANAGED)
    line.setObjectName("managed")
    set_role(line, "muted")
    return line


def _switch(name: str, text: str, *, on: bool) -> CheckBox:
    box = CheckBox(text)
    box.setObjectName(name)
    box.setChecked(on)
    return box
