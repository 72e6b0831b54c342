"""The words of the panel that shows what became of the work."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr
from stashlog.wording.states import type_word

TITLE = tr("Today")
LIST_NAME = tr("Outbox")
NOTHING_YET = tr("Nothing logged yet today. What you log appears here, with what became of it.")
NOT_LINKED = tr("Not linked")

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "needs_you": tr("Needs you"),
        "waiting": tr("Waiting"),
        "checking": tr("Checking"),
        "sent_today": tr("Sent today"),
        "drafts": tr("Drafts"),
        "discarded": tr("Discarded"),
    }
)

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "open": tr("Open"),
        "retry": tr("Try now"),
        "send_again": tr("Send again"),
        "mark_sent": tr("Mark as sent"),
        "restore": tr("Restore"),
        "repeat": tr("Repeat"),
        "discard": tr("Discard"),
        "copy_server_id": tr("Copy nodestash id"),
        "copy_request_id": tr("Copy request id"),
    }
)

QUESTION = tr("It may already be in nodestash.")
QUESTION_ADVICE = tr(
    "Look there. If it is missing, send it again; if it is there, mark it as sent."
)
UNDO = tr("Undo")
COPIED = tr("Copied")
EXPANDED = tr("expanded")
COLLAPSED = tr("collapsed")
ITEM_ACTIONS = tr("Actions for the selected activity")


def headline(logged: int, delivered: int) -> str:
    """Say how much of today's work is in nodestash."""
    return tr("{logged} logged · {delivered} in nodestash").format(
        logged=f"{logged:,}", delivered=f"{delivered:,}"
    )


def section_name(section: str, count: int, *, expanded: bool) -> str:
    """Say a section's head to a screen reader."""
    state = EXPANDED if expanded else COLLAPSED
    return tr("{section}, {count}, {state}").format(
        section=SECTIONS[section], count=count, state=state
    )


def show_more(hidden: int) -> str:
    """Name the row that uncovers the rest of a long section."""
    return tr("Show more ({hidden} hidden)").format(hidden=f"{hidden:,}")


def without_subject(type_name: str) -> str:
    """Stand in for the subject of an activity that has neither subject nor notes."""
    return tr("{type} without subject").format(type=type_word(type_name))


def restorable_until(day: str) -> str:
    """Say how long a discarded activity is kept."""
    return tr("Can be restored until {day}").format(day=day)


def discarded(subject: str) -> str:
    """Confirm a discard, beside the button that takes it back."""
    return tr("Discarded “{subject}”").format(subject=subject)
