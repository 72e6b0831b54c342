"""What the demonstration without a display says."""

from stashlog.wording.catalogue import tr

NOT_ARRIVED = tr(
    "The activity did not reach the sandbox in time. “stashlog doctor” says what is wrong."
)


def arrived(subject: str, server_id: str) -> str:
    """Say what was done."""
    return tr(
        "Logged “{subject}” through the form, off-screen. The sandbox stored it as {server_id}."
    ).format(subject=subject, server_id=server_id)


def picture(path: str) -> str:
    """Say where the picture of the window is."""
    return tr("A picture of the window is in {path}").format(path=path)
