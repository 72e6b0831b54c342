"""What is said when no window can open."""

from stashlog.wording.catalogue import tr

TITLE = tr("Stashlog cannot start")


def missing_library(library: str) -> str:
    """Name the system's library that is not there, where it is known."""
    if not library:
        return tr(
            "Stashlog's window cannot open, because Qt found no way to use this display. What you "
            "logged is safe; “stashlog doctor” in a terminal says more."
        )
    return tr(
        "Stashlog's window cannot open, because this computer lacks the library {library}. Install "
        "the package that holds it, then start Stashlog again."
    ).format(library=library)


def library_named(loader: str) -> str:
    """Return the library that the loader's message names, which stands before its first colon."""
    return loader.partition(":")[0].strip()


def no_connection(display: str) -> str:
    """Say that a display is named and does not answer."""
    return tr(
        "Stashlog's window cannot open, because the display {display} cannot be reached. “stashlog "
        "log” stores and sends an activity without one."
    ).format(display=display)
