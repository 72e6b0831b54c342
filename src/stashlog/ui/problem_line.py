"""The line below a setting that says why it could not be kept."""

from __future__ import annotations

from stashlog.ui.announce import announce
from stashlog.ui.theme import set_role
from stashlog.ui.wrapping import WrapLabel


class ProblemLine(WrapLabel):
    """Hidden as long as there is nothing to say.

    Args:
        setting: What it is about; the object name is `<setting>_error`.
    """

    def __init__(self, setting: str) -> None:
        super().__init__("", "alert")
        self.setObjectName(f"{setting}_error")
        set_role(self, "danger")
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence and have it said; none takes the last one away."""
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)
