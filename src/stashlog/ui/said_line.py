"""A line that says what something came to, when it comes to something."""

from __future__ import annotations

from stashlog.ui.announce import announce
from stashlog.ui.style import restyle
from stashlog.ui.theme import set_role
from stashlog.ui.wrapping import WrapLabel


class SaidLine(WrapLabel):
    """Hidden as long as there is nothing to say; what it says is announced as well.

    Args:
        name: Its object name.
        role: Its role in the style sheet.
        icon_name: The drawing before the text.
    """

    def __init__(self, name: str, role: str = "", icon_name: str | None = None) -> None:
        super().__init__("", icon_name)
        self.setObjectName(name)
        set_role(self, role)
        self.hide()

    def say(self, text: str, role: str | None = None) -> None:
        """Show a sentence and have it said; an empty one takes the last one away.

        Args:
            text: The sentence.
            role: Another role for it, as good news look different from bad ones.
        """
        if role is not None:
            set_role(self, role)
            restyle(self)
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)


def problem_line(setting: str) -> SaidLine:
    """Return the line below a setting that says why it could not be kept: `<setting>_error`."""
    return SaidLine(f"{setting}_error", "danger", "alert")
