"""The style sheet, made from the tokens: one sheet for the whole program, few and simple rules.

A widget says what it is through the property `role` (`theme.set_role`):

- `QFrame`: `panel`, `bar`, `field` (looks like a text field), `error_summary`, `banner`,
  `divider`, `popup`
- `QLabel`: `title`, `section`, `label`, `help`, `muted`, `danger`,
  `error_title`, `error_text`, `warning`, `info`, `success`
- `QPushButton`: none (secondary), `primary`, `compact` (small),
  `compact_link`, `label_link` (as high as a label), `link`, `choice` (one of several), `option`
  (the same, smaller), `quiet` (an icon)
- `QAbstractButton` that draws itself: `chip`, `error_line`
- `QLineEdit`: `bare` (inside a `field` frame)

The property `error` (true or false) marks a field in error; `focused` a frame whose inner field
has the focus. After a change of a property call `restyle`.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from types import MappingProxyType
from typing import Literal

from PySide6.QtWidgets import QWidget

from stashlog.ui.tokens import Tokens

Role = Literal["text", "help", "section", "title"]
"""The kinds of text that differ in size."""

TEXT_PIXELS: Mapping[Role, int] = MappingProxyType(
    {"text": 14, "help": 13, "section": 12, "title": 16}
)
"""Text sizes in device-independent pixels at the normal text size."""

_SHEET = Template(
    """
QMainWindow, QDialog, QWidget[role="canvas"] { background: $canvas; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: none; }
QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="bar"], QStatusBar { background: $surface; border-top: 1px solid $line; }
QFrame[role="divider"] { background: $line; }
QFrame[role="popup"] { background: $surface; border: 1px solid $field_line; }
QStatusBar::item { border: none; }
QFrame[role="banner"] { background: $warning_surface; }
QFrame[role="error_summary"] {
    background: $danger_surface; border: 1px solid $danger; border-radius: 8px;
}
QFrame[role="error_summary"]:focus { border: 2px solid $accent; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title_px}px; font-weight: 600; }
QLabel[role="section"] { font-size: ${section_px}px; font-weight: 600; color: $muted; }
QLabel[role="label"] { font-size: ${help_px}px; font-weight: 500; color: $muted; }
QLabel[role="help"] { font-size: ${help_px}px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="danger"] { font-size: ${help_px}px; font-weight: 500; color: $danger; }
QLabel[role="error_title"] { font-weight: 600; color: $danger; }
QLabel[role="error_text"] { font-size: ${help_px}px; color: $text; }
QLabel[role="warning"] { font-weight: 500; color: $warning; }
QLabel[role="info"] { font-weight: 500; color: $info; }
QLabel[role="success"] { font-weight: 500; color: $success; }

QAbstractButton[role="chip"], QAbstractButton[role="error_line"] { font-size: ${help_px}px; }

QLineEdit, QPlainTextEdit, QFrame[role="field"] {
    background: $field; border: 1px solid $field_line; border-radius: 7px; color: $text;
    placeholder-text-color: $muted;
}
QLineEdit { padding: 7px 11px; }
QPlainTextEdit { padding: 4px 9px; }
QLineEdit[error="true"], QPlainTextEdit[error="true"], QFrame[role="field"][error="true"] {
    border: 2px solid $danger;
}
QLineEdit[error="true"] { padding: 6px 10px; }
QPlainTextEdit[error="true"] { padding: 3px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QFrame[role="field"][focused="true"] {
    border: 2px solid $accent;
}
QLineEdit:focus { padding: 6px 10px; }
QPlainTextEdit:focus { padding: 3px 8px; }
QLineEdit[role="bare"], QLineEdit[role="bare"]:focus {
    background: transparent; border: none; padding: 3px 0;
}

QPushButton {
    background: $surface; border: 1px solid $line; border-radius: 7px; color: $text;
    padding: 7px 14px; font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:disabled { color: $muted; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 13px; }
QPushButton[role="primary"] {
    background: $accent; border: 1px solid $accent; color: $on_accent; font-weight: 600;
    padding: 7px 17px;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:disabled {
    background: $hover; border-color: $line; color: $muted;
}
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: 6px 16px; }
QPushButton[role="choice"] {
    background: transparent; border: 1px solid transparent; color: $muted; padding: 8px 14px;
}
QPushButton[role="choice"]:hover { background: $hover; }
QPushButton[role="choice"]:checked {
    background: $accent_surface; border-color: $accent; color: $accent;
}
QPushButton[role="choice"]:focus { border: 2px solid $accent; padding: 7px 13px; }
QPushButton[role="option"] { background: $field; padding: 8px 12px; }
QPushButton[role="option"]:hover { background: $hover; }
QPushButton[role="option"]:checked {
    background: $accent_surface; border-color: $accent; color: $accent;
}
QPushButton[role="option"]:focus { border: 2px solid $accent; padding: 7px 11px; }
QFrame[role="banner"] QPushButton {
    background: transparent; border: 1px solid $warning; color: $warning; padding: 4px 12px;
}
QFrame[role="banner"] QPushButton:hover { background: $surface; }
QFrame[role="banner"] QPushButton:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton[role="compact"] { font-size: ${help_px}px; padding: 4px 10px; }
QPushButton[role="compact"]:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton[role="compact_link"] {
    font-size: ${help_px}px; background: transparent; border: 1px solid transparent;
    color: $accent; padding: 4px 6px;
}
QPushButton[role="compact_link"]:hover { text-decoration: underline; }
QPushButton[role="compact_link"]:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton[role="label_link"] {
    font-size: ${help_px}px; background: transparent; border: none; color: $accent; padding: 0;
}
QPushButton[role="label_link"]:hover { text-decoration: underline; }
QPushButton[role="link"] {
    background: transparent; border: 1px solid transparent; border-radius: 4px; color: $accent;
    padding: 3px;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 2px; }
QPushButton[role="quiet"] {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
}
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: 3px; }

QRadioButton, QCheckBox {
    color: $text; spacing: 8px; padding: 2px 6px; border: 2px solid transparent;
    border-radius: 6px;
}
QCheckBox { padding: 2px 4px 2px 0; }
QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid $field_line; border-radius: 4px;
    background: $field;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QRadioButton:focus, QCheckBox:focus { border-color: $accent; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $field_line; border-radius: 8px;
    background: $field;
}
QRadioButton::indicator:checked {
    width: 6px; height: 6px; border: 5px solid $accent; background: $on_accent;
}

QProgressBar { background: $hover; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QListView[role="popup"] { background: $surface; border: 1px solid $field_line; }
QListView[role="popup"]::item { padding: 6px 8px; border-radius: 5px; color: $text; }
QListView[role="rows"] {
    background: $surface; border: 1px solid $line; border-radius: 7px; padding: 4px;
}
QListView[role="rows"]:focus { border-color: $accent; }
QListView[role="popup"]::item:selected { background: $accent_surface; color: $accent; }
#qt_calendar_navigationbar { background: $surface; }
#qt_calendar_navigationbar QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px; color: $text;
    padding: 4px 8px; font-weight: 600;
}
#qt_calendar_navigationbar QToolButton:hover { background: $hover; }
#qt_calendar_navigationbar QToolButton:focus { border: 2px solid $accent; padding: 3px 7px; }
#qt_calendar_navigationbar QToolButton::menu-indicator { image: none; }
#qt_calendar_calendarview { background: $surface; border: none; border-radius: 0; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 12px; border-radius: 5px; color: $text; }
QMenu::item:selected { background: $accent_surface; color: $accent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 4px 0; }
QScrollBar::handle:vertical {
    background: $line; border-radius: 3px; min-height: 32px; margin: 0 3px;
}
QScrollBar::handle:vertical:hover { background: $field_line; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def stylesheet(tokens: Tokens, scale: float) -> str:
    """Write the style sheet.

    Args:
        tokens: The colours.
        scale: How much larger than normal text is; distances stay.
    """
    sizes = {f"{role}_px": round(size * scale) for role, size in TEXT_PIXELS.items()}
    return _SHEET.substitute(tokens._asdict(), **sizes)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
