"""How a contact, a company or a deal is written where one is picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from stashlog.wording.catalogue import tr

SEPARATOR = " · "

SAME_NAME = tr("several of this name")
MISSING = tr("no longer in nodestash")
OPEN = tr("open")
CLOSED = tr("closed")


PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "contact_id": tr("Name, phone, e-mail or id"),
        "company_id": tr("Name, domain or id"),
        "deal_id": tr("Title or id"),
    }
)
"""What an empty link field takes; short, as the narrowest field has 180 pixels."""

NOTHING_HERE = tr(
    "Not in the copy on this computer. nodestash itself cannot be searched by phone, full name or "
    "deal title: paste the id from there, or log it now and link it later."
)


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
    gone = MISSING if record.missing else ""
    if record.kind == "contact":
        return _joined(record.name, candidate.company, record.email, gone)
    if record.kind == "deal":
        return _joined(record.name, _amount(record), CLOSED if record.closed else OPEN, gone)
    return _joined(record.name, gone)


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
    return tr("Enter takes {record}").format(record=text)


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


def gone(name: str) -> str:
    """Say at the field that its record cannot be linked any more."""
    return tr("{name} is no longer in nodestash: pick another one, or log without it.").format(
        name=name
    )


def works_elsewhere(name: str, company: str, chosen_company: str) -> str:
    """Say that the chosen company is not the contact's."""
    return tr("{name} works for {company}, not {other}.").format(
        name=name, company=company, other=chosen_company
    )


def deal_elsewhere(deal: str, company: str, other: str) -> str:
    """Say that the chosen deal is another company's."""
    return tr("“{deal}” is a deal of {company}, not {other}.").format(
        deal=deal, company=company, other=other
    )


def deal_of_another(deal: str, contact: str, other: str) -> str:
    """Say that the chosen deal is another person's."""
    return tr("“{deal}” is a deal with {contact}, not {other}.").format(
        deal=deal, contact=contact, other=other
    )


def already_logged(time: str, subject: str) -> str:
    """Say that something like this was logged today."""
    if not subject:
        return tr("Already logged at {time}.").format(time=time)
    return tr("Already logged at {time}: “{subject}”.").format(time=time, subject=subject[:60])


_KEEP_AS_TEXT: Mapping[str, str] = MappingProxyType(
    {
        "contact_id": tr(
            "“{name}” is not picked from the list. Pick somebody, or log again: then it is kept "
            "and sent once exactly one contact is called so."
        ),
        "company_id": tr(
            "“{name}” is not picked from the list. Pick a company, or log again: then it is kept "
            "and sent once exactly one company is called so."
        ),
        "deal_id": tr(
            "“{name}” is not picked from the list. Pick a deal, or log again: then it is kept "
            "and sent once exactly one deal is called so."
        ),
    }
)


def keep_as_text(field: str, name: str) -> str:
    """Ask what to do with a contact, company or deal that was typed and not picked."""
    return _KEEP_AS_TEXT[field].format(name=name[:60])


def waits_for(name: str) -> str:
    """Say what an activity without its link waits for."""
    return tr("Sent once “{name}” is found. Open to pick.").format(name=name[:60])


def several_called(name: str) -> str:
    """Say that only the user knows which contact, company or deal is meant."""
    return tr("Several are called “{name}”. Open to pick one.").format(name=name[:60])


def linked_now(subject: str) -> str:
    """Say that an activity found what it links to and is sent."""
    return tr("What “{subject}” waited for was found: it is linked and sent now.").format(
        subject=subject
    )


def kept_for_later(time: str) -> str:
    """Say that the activity is stored and waits for what it links to."""
    return tr("Kept at {time} until it can be linked").format(time=time)
