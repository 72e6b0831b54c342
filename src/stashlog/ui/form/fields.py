"""The form's nine fields: made, named, read and filled in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stashlog.domain.call_rules import CallRules
from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import FOLLOW_UP_KEYS, OUTCOME
from stashlog.domain.vocabulary import ActivityType
from stashlog.ui.form.details_row import DetailsRow
from stashlog.ui.form.due_field import Clock, DueField
from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.form.follow_up_line import FollowUpLine
from stashlog.ui.form.line import ExactLine
from stashlog.ui.form.link_field import LinkField
from stashlog.ui.form.metadata_field import MetadataField
from stashlog.ui.form.notes import NotesEdit
from stashlog.ui.form.tags_field import TagsField
from stashlog.ui.form.type_bar import TypeBar
from stashlog.wording import form as words

if TYPE_CHECKING:
    from stashlog.domain.entry import Entry

LINKS = ("contact_id", "company_id", "deal_id")


class Fields(QObject):
    """Reads and fills the fields, and shows the message of each.

    Attributes:
        links: The fields for linked records, by the API's name.
        details: What the chosen type needs.
        follow_up: The task that is stored with a call.
        boxes: The field with label and message, by the API's name, for the layout.
    """

    changed = Signal(str)
    """The user changed this field; nothing is told while `fill` replaces the values."""

    def __init__(
        self,
        parent: QObject,
        clock: Clock,
        zone: tzinfo | None,
        style: DateStyle | None,
        calls: CallRules,
    ) -> None:
        super().__init__(parent)
        self._filling = False
        self._type = TypeBar()
        self.links = {name: _link_field(name) for name in LINKS}
        self._subject, self._notes = ExactLine(), NotesEdit()
        self._due = DueField(clock, zone, style)
        self.tags = TagsField()
        self._metadata = MetadataField()
        self.details = DetailsRow(clock, calls.outcomes, self._subject)
        self.follow_up = FollowUpLine(clock, zone, style, calls, self._metadata.stops()[-1])
        self.boxes = self._boxes()
        self._listen()

    def entry(self) -> Entry:
        """Return what stands in the fields, exactly."""
        from stashlog.domain.entry import Entry

        return Entry(
            type=self._type.value(),
            subject=self._subject.value(),
            body=self._notes.value(),
            contact_id=self.links["contact_id"].value(),
            company_id=self.links["company_id"].value(),
            deal_id=self.links["deal_id"].value(),
            due_date=self._due.value(),
            tags=self.tags.value(),
            metadata=self._metadata.value(),
            details=(*self.details.value(), *self.follow_up.value().items()),
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
            self._due.set_value(entry.due_date)
            self.tags.set_value(entry.tags)
            self._metadata.set_value(entry.metadata)
            mine = tuple(pair for pair in entry.details if pair[0] not in FOLLOW_UP_KEYS)
            self.details.set_value(mine)
            self.follow_up.set_value(entry.details, self.details.text(OUTCOME))
            self._show_type()
        finally:
            self._filling = False

    def show_messages(self, messages: Mapping[str, str]) -> None:
        """Show a message at each of these fields and at no other."""
        if not self.follow_up.boxes.keys() >= messages.keys() & FOLLOW_UP_KEYS:
            self.follow_up.edit()
        for name, box in self._all_boxes().items():
            if name in messages:
                box.set_error(messages[name])
            else:
                box.clear_error()

    def box(self, name: str) -> FieldBox:
        """Return a field of the form, one that only the type needs included."""
        return self._all_boxes()[name]

    def _all_boxes(self) -> dict[str, FieldBox]:
        return {**self.boxes, **self.details.boxes, **self.follow_up.boxes}

    def _show_type(self) -> None:
        type_ = self._type.value()
        self.details.show_type(type_)
        self.follow_up.show_for(possible=type_ == ActivityType.CALL)

    def _choose_outcome(self) -> None:
        self.follow_up.choose(self.details.text(OUTCOME))
        self._show_type()

    def _boxes(self) -> dict[str, FieldBox]:
        due, tags, metadata = self._due, self.tags, self._metadata
        boxes = [
            ("type", FieldBox("type", self._type, stops=self._type.stops, labelled=False)),
            *((name, FieldBox(name, field)) for name, field in self.links.items()),
            ("subject", FieldBox("subject", self._subject)),
            ("body", FieldBox("body", self._notes)),
            ("due_date", FieldBox("due_date", due, target=due.line)),
            ("tags", FieldBox("tags", tags, target=tags.line, frame=tags)),
            ("metadata", FieldBox("metadata", metadata, stops=metadata.stops)),
        ]
        return dict(boxes)

    def _listen(self) -> None:
        self._type.changed.connect(self._show_type)
        self._type.changed.connect(partial(self._tell, "type"))
        self.details.changed.connect(self._tell_detail)
        self.follow_up.changed.connect(self.changed)
        for name, field in self.links.items():
            field.changed.connect(partial(self._tell, name))
        self._subject.changed.connect(partial(self._tell, "subject"))
        self._notes.changed.connect(partial(self._tell, "body"))
        self._due.changed.connect(partial(self._tell, "due_date"))
        self.tags.changed.connect(partial(self._tell, "tags"))
        self._metadata.changed.connect(partial(self._tell, "metadata"))

    def _tell_detail(self, key: str) -> None:
        if key == OUTCOME:
            self._choose_outcome()
        self.changed.emit(key)

    def _tell(self, name: str) -> None:
        if not self._filling:
            self.boxes[name].clear_error()
            self.changed.emit(name)


def _link_field(name: str) -> LinkField:
    field = LinkField()
    field.set_hint(words.LINK_PLACEHOLDERS[name])
    return field
