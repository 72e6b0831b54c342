"""What is said about an entry that cannot be sent as it stands: what is wrong, what to do."""

from collections.abc import Sequence

from stashlog.wording.catalogue import tr

CANNOT_BE_LOGGED = tr("This cannot be logged yet.")
NOTHING_ENTERED = tr("Enter a subject, notes or a contact, so that there is something to log.")
TYPE_MISSING = tr("Choose a type.")

_LINKS = {
    "contact_id": tr("A contact id starts with “{prefix}”. Paste the whole id from nodestash."),
    "company_id": tr("A company id starts with “{prefix}”. Paste the whole id from nodestash."),
    "deal_id": tr("A deal id starts with “{prefix}”. Paste the whole id from nodestash."),
}


def type_unknown(text: str, known: Sequence[str]) -> str:
    """Say which types there are."""
    return tr("“{text}” is not a type. Choose one of: {known}.").format(
        text=text, known=", ".join(known)
    )


def link_prefix(field: str, prefix: str) -> str:
    """Say how an id for this link field starts."""
    return _LINKS[field].format(prefix=prefix)


def tag_too_long(tag: str, limit: int) -> str:
    """Name the tag and the limit, in characters."""
    return tr("The tag “{tag}…” is too long. Shorten it to {limit} characters.").format(
        tag=tag[:20], limit=limit
    )


def metadata_without_key(value: str) -> str:
    """Name the value whose key is missing."""
    return tr("Give “{value}” a key, or remove the row.").format(value=value[:40])


def metadata_reserved_key(key: str) -> str:
    """Say that Stashlog uses this key itself."""
    return tr("Choose another key than “{key}”: Stashlog uses it itself.").format(key=key)


def metadata_repeated_key(key: str) -> str:
    """Name the key that stands in two rows."""
    return tr("The key “{key}” stands in two rows. Rename or remove one.").format(key=key[:40])


def date_unreadable(text: str) -> str:
    """Say how a date can be typed."""
    return tr(
        "“{text}” is not a date that can be read. Type it like “tomorrow 9”, “fri 14:00”, "
        "“+3d” or “2026-03-14 14:00”."
    ).format(text=text.strip()[:40])


def date_skipped(text: str) -> str:
    """Say that the clock skips this time."""
    return tr(
        "“{text}” does not exist: the clock goes forward in that hour. Choose another time."
    ).format(text=text.strip()[:40])


def date_once(text: str) -> str:
    """Say that there are no two hours to choose from."""
    return tr(
        "“{text}” comes only once: the clock does not go back in that hour. Type it without (1) "
        "or (2)."
    ).format(text=text.strip()[:40])


def date_ambiguous(text: str) -> str:
    """Say that a date can be read in two ways, and how to type one that cannot."""
    return tr(
        "“{text}” can be read in two ways. Write the day out, or type it like “2026-03-14 14:00”."
    ).format(text=text.strip()[:40])


def due_understood(echo: str) -> str:
    """Say which day and time was understood."""
    return tr("Due {echo}").format(echo=echo)


def one_of_two(echo: str, which: int) -> str:
    """Say which of two equal hours was understood, and how to choose the other.

    Args:
        echo: The day and time.
        which: 1 or 2.
    """
    texts = {
        1: tr("{echo}, the first of two: the clock goes back. For the second, add (2)."),
        2: tr("{echo}, the second of two: the clock goes back. For the first, add (1)."),
    }
    return texts[which].format(echo=echo)
