"""How a contact, a company or a deal is written where one is picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from stashlog.wording.catalogue import tr

SEPARATOR = " · "

SAME_NAME = tr("several of this name")
MISSING = tr("no longer in nodestash")
OPEN = tr("open")
CLOSED = tr("closed")


class RecordView(Protocol):
    """What is read of a `domain.directory.Record`."""

    @property
    def kind(self) -> str:
        """Contact, company or deal."""

    @property
    def name(self) -> str:
        """What to call it."""

    @property
    def email(self) -> str:
        """A person's address."""

    @property
    def domain(self) -> str:
        """A company's domain."""

    @property
    def value(self) -> str:
        """A deal's amount."""

    @property
    def currency(self) -> str:
        """The amount's currency."""

    @property
    def closed(self) -> bool:
        """Whether a deal was won or lost."""

    @property
    def missing(self) -> bool:
        """Whether nodestash has it no more."""


class CandidateView(Protocol):
    """What is read of a `domain.directory.Candidate`."""

    @property
    def record(self) -> RecordView:
        """The record itself."""

    @property
    def company(self) -> str:
        """The name of its company."""

    @property
    def contact(self) -> str:
        """The name of a deal's contact."""

    @property
    def stage(self) -> str:
        """The name of a deal's stage."""

    @property
    def same_name(self) -> bool:
        """Whether there is another one of its name."""


def chosen(candidate: CandidateView) -> str:
    """Write a record in its field, once it is picked: enough to notice the wrong one."""
    record = candidate.record
    if record.kind == "contact":
        return _joined(record.name, candidate.company, record.email)
    if record.kind == "deal":
        return _joined(record.name, _amount(record), CLOSED if record.closed else OPEN)
    return record.name


def offered(candidate: CandidateView, last: str = "") -> str:
    """Write a record in the list to pick from: its name, and below what tells it from others.

    Args:
        candidate: The record.
        last: When the last activity with it was, as people read it; empty if unknown.
    """
    record = candidate.record
    when = tr("last {day}").format(day=last) if last else ""
    warning = MISSING if record.missing else SAME_NAME if candidate.same_name else ""
    if record.kind == "contact":
        below = [candidate.company, record.email, when, warning]
    elif record.kind == "deal":
        stage = candidate.stage or (CLOSED if record.closed else OPEN)
        below = [_amount(record), stage, candidate.company or candidate.contact, when, warning]
    else:
        below = [record.domain, when, warning]
    return f"{record.name}\n{_joined(*below)}" if any(below) else record.name


def proposed(text: str) -> str:
    """Offer a record in an empty field that one key takes."""
    return tr("{record} (Enter takes it)").format(record=text)


def _amount(record: RecordView) -> str:
    """Write an amount with thousands apart; what is no number stays as it is."""
    try:
        number = f"{float(record.value):,.0f}"
    except ValueError:
        number = record.value
    return " ".join(part for part in (number, record.currency) if part) if record.value else ""


def _joined(*parts: str) -> str:
    texts: Sequence[str] = [part for part in parts if part]
    return SEPARATOR.join(texts)


LINK_TOO_LONG = tr("This link is too long for Stashlog. Type the activity instead.")
LINK_UNREADABLE = tr("This link cannot be read, so nothing was opened.")
LINK_UNKNOWN = tr(
    "This link asks for something that Stashlog does not know. Links that it opens begin with "
    "“stashlog://new”."
)
LINK_ALONE = tr("A link stands alone: nothing else may be given with it.")
