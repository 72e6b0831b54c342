"""The look: enough contrast, a focus that shows, light and dark, larger text."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from stashlog.ui.style import restyle
from stashlog.ui.theme import (
    DARK,
    LIGHT,
    Tokens,
    apply_theme,
    font_of,
    scale_of,
    set_role,
    tokens_of,
)
from tests.support.sandbox import environment_for_python
from tests.support.waiting import PATIENCE

SURFACES = ("canvas", "surface", "field", "hover", "accent_surface")
TEXT_PAIRS = [
    *((text, on) for text in ("text", "muted", "accent", "danger") for on in SURFACES),
    *((text, on) for text in ("warning", "info", "success") for on in SURFACES),
    *((text, "danger_surface") for text in ("text", "muted", "danger", "accent")),
    *((text, "warning_surface") for text in ("text", "warning")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
]
"""Every colour of text on every colour it is used on."""

SHAPE_PAIRS = [
    *((line, on) for line in ("field_line", "accent", "danger") for on in ("surface", "field")),
    ("accent", "danger_surface"),
    ("text", "surface"),
]
"""Borders by which a field or a focus is recognised."""


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(autouse=True)
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, "light")


def test_the_contrast_formula_agrees_with_its_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "on"), TEXT_PAIRS)
def test_text_can_be_read(tokens: Tokens, text: str, on: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, on)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "on"), SHAPE_PAIRS)
def test_fields_and_focus_can_be_seen(tokens: Tokens, line: str, on: str) -> None:
    assert contrast(getattr(tokens, line), getattr(tokens, on)) >= 3


def test_the_two_looks_differ_in_every_colour() -> None:
    same = {name for name in Tokens._fields if getattr(LIGHT, name) == getattr(DARK, name)}
    assert same == set()


def test_the_window_switches_between_the_looks_while_it_is_open(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window, button = QMainWindow(), QPushButton("Log")
    set_role(button, "primary")
    window.setCentralWidget(button)
    shown(window, qtbot)
    apply_theme(qapp, "dark")
    assert tokens_of(button) == DARK
    assert painted(button) == DARK.accent
    apply_theme(qapp, "light")
    assert tokens_of(button) == LIGHT
    assert painted(button) == LIGHT.accent


@pytest.mark.parametrize(("desktop", "shown"), [("#1b1d21", "DARK"), ("#f4f4f4", "LIGHT")])
def test_the_first_look_is_that_of_the_desktops_own_colours(desktop: str, shown: str) -> None:
    """In a process of its own: here others have chosen colours before."""
    lines = (
        "from PySide6.QtGui import QColor, QPalette",
        "from PySide6.QtWidgets import QApplication, QWidget",
        "from stashlog.ui.theme import DARK, LIGHT, apply_theme, tokens_of",
        "app = QApplication(['stashlog', '-style', 'Fusion'])",
        f"app.setPalette(QPalette(QColor('{desktop}')))",
        "apply_theme(app, 'system')",
        f"assert tokens_of(QWidget()) == {shown}",
    )
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env=environment_for_python(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_system_is_followed_while_the_program_runs(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    apply_theme(qapp, "system")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert background(qapp) == DARK.canvas
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert background(qapp) == LIGHT.canvas


def test_a_chosen_look_does_not_follow_the_system(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert background(qapp) == LIGHT.canvas


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_placeholder_is_as_readable_as_help(
    qapp: QApplication, qtbot: QtBot, mode: Literal["light", "dark"]
) -> None:
    apply_theme(qapp, mode)
    line = shown(QLineEdit(), qtbot)
    colour = line.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (colour.name(), colour.alpha()) == (tokens_of(line).muted, 255)


@pytest.mark.parametrize("role", ["", "primary", "choice", "link", "quiet"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_focused_button_looks_different_and_keeps_its_size(
    qapp: QApplication, qtbot: QtBot, mode: Literal["light", "dark"], role: str
) -> None:
    apply_theme(qapp, mode)
    button = shown(QPushButton("Log"), qtbot, role=role)
    button.clearFocus()
    before, size = button.grab().toImage(), button.sizeHint()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != before
    assert button.sizeHint() == size


@pytest.mark.parametrize("made", [QLineEdit, QPlainTextEdit])
def test_an_error_and_the_focus_show_at_a_field(
    qapp: QApplication, qtbot: QtBot, made: type[QWidget]
) -> None:
    apply_theme(qapp, "light")
    field = shown(made(), qtbot)
    field.clearFocus()
    looks = [border(field)]
    field.setProperty("error", True)
    restyle(field)
    looks.append(border(field))
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    looks.append(border(field))
    assert looks == [LIGHT.field_line, LIGHT.danger, LIGHT.accent]


def test_text_sizes_are_those_of_the_scale(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    assert [font_of(role).pixelSize() for role in ("text", "help", "section")] == [14, 13, 12]


@pytest.mark.parametrize(("larger", "pixels"), [(1.5, 21), (2.0, 28), (0.1, 14), (100, 35)])
def test_larger_text_scales_every_size_within_reason(
    qapp: QApplication, qtbot: QtBot, larger: float, pixels: int
) -> None:
    label = shown(QLabel("help"), qtbot, role="help")
    apply_theme(qapp, "light", larger_text=larger)
    assert qapp.font().pixelSize() == pixels
    assert scale_of(qapp.font()) == pytest.approx(pixels / 14)
    assert label.font().pixelSize() == font_of("help").pixelSize() == round(13 * pixels / 14)


def background(app: QApplication) -> str:
    return app.palette().color(QPalette.ColorRole.Window).name()


def shown(widget: QWidget, qtbot: QtBot, role: str = "") -> QWidget:
    """Show a widget as a window of its own."""
    qtbot.addWidget(widget)
    set_role(widget, role)
    widget.resize(200, 100)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def painted(widget: QWidget) -> str:
    """Return the colour of a widget near its corner, inside its border."""
    return widget.grab().toImage().pixelColor(20, 8).name()


def border(widget: QWidget) -> str:
    """Return the colour of a widget's upper border."""
    return widget.grab().toImage().pixelColor(widget.width() // 2, 0).name()
