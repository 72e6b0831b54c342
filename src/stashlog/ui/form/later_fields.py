"""The fields that a rep comes to last: made once the first ones can be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtWidgets import QWidget

from stashlog.domain.call_rules import CallRules
from stashlog.domain.date_style import DateStyle
from stashlog.domain.details import FOLLOW_UP_KEYS, OUTCOME, Pairs
from stashlog.domain.vocabulary import ActivityType
from stashlog.ui.form.details_row import DetailsRow
from stashlog.ui.form.due_field import Clock, DueField
from stashlog.ui.form.field_box import FieldBox
from stashlog.ui.form.follow_up_line import FollowUpLine
from stashlog.ui.form.metadata_field import MetadataField
from stashlog.ui.form.tags_field import TagsField


class LaterFields:
    """What the type needs, due date, tags, metadata and follow-up.

    Args:
        clock: The present, from which relative due dates start.
        zone: The zone in which due dates are meant; None for the one of this computer.
        style: How the user writes dates; None if that is not known.
        calls: What the settings say about calls.
        before: The field after which the details stand.

    Attributes:
        boxes: The fields that every type has, by the API's name.
        last_stop: Where Tab comes to last; what is made in the follow-up stands behind it.
    """

    def __init__(
        self,
        clock: Clock,
        zone: tzinfo | None,
        style: DateStyle | None,
        calls: CallRules,
        before: QWidget,
    ) -> None:
        self.due = due = DueField(clock, zone, style)
        self.tags = tags = TagsField()
        self.metadata = metadata = MetadataField()
        self.details = DetailsRow(clock, calls.outcomes, before)
        self.last_stop = metadata.stops()[-1]
        self.follow_up = FollowUpLine(clock, zone, style, calls, self.last_stop)
        self.boxes = {
            "due_date": FieldBox("due_date", due, target=due.line),
            "tags": FieldBox("tags", tags, target=tags.line, frame=tags),
            "metadata": FieldBox("metadata", metadata, stops=metadata.stops),
        }

    def fill(self, due: str, tags: tuple[str, ...], metadata: Pairs, details: Pairs) -> None:
        """Replace every value."""
        self.due.set_value(due)
        self.tags.set_value(tags)
        self.metadata.set_value(metadata)
        self.details.set_value(tuple(pair for pair in details if pair[0] not in FOLLOW_UP_KEYS))
        self.follow_up.set_value(details, self.details.text(OUTCOME))

    def detail_pairs(self) -> Pairs:
        """Return what was entered for the type and for the follow-up."""
        return (*self.details.value(), *self.follow_up.value().items())

    def all_boxes(self) -> dict[str, FieldBox]:
        """Return every field that has been made, those that only the type needs included."""
        return {**self.boxes, **self.details.boxes, **self.follow_up.boxes}

    def show_type(self, type_: str) -> None:
        """Show what a type needs."""
        self.details.show_type(type_)
        self.follow_up.show_for(possible=type_ == ActivityType.CALL)

    def follow(self, calls: CallRules) -> None:
        """Go by other settings about calls from now on."""
        self.details.set_outcomes(calls.outcomes)
        self.follow_up.follow(calls)

    def choose_outcome(self, type_: str) -> None:
        """Propose the follow-up that the chosen outcome asks for."""
        self.follow_up.choose(self.details.text(OUTCOME))
        self.show_type(type_)

    def make_room(self, messages: Mapping[str, str]) -> None:
        """Open the fields of the follow-up if a message has to stand at one of them."""
        if not self.follow_up.boxes.keys() >= messages.keys() & FOLLOW_UP_KEYS:
            self.follow_up.edit()
