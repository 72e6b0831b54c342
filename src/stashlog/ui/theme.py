"""The look: colours, sizes and spacing, in one place, for light and dark.

Widgets do not store colours. What is drawn by the style comes from the style sheet made here; what
a widget or delegate draws itself asks `tokens_of` and `font_of` each time it paints, so a switch
of theme or text size reaches everything without being told.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from stashlog.ui.style import TEXT_PIXELS, Role, stylesheet
from stashlog.ui.tokens import DARK, LIGHT, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "SPACE",
    "STYLE_ARGUMENTS",
    "TEXT_PIXELS",
    "Mode",
    "Role",
    "Tokens",
    "apply_theme",
    "font_of",
    "scale_of",
    "set_role",
    "tokens_of",
]

Mode = Literal["light", "dark", "system"]
"""Which of the two looks is used; "system" follows the desktop, also while the program runs."""

SPACE = 4
"""The step of the spacing scale in device-independent pixels; distances are multiples of it."""

STYLE_ARGUMENTS = ("-style", "Fusion")
"""What `QApplication` has to be told, so that the style sheet has the same ground everywhere.

As arguments: `setStyle` returns a QStyle, for which PySide makes eleven enumerations (5 ms).
"""

_SYSTEM_PIXELS: Mapping[str, int] = MappingProxyType({"win32": 12, "darwin": 13})
"""What the operating system's own font measures as long as nobody changed it."""
_OTHER_SYSTEM_PIXELS = 15
_LARGEST_SCALE = 2.5
_FOLLOWER = "stashlog_follower"
_HALF_LIGHT = 128
_POINTS_PER_INCH = 72
_SCHEMES: Mapping[Mode, str] = MappingProxyType(
    {"light": "Light", "dark": "Dark", "system": "Unknown"}
)
"""What Qt calls the looks; "Unknown" leaves the choice to the desktop."""
_WEIGHTS: Mapping[Role, QFont.Weight] = MappingProxyType(
    {
        "text": QFont.Weight.Normal,
        "help": QFont.Weight.Normal,
        "section": QFont.Weight.DemiBold,
        "title": QFont.Weight.DemiBold,
    }
)


def tokens_of(widget: QWidget) -> Tokens:
    """Return the colours in force where a widget is shown, for what it draws itself."""
    # The application's palette: a widget is told of a change before its window has the new one.
    return _nearest(QApplication.palette(widget))


def scale_of(font: QFont) -> float:
    """Return how much larger than normal the program's text is (1.0 or more)."""
    return max(1.0, font.pixelSize() / TEXT_PIXELS["text"])


def font_of(role: Role) -> QFont:
    """Return the font for a kind of text at the text size in force."""
    font = QFont(QApplication.font())
    font.setPixelSize(round(TEXT_PIXELS[role] * scale_of(font)))
    font.setWeight(_WEIGHTS[role])
    return font


def set_role(widget: QWidget, role: str) -> None:
    """Say what a widget is, so that the style sheet draws it so (the names are in `style`)."""
    widget.setProperty("role", role)


def apply_theme(
    app: QApplication, mode: Mode = "system", larger_text: float = 1.0, *, dressed: bool = True
) -> None:
    """Give the whole program its look; may be called again at any time.

    Args:
        app: The application; call this before the first window is made.
        mode: Which look; with "system" a change on the desktop is followed from now on.
        larger_text: The user's own factor for text, on top of what the desktop says.
        dressed: False leaves the style sheet to `dress`.
    """
    follower = _follower_of(app) or _Follower(app, dressed=dressed)
    follower.use(mode, larger_text)


def dress(app: QApplication) -> None:
    """Put on the style sheet that `apply_theme` left out, when the first window stands.

    Under a style sheet Qt works out every widget's look again each time that a parent of it gets
    a parent. Without one, the form is built in a third of the time.
    """
    follower = _follower_of(app)
    if follower is not None:
        follower.dress()


def _follower_of(app: QApplication) -> _Follower | None:
    """Return what follows the desktop, if anything does so far.

    Kept as a property: to look through the application's children, PySide would first make 149
    enumerations of classes such as QStyle, which takes a fifth of the start.
    """
    follower = app.property(_FOLLOWER)
    return follower if isinstance(follower, _Follower) else None


class _Follower(QObject):
    """Keeps the look that was asked for, and follows the desktop where that was asked for."""

    def __init__(self, app: QApplication, *, dressed: bool) -> None:
        super().__init__(app)
        self._app = app
        self._dressed = dressed
        self._mode: Mode = "system"
        self._larger_text = 1.0
        self._shown: tuple[Tokens, int] | None = None
        app.setProperty(_FOLLOWER, self)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def use(self, mode: Mode, larger_text: float) -> None:
        """Show a look; with "light" and "dark" the frames of windows follow it, too."""
        self._mode, self._larger_text = mode, larger_text
        if mode == "system" and self._shown is None:
            # Nobody has chosen colours yet, so these are the desktop's, and `Qt` is not needed.
            self._show(_nearest(QGuiApplication.palette()))
            return
        hints = self._app.styleHints()
        hints.setColorScheme(QtCore.Qt.ColorScheme[_SCHEMES[mode]])
        self._follow(hints.colorScheme())

    def dress(self) -> None:
        """Show the style sheet as well, from now on."""
        self._dressed = True
        if self._shown is not None:
            tokens, _ = self._shown
            self._app.setStyleSheet(stylesheet(tokens, scale_of(self._app.font())))

    def _follow(self, scheme: QtCore.Qt.ColorScheme) -> None:
        if self._mode == "system":
            self._show(DARK if scheme == QtCore.Qt.ColorScheme.Dark else LIGHT)
        else:
            self._show(DARK if self._mode == "dark" else LIGHT)

    def _show(self, tokens: Tokens) -> None:
        """Apply the look, unless it is the one already shown: restyling everything is not free."""
        font = _text_font(self._larger_text)
        if (tokens, font.pixelSize()) == self._shown:
            return
        self._shown = (tokens, font.pixelSize())
        self._app.setFont(font)
        self._app.setPalette(_palette(tokens))
        if self._dressed:
            self._app.setStyleSheet(stylesheet(tokens, scale_of(font)))


def _nearest(palette: QPalette) -> Tokens:
    window = palette.color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < _HALF_LIGHT else LIGHT


def _text_font(larger_text: float) -> QFont:
    """Return Inter where it is installed, else the system's font, as large as the user wants."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    usual = _SYSTEM_PIXELS.get(sys.platform, _OTHER_SYSTEM_PIXELS)
    scale = min(max(1.0, _pixels_of(system) / usual) * max(1.0, larger_text), _LARGEST_SCALE)
    font = QFont("Inter") if QFontDatabase.hasFamily("Inter") else QFont(system)
    font.setPixelSize(round(TEXT_PIXELS["text"] * scale))
    return font


def _pixels_of(font: QFont) -> int:
    """Return how large a font is. `QFontInfo` would have to load it, to show another one then."""
    if font.pixelSize() > 0:
        return font.pixelSize()
    screen = QGuiApplication.primaryScreen()
    return round(font.pointSizeF() * screen.logicalDotsPerInchY() / _POINTS_PER_INCH)


def _palette(tokens: Tokens) -> QPalette:
    """Colour what no style sheet rule reaches: popups, calendars, selections, placeholders."""
    palette = QPalette(QColor(tokens.surface), QColor(tokens.canvas))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for role, colour in _roles(tokens).items():
            palette.setColor(group, role, QColor(colour))
    for role, colour in {**_roles(tokens), **_disabled(tokens)}.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colour))
    return palette


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: tokens.canvas,
        role.WindowText: tokens.text,
        role.Base: tokens.field,
        role.AlternateBase: tokens.surface,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.BrightText: tokens.danger,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
    }


def _disabled(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return dict.fromkeys((role.WindowText, role.Text, role.ButtonText), tokens.muted)
