"""The call list."""

from __future__ import annotations

from stashlog.wording.catalogue import tr

TITLE = tr("Call list")
ADD = tr("&Add a contact")
ADD_HINT = tr("Name, company or phone number")
LIST_NAME = tr("Whom to call")
CALL = tr("Call")
SKIP = tr("Take off the list")
BACK = tr("Back to the form")
STOP = tr("Stop and open the form")
NOTES = tr("Take notes")
LOADING = tr("Looking who is to be called…")
EMPTY = tr("Nobody is to be called today.")
EMPTY_HINT = tr(
    "Tasks with a contact appear here on the day they are due. Add contacts above, or press "
    "{key} while one stands in the form."
)
NO_NUMBER = tr("no phone number in nodestash")
PICK_FIRST = tr("Choose a contact first; then it can be put on the call list.")
ON_LIST = tr("On the call list")
TAKEN_OFF = tr("“{name}” is off the call list.")
PUT_BACK = tr("Put back")


def button(count: int) -> str:
    """Lead to the call list, with how many calls are in it."""
    return tr("Call list: {count}").format(count=f"{count:,}") if count else TITLE


def row(name: str, why: str, phone: str, company: str) -> str:
    """Write a row in two lines: who, and below why, the number and the company.

    What is longest comes last: the end is cut where there is no room.
    """
    below = " · ".join(part for part in (why, phone or NO_NUMBER, company) if part)
    return f"{name}\n{below}"


def due(task: str, moment: str) -> str:
    """Say why somebody is to be called; `moment` is local."""
    if not task:
        return tr("due {moment}").format(moment=moment)
    return tr("{task}, due {moment}").format(task=task, moment=moment)


def empty_hint(key: str) -> str:
    """Say how calls get onto the list."""
    return EMPTY_HINT.format(key=key)


def on_the_phone(name: str, duration: str) -> str:
    """Say who is being called, and for how long so far."""
    return tr("Calling {name} · {duration}").format(name=name, duration=duration)


def taken_off(name: str) -> str:
    """Say who was taken off the list."""
    return TAKEN_OFF.format(name=name)


def no_number(name: str) -> str:
    """Say that nothing could be dialled, and that the timer runs nevertheless."""
    return tr("nodestash has no phone number for {name}. The timer runs; dial by hand.").format(
        name=name
    )


def no_dialler(name: str, number: str) -> str:
    """Say that this computer cannot dial, and the number to dial by hand."""
    return tr(
        "No program on this computer opens phone numbers. Dial {number} for {name} by hand; the "
        "timer runs."
    ).format(name=name, number=number)
