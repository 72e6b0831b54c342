"""The page about Stashlog, and the notice of a newer version."""

from stashlog.wording.catalogue import tr

TITLE = tr("About Stashlog")
OPEN_PROJECT = tr("Project page")
OPEN_LICENCES = tr("Licence texts")
PARTS = tr("What it is made of")
QT = tr(
    "Qt and Qt for Python are used under the LGPL, version 3. You may exchange their libraries for "
    "your own build of the same or a compatible version: they lie in {folder}, and nothing checks "
    "them."
)
LICENCE = tr("Free software under the MIT licence, without any warranty.")


def version(number: str) -> str:
    """Name the version."""
    return tr("Stashlog {number}, activity logger for nodestash").format(number=number)


def newer(number: str, page: str) -> str:
    """Say that there is a newer version, and where."""
    return tr(
        "Stashlog {number} is out. Nothing was downloaded; you find it at {page} or with whoever "
        "looks after this computer."
    ).format(number=number, page=page)
