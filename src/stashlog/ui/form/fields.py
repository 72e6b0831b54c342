"""The form's nine fields: named, read and filled in one place, made in two steps.

Type, links, subject and notes come first: a call that nobody answered needs no more, and nobody
waits for the rest to be imported and made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.form.line import ExactLine
from stashlog.ui.form.link_field import LinkField
from stashlog.ui.form.notes import NotesEdit
from stashlog.ui.form.type_bar import TypeBar
from stashlog.wording import links as words

if TYPE_CHECKING:
    from stashlog.domain.call_rules import CallRules
    from stashlog.domain.date_style import DateStyle
    from stashlog.domain.entry import Entry
    from stashlog.ui.form.due_field import Clock
    from stashlog.ui.form.later_fields import LaterFields

LINKS = ("contact_id", "company_id", "deal_id")


class Fields(QObject):
    """Reads and fills the fields, and shows the message of each.

    Attributes:
        links: The fields for linked records, by the API's name.
        boxes: The first fields with label and message, by the API's name, for the layout.
        later: The others, once they have been made.
    """

    changed = Signal(str)
    """The user changed this field; nothing is told while `fill` replaces the values."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filling = False
        self._type = TypeBar()
        self.links = {name: _link_field(name) for name in LINKS}
        self._subject, self._notes = ExactLine(), NotesEdit()
        self.later: LaterFields | None = None
        self.boxes = {
            "type": FieldBox("type", self._type, stops=self._type.stops, labelled=False),
            **{name: FieldBox(name, field) for name, field in self.links.items()},
            "subject": FieldBox("subject", self._subject),
            "body": FieldBox("body", self._notes),
        }
        self._listen()

    def make_later(
        self,
        clock: Clock,
        zone: tzinfo | None,
        style: DateStyle | None,
        calls: Callable[[], CallRules] | None,
    ) -> LaterFields:
        """Make the other fields, to be placed and then handed to `join`."""
        from stashlog.domain.call_rules import CallRules
        from stashlog.ui.form.later_fields import LaterFields

        return LaterFields(clock, zone, style, (calls or CallRules)(), self._subject)

    def join(self, later: LaterFields) -> None:
        """Read and fill the other fields as well from now on: they stand in the form."""
        self.later = later
        self._type.complete()
        later.details.changed.connect(self._tell_detail)
        later.follow_up.changed.connect(self.changed)
        later.due.changed.connect(partial(self._tell, "due_date"))
        later.tags.changed.connect(partial(self._tell, "tags"))
        later.metadata.changed.connect(partial(self._tell, "metadata"))
        self._show_type()

    def entry(self) -> Entry:
        """Return what stands in the fields, exactly."""
        from dataclasses import replace

        from stashlog.domain.entry import Entry

        first = Entry(
            type=self._type.value(),
            subject=self._subject.value(),
            body=self._notes.value(),
            contact_id=self.links["contact_id"].value(),
            company_id=self.links["company_id"].value(),
            deal_id=self.links["deal_id"].value(),
        )
        if self.later is None:
            return first
        return replace(
            first,
            due_date=self.later.due.value(),
            tags=self.later.tags.value(),
            metadata=self.later.metadata.value(),
            details=self.later.detail_pairs(),
        )

    def begin(self, type_: str) -> None:
        """Choose the first type; the new fields are empty, which need not be said to each."""
        self._filling = True
        self._type.set_value(type_)
        self._filling = False

    def fill(self, entry: Entry) -> None:
        """Replace every value."""
        self._filling = True
        try:
            self._type.set_value(entry.type)
            for name, field in self.links.items():
                field.set_value(getattr(entry, name))
            self._subject.set_value(entry.subject)
            self._notes.set_value(entry.body)
            if self.later is not None:
                self.later.fill(entry.due_date, entry.tags, entry.metadata, entry.details)
            self._show_type()
        finally:
            self._filling = False

    def insert_texts(self, subject: str, notes: str) -> None:
        """Put a subject where there is none yet, and notes where their cursor stands."""
        if subject and not self._subject.value().strip():
            self._subject.set_value(subject)
        self._notes.insertPlainText(notes)

    def show_messages(self, messages: Mapping[str, str]) -> None:
        """Show a message at each of these fields and at no other."""
        if self.later is not None:
            self.later.make_room(messages)
        for name, box in self._all_boxes().items():
            if name in messages:
                box.set_error(messages[name])
            else:
                box.clear_error()

    def box(self, name: str) -> FieldBox:
        """Return a field of the form, one that only the type needs included."""
        return self._all_boxes()[name]

    def _all_boxes(self) -> dict[str, FieldBox]:
        return self.boxes if self.later is None else {**self.boxes, **self.later.all_boxes()}

    def _show_type(self) -> None:
        if self.later is not None:
            self.later.show_type(self._type.value())

    def _listen(self) -> None:
        self._type.changed.connect(self._show_type)
        self._type.changed.connect(partial(self._tell, "type"))
        for name, field in self.links.items():
            field.changed.connect(partial(self._tell, name))
        self._subject.changed.connect(partial(self._tell, "subject"))
        self._notes.changed.connect(partial(self._tell, "body"))

    def _tell_detail(self, key: str) -> None:
        from stashlog.domain.details import OUTCOME

        if self.later is not None and key == OUTCOME:
            self.later.choose_outcome(self._type.value())
        self.changed.emit(key)

    def _tell(self, name: str) -> None:
        if not self._filling:
            self.box(name).clear_error()
            self.changed.emit(name)


def _link_field(name: str) -> LinkField:
    field = LinkField()
    field.set_hint(words.PLACEHOLDERS[name])
    return field
