"""Templates at the form: one key shows them, a digit puts one into subject and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QPushButton

from stashlog.domain.details import OUTCOME, detail
from stashlog.services.desk import Desk
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.footer import shown_key
from stashlog.ui.session import Session
from stashlog.ui.theme import set_role
from stashlog.wording import moments
from stashlog.wording import templates as words

if TYPE_CHECKING:
    from stashlog.domain.templates import Filled, Template

TEMPLATE_KEY = "Ctrl+J"


class TemplateFlow(QObject):
    """Offers the templates at the notes; what is typed already stays."""

    def __init__(self, form: EntryForm, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form, self._session = form, session
        self._button = QPushButton(f"{words.INSERT}   {shown_key(TEMPLATE_KEY)}")
        self._button.setObjectName("template")
        self._button.setAccessibleName(words.INSERT_SAID)
        # Ctrl+J does it from everywhere: one stop more on the way through the form helps nobody.
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self._button, "label_link")
        self._button.clicked.connect(self.choose)
        self._open: dict[str, Filled] = {}
        form.put_beside("body", self._button)
        form.edited.connect(self._look_again)
        form.filled.connect(self._look_again)

    def choose(self) -> None:
        """Show the templates to choose from."""
        # Only now: PySide makes the menu's enumerations when it is first used.
        from PySide6.QtWidgets import QMenu

        templates = self._templates()
        if not templates:
            self._form.show_hint(words.NONE)
            return
        menu = QMenu(self._button)
        menu.setAccessibleName(words.INSERT_SAID)
        menu.aboutToHide.connect(menu.deleteLater)
        for number, template in enumerate(templates, start=1):
            action = menu.addAction(words.menu_line(number, template.name))
            action.triggered.connect(lambda _=False, one=template: self.insert(one))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def insert(self, template: Template) -> None:
        """Put a template into the form once the names of its placeholders are known."""
        entry = self._form.entry()
        ids = tuple(filter(None, (entry.contact_id.strip(), entry.company_id.strip())))
        self._session.ask(
            lambda desk: _named(desk, ids), lambda names: self._fill(template, names), changes=False
        )

    def _templates(self) -> tuple[Template, ...]:
        from stashlog.domain.templates import TEMPLATES

        own = self._session.parts.settings.templates
        return TEMPLATES if own is None else own

    def _fill(self, template: Template, names: dict[str, str]) -> None:
        from stashlog.domain.templates import fill

        values = self._values(names)
        subject, notes = (fill(text, values) for text in (template.subject, template.notes))
        self._form.insert_texts(subject.text, notes.text)
        self._open = {"subject": subject, "body": notes}
        self._look_again()

    def _look_again(self) -> None:
        """Say which placeholders are still to be replaced by hand."""
        entry = self._form.entry() if self._open else None
        for field, filled in self._open.items():
            text = getattr(entry, field)
            unknown = [one for one in filled.unknown if one in text]
            missing = [one for one in filled.missing if one in text]
            lines = [words.unknown(unknown)] if unknown else []
            lines += [words.missing(missing)] if missing else []
            self._form.show_note(field, "template", " ".join(lines))

    def _values(self, names: dict[str, str]) -> dict[str, str]:
        parts, entry = self._session.parts, self._form.entry()
        code = detail(entry.details, OUTCOME)
        labels = {outcome.code: outcome.label for outcome in parts.settings.calls().outcomes}
        today = parts.clock().astimezone().date()
        company = names.get(entry.company_id.strip()) or names.get("")
        return {
            "contact": names.get(entry.contact_id.strip(), entry.contact_id.strip()),
            "company": company or entry.company_id.strip(),
            "date": moments.short_day(today, today),
            "outcome": labels.get(code, code),
        }


def _named(desk: Desk, ids: tuple[str, ...]) -> dict[str, str]:
    """Return the names behind ids, and the company of the contact under an empty id."""
    names = desk.directory.names(ids)
    contact = desk.directory.candidate(ids[0]) if ids else None
    return {**names, "": contact.company} if contact is not None else names
