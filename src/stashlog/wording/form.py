"""The words of the form.

An ampersand marks the letter that, with Alt, reaches a field or presses a button. Within the form
each letter may stand for one thing only; the tests look for clashes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from stashlog.wording import details
from stashlog.wording.catalogue import tr

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "type": tr("Type"),
        "contact_id": tr("C&ontact"),
        "company_id": tr("Com&pany"),
        "deal_id": tr("Dea&l"),
        "subject": tr("&Subject"),
        "body": tr("No&tes"),
        "due_date": tr("&Due"),
        "tags": tr("Ta&gs"),
        "metadata": tr("Met&adata"),
    }
)
"""The label of each field, by the API's field name."""

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "call": tr("&Call"),
        "email": tr("&Email"),
        "meeting": tr("&Meeting"),
        "task": tr("Tas&k"),
        "note": tr("&Note"),
        "custom": tr("C&ustom"),
    }
)
"""The button of each activity type, by the API's value."""

LOG_ACTIVITY = tr("Log acti&vity")
SAVE_DRAFT = tr("Save d&raft")
UNDO = tr("Undo")
SAVED_AS_YOU_TYPE = tr("Saved as you type")

DUE_HELP = tr("Like “tomorrow 9”, “fri 14:00” or “+3d”")
DUE_DAY_FORMAT = tr("ddd d MMM yyyy")
"""How a day is echoed, in Qt's date format; the names of days and months come from the locale."""
CHOOSE_DATE = tr("Choose a date")

ADD_TAG = tr("add a tag")
TAGS_HELP = tr("Enter or comma adds a tag. Left arrow reaches the tags, Delete removes one.")

ADD_DETAIL = tr("Add a deta&il")
DETAIL_KEY = tr("Key")
DETAIL_VALUE = tr("Value")

NOTHING_WAS_LOST = tr("Nothing was lost.")
COPY_REQUEST_ID = tr("Copy request id")


def label(field: str) -> str:
    """Return the label of any field of the form."""
    return LABELS.get(field) or details.LABELS[field]


def plain(label: str) -> str:
    """Return a label without the mark of its letter, as it is read aloud."""
    return label.replace("&", "")


def due_echo(day: str, time: str) -> str:
    """Say which day and time was understood."""
    return tr("{day}, {time}").format(day=day, time=time)


def remove_tag(tag: str) -> str:
    """Name the button that is a tag and removes it."""
    return tr("Remove tag {tag}").format(tag=tag)


def detail_key(number: int) -> str:
    """Name the key field of the detail in row `number`, counted from 1."""
    return tr("Detail {number} key").format(number=number)


def detail_value(number: int) -> str:
    """Name the value field of the detail in row `number`, counted from 1."""
    return tr("Detail {number} value").format(number=number)


def remove_detail(number: int) -> str:
    """Name the button that removes row `number`, counted from 1."""
    return tr("Remove detail {number}").format(number=number)


def at_part(part: str, message: str) -> str:
    """Say which tag or which detail a message is about."""
    return tr("“{part}”: {message}").format(part=part, message=message)


_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "Ctrl": tr("Ctrl"),
        "Shift": tr("Shift"),
        "Return": tr("Return"),
        "Space": tr("Space"),
        "Backspace": tr("Backspace"),
        "Del": tr("Del"),
        "Down": tr("Down"),
        "Left": tr("Left"),
        "Right": tr("Right"),
    }
)
"""What the keyboards of a country have printed on them; Qt's own texts are English."""


def key_words(keys: str) -> str:
    """Write keys, as Qt writes them for this system, as they are printed on the keyboard."""
    return "+".join(_KEYS.get(key, key) for key in keys.split("+"))


def summary_line(field: str, message: str) -> str:
    """One line of the error summary for a field that the form has."""
    return tr("{field}: {message}").format(field=field, message=message)


def not_on_this_form(name: str, message: str) -> str:
    """One line of the error summary for a field that only the server knows."""
    return tr("{name} (not on this form): {message}").format(name=name, message=message)


def request(request_id: str) -> str:
    """Name the request, as support asks for it."""
    return tr("Request {request_id}").format(request_id=request_id)
