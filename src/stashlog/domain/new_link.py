"""Links that open the form: `stashlog://new?type=call&contact=ct_1&subject=…`.

Anybody can write such a link, and a click on it is no decision to log anything. So it fills the
form and no more, everything that could deceive a reader is taken out of its texts, and what is no
field is left out: no link chooses a server, a key or further metadata.
"""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, urlsplit

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.server_text import plain_lines
from stashlog.wording import links as words

SCHEME = "stashlog"
"""What such a link begins with, before its colon."""
LONGEST_LINK = 20_000
"""Characters; browsers and desktops hand on about as many."""

_LONGEST_LINE = 500
_MOST_TAGS = 20
_MOST_PARTS = 100


class NewLinkError(StashlogError):
    """The link cannot be opened."""


def entry_of_link(link: str) -> Entry:
    """Return what the form shall show; nothing in it is checked yet.

    Raises:
        NewLinkError: it is too long, cannot be read, or asks for something else than a form.
    """
    if len(link) > LONGEST_LINK:
        raise NewLinkError(words.LINK_TOO_LONG)
    try:
        parts = urlsplit(link)
        pairs = parse_qsl(parts.query, max_num_fields=_MOST_PARTS, errors="replace")
    except ValueError:
        raise NewLinkError(words.LINK_UNREADABLE) from None
    if _wish(parts) != "new":
        raise NewLinkError(words.LINK_UNKNOWN)
    said: dict[str, str] = {}
    for name, value in pairs:
        said.setdefault(name, value)
    phone = _line(said.get("phone", ""))
    return Entry(
        type=_line(said.get("type", "")),
        subject=_line(said.get("subject", "")),
        contact_id=_line(said.get("contact", "")),
        company_id=_line(said.get("company", "")),
        deal_id=_line(said.get("deal", "")),
        due_date=_line(said.get("due", "")),
        body=plain_lines(said.get("body", "")),
        tags=tuple(_line(value) for name, value in pairs if name == "tag")[:_MOST_TAGS],
        metadata=(("phone", phone),) if phone else (),
    )


def _wish(parts: SplitResult) -> str:
    """Return what a link asks for: some programs write a slash behind it, or leave both out."""
    return (parts.netloc + parts.path).strip("/").lower()


def _line(text: str) -> str:
    return " ".join(plain_lines(text).split())[:_LONGEST_LINE]
