"""The part of the settings about what goes on into the next activity."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stashlog.domain.kept import KEEPABLE
from stashlog.ui.form.check_box import CheckBox
from stashlog.ui.layouts import FlowLayout
from stashlog.ui.theme import SPACE
from stashlog.wording import form as words


class KeptSection(QWidget):
    """One box for each field that can be kept.

    Signals:
        chosen: The names of the fields that are kept from now on, with spaces between.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, 4 * SPACE)
        self._boxes = {name: CheckBox(words.plain(words.LABELS[name])) for name in KEEPABLE}
        for name, box in self._boxes.items():
            box.setObjectName(f"keep_{name}")
            box.clicked.connect(self._tell)
            flow.addWidget(box)

    def show_kept(self, fields: str, *, changeable: bool) -> None:
        """Tick these fields; what the administrator decided cannot be changed."""
        for name, box in self._boxes.items():
            box.setChecked(name in fields.split())
            box.setEnabled(changeable)

    def _tell(self) -> None:
        self.chosen.emit(" ".join(name for name, box in self._boxes.items() if box.isChecked()))
