"""The call list: whom to call next, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stashlog.domain.details import TIMER_STARTED
from stashlog.domain.entry import Entry
from stashlog.domain.phones import read_number
from stashlog.domain.vocabulary import ActivityType


@dataclass(frozen=True, slots=True)
class Call:
    """One row of the call list.

    Attributes:
        key: What it is known by: the id of the task that is due, or of the contact that was picked.
        contact_id: Whom to call.
        name: What to call them; the id where the directory does not know them.
        company: The name of their company; empty where it is not known.
        phone: Their number as nodestash has it; empty where it is not known.
        task: The subject of the task that is due; empty for a contact that was picked.
        due: When the task is due, UTC.
    """

    key: str
    contact_id: str
    name: str
    company: str = ""
    phone: str = ""
    company_id: str = ""
    deal_id: str = ""
    task: str = ""
    due: datetime | None = None

    @property
    def number(self) -> str:
        """The number as it is dialled: digits, perhaps after a plus; empty where there is none."""
        number = read_number(self.phone)
        return "" if number is None else number.text


def entry_of(call: Call, started: datetime) -> Entry:
    """Return what the form shows during and after a call.

    Args:
        call: The row of the list.
        started: When it began, which the timer counts from.
    """
    return Entry(
        type=ActivityType.CALL,
        contact_id=call.contact_id,
        company_id=call.company_id,
        deal_id=call.deal_id,
        details=((TIMER_STARTED, started.isoformat()),),
    )
