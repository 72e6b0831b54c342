"""What is said about the copy of contacts, companies and deals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording.catalogue import tr
from stashlog.wording.storage import Trouble

NO_INDEX: Trouble = (
    tr("Contacts cannot be searched: the SQLite library of this Python has no full-text search."),
    tr("Type or paste ids instead, or use a Python with SQLite 3.37 or newer and FTS5."),
)

_TROUBLES: Mapping[str, str] = MappingProxyType(
    {
        "offline": tr("nodestash cannot be reached."),
        "no_answer": tr("nodestash did not answer in time."),
        "unreadable_answer": tr("nodestash answered with something that is no list."),
        "interrupted": tr("Copying was interrupted."),
        "unforeseen": tr("Copying met something that nobody foresaw."),
        "server_error": tr("nodestash has a fault at the moment."),
        "certificate": tr("The connection to nodestash is not safe: its certificate is wrong."),
        "redirected": tr("nodestash's address leads somewhere else."),
        "bad_address": tr("nodestash's address is not one."),
        "key_refused": tr("nodestash refused the API key."),
        "key_unusable": tr("The API key has characters that no key has."),
        "rate_limited": tr("nodestash asks for a pause."),
        "daily_quota": tr("Today's requests are used up."),
    }
)
"""By the reason's code: why the copy of the contacts does not get on."""


def trouble(code: str, detail: str) -> str:
    """Say in one line why contacts are not up to date; what is known stays, and it is tried again.

    Args:
        code: Of the reason.
        detail: Of the reason: the scopes that a key lacks, or the server's words.
    """
    if code == "key_too_narrow":
        return tr(
            "The API key may not read everything that can be linked: it lacks {scopes}."
        ).format(scopes=detail)
    cause = _TROUBLES.get(code) or tr("nodestash refused the list.")
    if code not in _TROUBLES and detail:
        cause = tr("nodestash refused the list: “{detail}”").format(detail=detail)
    again = tr("Stashlog keeps what it knows and tries again by itself.")
    return f"{cause} {again}"


def progress(done: int, estimate: int | None) -> str:
    """Say how far the copy is."""
    if estimate is None:
        return tr("Copying contacts, companies and deals: {done} so far.").format(done=f"{done:,}")
    return tr("Looking through contacts, companies and deals: {done} of about {all}.").format(
        done=f"{done:,}", all=f"{estimate:,}"
    )


PAUSED = tr("Copying is paused.")
SAVING = tr("Copying goes on tomorrow: the rest of today's requests is left for logging.")

SECTION = tr("Contacts on this computer")
PAUSE = tr("Pause copying")
CONTINUE = tr("Continue copying")
LOOK_NOW = tr("Look for changes now")
UP_TO_DATE = tr("Contacts, companies and deals are copied.")
NOT_COPIED_YET = tr("Contacts, companies and deals are not copied yet.")
ASKING = tr("Looking how far the copy is…")

SHORT_PAUSED = tr("Contacts: paused")
SHORT_TROUBLE = tr("Contacts: not up to date")
SHORT_SAVING = tr("Contacts: go on tomorrow")
"""For the status line, which has room for two words."""


def short_progress(done: int, estimate: int | None) -> str:
    """Say in two words how far the copy is."""
    if estimate:
        return tr("Contacts: {percent} %").format(percent=min(99, done * 100 // estimate))
    return tr("Contacts: {done}").format(done=f"{done:,}")


def last_complete(moment: str) -> str:
    """Say when the copy was complete last; `moment` is local."""
    return tr("Complete as of {moment}.").format(moment=moment)
