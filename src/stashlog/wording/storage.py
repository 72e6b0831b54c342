"""What is said when the local store cannot be used, or had to be mended.

Each trouble is a pair: a title (what happened) and an advice (what to do now).
"""

from __future__ import annotations

from datetime import datetime

from stashlog.wording.catalogue import tr

Trouble = tuple[str, str]

STALE: Trouble = (
    tr("This activity was changed somewhere else in the meantime."),
    tr("Look at it again, then repeat what you wanted to do."),
)
KNOWN_ALREADY: Trouble = (
    tr("This activity is in the outbox already."),
    tr("Nothing was changed."),
)
BAD_REQUEST = tr("its stored request does not match its checksum")
BAD_ENTRY = tr("its stored text cannot be read")
NO_REQUEST = tr("its request is missing")


def disk_full(folder: str) -> Trouble:
    """Say that nothing more fits on the disk."""
    return (
        tr("The disk is full, so nothing was stored."),
        tr("Free some space on the disk that holds {folder}, then try again.").format(
            folder=folder
        ),
    )


def read_only(folder: str) -> Trouble:
    """Say that the store can be read and not written."""
    return (
        tr("Stashlog may only read its data, so nothing was stored."),
        tr("Make the folder {folder} and the files in it writable, then try again.").format(
            folder=folder
        ),
    )


def unusable_folder(folder: str, cause: str) -> Trouble:
    """Say that the data folder cannot be made or opened; `cause` is the system's own word."""
    return (
        tr("The data folder {folder} cannot be used: {cause}.").format(folder=folder, cause=cause),
        tr(
            "Correct its permissions, or choose another folder with STASHLOG_HOME, "
            "then start Stashlog again. Nothing was stored."
        ),
    )


def cannot_open(folder: str) -> Trouble:
    """Say that the data file cannot be opened."""
    return (
        tr("The data file in {folder} cannot be opened.").format(folder=folder),
        tr(
            "Check that the folder exists, that you may write in it and that there is space, "
            "then try again. Nothing was stored."
        ),
    )


def missing(folder: str) -> Trouble:
    """Say that there is nothing to read yet."""
    return (
        tr("There is no Stashlog data in {folder} yet.").format(folder=folder),
        tr("It is made when the first activity is stored."),
    )


def outdated(folder: str) -> Trouble:
    """Say that an older version wrote the data, which cannot be read without changing it."""
    return (
        tr("The data in {folder} was written by an older Stashlog.").format(folder=folder),
        tr("Start Stashlog once, so that it can bring the data up to date."),
    )


def locked(folder: str) -> Trouble:
    """Say that another program keeps the store to itself."""
    return (
        tr("Another program is keeping Stashlog's data locked, so nothing was stored."),
        tr(
            "Close programs that use the folder {folder}, such as a backup or a "
            "database viewer, then try again."
        ).format(folder=folder),
    )


def moved(folder: str) -> Trouble:
    """Say that the open data file is no longer the one in the folder."""
    return (
        tr("Stashlog's data was moved or replaced while it was open, so nothing was stored."),
        tr("Copy what you are typing, then start Stashlog again. Its data is in {folder}.").format(
            folder=folder
        ),
    )


def disk_fault(folder: str) -> Trouble:
    """Say that the disk failed to read or write."""
    return (
        tr("The disk reported a fault, so nothing was stored."),
        tr(
            "Check that the disk that holds {folder} is connected and healthy, then try again."
        ).format(folder=folder),
    )


def damaged(folder: str) -> Trouble:
    """Say that the content of the data file is broken."""
    return (
        tr("Stashlog's data file is damaged, so nothing was stored."),
        tr(
            "Copy what you are typing, then start Stashlog again: it keeps the damaged file "
            "in {folder} and takes the newest backup."
        ).format(folder=folder),
    )


def damaged_in_use(folder: str) -> Trouble:
    """Say that a damaged file cannot be mended while another program uses it."""
    return (
        tr("Stashlog's data file is damaged, and another program has it open."),
        tr(
            "Close every Stashlog window and every program that uses {folder}, "
            "then start Stashlog again."
        ).format(folder=folder),
    )


def too_new(written_by: str | None, own_version: str) -> Trouble:
    """Say which version is needed for data that a newer Stashlog wrote.

    Args:
        written_by: The version that made the data's format; None where the data does not say.
        own_version: The version that is running.
    """
    # Two builds of one version can differ in their format, while that is being made.
    unknown = written_by in (None, own_version)
    needed = tr("a newer Stashlog") if unknown else f"Stashlog {written_by}"
    return (
        tr("The data was written by {needed}; this is Stashlog {own}.").format(
            needed=needed, own=own_version
        ),
        tr("Install {needed} or a later version. The data was left as it is.").format(
            needed=tr("the newest Stashlog") if unknown else needed
        ),
    )


def sqlite_too_old(found: str, needed: str) -> Trouble:
    """Say that the SQLite that came with Python is too old."""
    return (
        tr("The SQLite library of this Python is {found}; Stashlog needs {needed}.").format(
            found=found, needed=needed
        ),
        tr("Use a newer Python. Nothing was stored."),
    )


def unforeseen(code: str) -> Trouble:
    """Say that the store failed in a way that nobody thought of."""
    return (
        tr("Stashlog's data could not be used ({code}), so nothing was stored.").format(code=code),
        tr("Try again. If it stays like this, start Stashlog again."),
    )


def set_aside(name: str) -> str:
    """Say where the damaged file is now."""
    return tr(
        "The data file was damaged or incomplete. It was kept under the name {name}; "
        "nothing in it was deleted."
    ).format(name=name)


def vanished() -> str:
    """Say that the data file was gone or empty."""
    return tr("The data file was missing or empty.")


def restored(made: datetime | None) -> str:
    """Say which backup is in use now; `made` is None where its name does not say when."""
    if made is None:
        return tr("The newest backup was restored.")
    local = made.astimezone().strftime("%Y-%m-%d %H:%M")
    return tr("The backup of {moment} was restored.").format(moment=local)


def saved(count: int) -> str:
    """Say how many activities could still be read from the damaged file."""
    return tr("Newer activities that could still be read from the damaged file: {count}.").format(
        count=count
    )


def times_mended() -> str:
    """Say that times were lost, and nothing else."""
    return tr(
        "Some of the times in the data file were damaged and had to be replaced. No text was lost."
    )


def unsent_wait(count: int) -> str:
    """Say how many activities have to be decided about, since more may have happened to them."""
    return tr(
        "Activities not known to be in nodestash: {count}. They are under “Needs you”, "
        "because they may have arrived nevertheless."
    ).format(count=count)


def nothing_saved() -> str:
    """Say that there was nothing to restore."""
    return tr(
        "There was no usable backup, and nothing could be read from the damaged file, "
        "so Stashlog starts with an empty outbox."
    )


def backup_failed(cause: str) -> str:
    """Say that today's backup could not be made; `cause` is the title of the trouble."""
    return tr("Today's backup could not be made. {cause}").format(cause=cause)
