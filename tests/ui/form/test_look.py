"""What the form draws itself follows the look, also while it is open."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from stashlog.ui.form import EntryForm
from stashlog.ui.theme import DARK, LIGHT, Tokens, apply_theme
from tests.support.widgets import shown_with_name


def colours(icon: QIcon) -> set[str]:
    """Return the colours that an icon has without any transparency."""
    picture = icon.pixmap(QSize(18, 18)).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(18) for y in range(18))
    return {pixel.name() for pixel in pixels if pixel.alpha() == QColor("white").alpha()}


@pytest.mark.parametrize("name", ["Email", "Choose a date"])
@pytest.mark.parametrize(("mode", "tokens"), [("dark", DARK), ("light", LIGHT)])
def test_icons_take_the_colours_of_the_look_they_stand_in(
    form: EntryForm, qapp: QApplication, name: str, mode: str, tokens: Tokens
) -> None:
    (button,) = shown_with_name(form, name)
    assert isinstance(button, QPushButton)
    for look in ("light", "dark", mode):
        apply_theme(qapp, "dark" if look == "dark" else "light")
    assert tokens.muted in colours(button.icon())
