"""What is said about exporting and importing the outbox."""

from stashlog.wording.catalogue import tr

NOTHING_IMPORTED = tr("Nothing was imported.")
TWO_COMPUTERS = tr("Send from one computer only: discard these activities on the other one.")

Trouble = tuple[str, str]
"""A title and an advice."""


def foreign(name: str) -> Trouble:
    """Say that the file is something else."""
    return tr("“{name}” is not an exported outbox.").format(name=name), NOTHING_IMPORTED


def a_table(name: str) -> Trouble:
    """Say that a table was written for reading, and which file can be imported."""
    title = tr("“{name}” is a table for spreadsheets: import a file exported as .json instead.")
    return title.format(name=name), NOTHING_IMPORTED


def incomplete(name: str) -> Trouble:
    """Say that the file ends too early or is broken."""
    title = tr("“{name}” is incomplete or damaged. Export it again.").format(name=name)
    return title, NOTHING_IMPORTED


def newer(name: str) -> Trouble:
    """Say that this Stashlog is too old for the file."""
    title = tr("“{name}” comes from a newer Stashlog. Update this one first.").format(name=name)
    return title, NOTHING_IMPORTED


def unreadable(name: str, place: str) -> Trouble:
    """Name the value that makes no sense."""
    title = tr("“{name}” is damaged: “{place}” makes no sense.").format(name=name, place=place)
    return title, NOTHING_IMPORTED


def repeated(name: str) -> Trouble:
    """Say that an id stands in the file twice."""
    title = tr("“{name}” is damaged: an activity stands in it twice.").format(name=name)
    return title, NOTHING_IMPORTED


def too_long(name: str) -> Trouble:
    """Say that the file is far too long."""
    return tr("“{name}” is too long for an exported outbox.").format(name=name), NOTHING_IMPORTED


def cannot_read(name: str, cause: str) -> Trouble:
    """Say that the file cannot be read."""
    return tr("“{name}” cannot be read ({cause}).").format(name=name, cause=cause), NOTHING_IMPORTED


def cannot_write(name: str, cause: str) -> Trouble:
    """Say that the file cannot be written."""
    title = tr("“{name}” cannot be written ({cause}).").format(name=name, cause=cause)
    return title, tr("Choose another file.")


def exported(count: int, name: str) -> str:
    """Count what was written."""
    return tr("Activities in “{name}”: {count}. The file holds your notes as plain text.").format(
        name=name, count=count
    )


def imported(added: int, known: int, to_check: int) -> str:
    """Count what was taken, what was here before, and what is looked for in nodestash first."""
    sentence = tr("Imported: {added} · Here already: {known}").format(added=added, known=known)
    if not to_check:
        return sentence
    looked = tr("Looked for in nodestash before they are sent: {count}").format(count=to_check)
    return f"{sentence} · {looked}"
