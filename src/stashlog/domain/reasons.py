"""Why an item stands where it stands: a code that lasts, and the detail that fills its sentence.

The store keeps code and detail; the sentence comes from `stashlog.wording.reasons`, so that an
old row speaks the language of whoever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """What happened last. `detail` holds what the comment behind each code says."""

    REFUSED_FIELDS = "refused_fields"  # the server's words
    REFUSED_LINK = "refused_link"  # the server's words
    REFUSED = "refused"  # the server's words
    REFUSED_STATUS = "refused_status"  # the HTTP status of a refusal without readable words
    KEY_REFUSED = "key_refused"  # the server's words
    KEY_TOO_NARROW = "key_too_narrow"  # the scope, or the server's words
    KEY_UNUSABLE = "key_unusable"  # empty
    RATE_LIMITED = "rate_limited"  # empty
    DAILY_QUOTA = "daily_quota"  # empty
    OFFLINE = "offline"  # the host
    CERTIFICATE = "certificate"  # the host
    REDIRECTED = "redirected"  # the host to which the server pointed
    BAD_ADDRESS = "bad_address"  # the address
    SERVER_ERROR = "server_error"  # the HTTP status
    UNREADABLE_ANSWER = "unreadable_answer"  # the HTTP status
    NO_ANSWER = "no_answer"  # empty
    INTERRUPTED = "interrupted"  # empty
    UNFORESEEN = "unforeseen"  # the name of the exception
    NOT_FOUND_YET = "not_found_yet"  # empty
    NOT_ARRIVED = "not_arrived"  # empty
    CANNOT_LOOK = "cannot_look"  # the scope that is missing, or empty
    LINK_WANTED = "link_wanted"  # contact, company and deal as typed
    LINK_AMBIGUOUS = "link_ambiguous"  # which of them, as typed
    MARKED_SENT = "marked_sent"  # empty
    RESTORED_BACKUP = "restored_backup"  # empty
    TAKEN_BACK = "taken_back"  # empty
    NOT_TAKEN_BACK = "not_taken_back"  # the server's words, or its status
    BAD_CONTENT = "bad_content"  # what is wrong with the stored content


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the detail of its sentence."""

    code: ReasonCode
    detail: str = ""


def waits_for_link(reason: Reason | None) -> bool:
    """Whether an activity is sent by itself, or was to be, once it is known what it links to."""
    return reason is not None and reason.code in (
        ReasonCode.LINK_WANTED,
        ReasonCode.LINK_AMBIGUOUS,
    )


def without_link_wait(reason: Reason | None) -> Reason | None:
    """Return a reason, or None where it says that an activity is sent once its links are known.

    Whatever else happens to such an activity, that it is sent then has to be chosen anew.
    """
    return None if waits_for_link(reason) else reason
