"""What helps at a form beyond typing, in the main window and the small one alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from stashlog.settings import Settings
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form_flow import FormFlow
from stashlog.ui.guard_flow import GuardFlow
from stashlog.ui.kept_section import KeptSection
from stashlog.ui.repeat_flow import KEEP_KEYS, REPEAT_KEY, RepeatFlow
from stashlog.ui.session import Session
from stashlog.ui.template_flow import TEMPLATE_KEY, TemplateFlow


class FormHelp(QObject):
    """Makes the helpers of one form and speaks for them.

    Signals:
        noticed: A `Notice` for the window to show.
        wanted: The form is about to show something else and has to be seen.
    """

    noticed = Signal(object)
    wanted = Signal()

    def __init__(
        self, form: EntryForm, flow: FormFlow, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._form, self._settings = form, session.parts.settings
        session.settings.changed.connect(lambda: self._follow(session.parts.settings))
        guard = GuardFlow(form, flow, session, self)
        self._again = RepeatFlow(form, flow, session, self)
        self._templates = TemplateFlow(form, session, self)
        guard.noticed.connect(self.noticed)
        self._again.noticed.connect(self.noticed)

    def keys(
        self, chosen: Callable[[], str | None] = lambda: None
    ) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return the keys that work everywhere in the window, and what each does.

        Args:
            chosen: Finds the id of the item that is chosen in the outbox, where there is one.
        """
        return (
            *((keys, self._again.log_and_keep) for keys in KEEP_KEYS),
            (REPEAT_KEY, lambda: self.repeat(chosen())),
            (TEMPLATE_KEY, self._templates.choose),
        )

    def repeat(self, item_id: str | None) -> None:
        """Begin an activity like an earlier one, see `RepeatFlow.repeat`."""
        self.wanted.emit()
        self._again.repeat(item_id)

    def _follow(self, settings: Settings) -> None:
        """Have the form go by other settings about calls, where they are others."""
        earlier, self._settings = self._settings, settings
        if settings.calls() != earlier.calls():
            self._form.follow(settings.calls())

    def attach(self, section: KeptSection) -> None:
        """Fill the part of the settings about kept fields."""
        self._again.attach(section)
