"""What is said when an action on an item is not possible."""

from stashlog.wording.catalogue import tr

EDIT_AS_NEW = tr("Your changes are kept in the form. Log them as a new activity if you need both.")
CHANGED_ELSEWHERE = tr("This activity was changed in another window in the meantime.")
LIST_ITEMS = tr("“stashlog outbox list” shows every id.")
MORE_OF_THE_ID = tr("Type more of the id.")

_CANNOT_EDIT = {
    "sending": tr("This activity is being sent at this moment."),
    "checking": tr("This activity may already be in nodestash and cannot be changed here."),
    "sent": tr("This activity was sent in the meantime."),
    "discarded": tr("This activity was discarded in the meantime."),
}
_NOT_POSSIBLE = {
    "draft": tr("This activity is a draft."),
    "waiting": tr("This activity is waiting to be sent."),
    "sending": tr("This activity is being sent at this moment. Try again in a few seconds."),
    "checking": tr("Stashlog is finding out whether this activity arrived."),
    "needs_you": tr("This activity needs a decision first."),
    "sent": tr("This activity is already in nodestash."),
    "discarded": tr("This activity was discarded. Restore it first."),
}


def cannot_edit(state: str) -> str:
    """Say why an edit comes too late."""
    return _CANNOT_EDIT.get(state, _CANNOT_EDIT["checking"])


def not_possible(state: str) -> str:
    """Say what state the item is in, which is why the action has no sense."""
    return _NOT_POSSIBLE[state]


def unknown_item(text: str) -> str:
    """Say that there is no such item."""
    return tr("There is no activity with the id “{text}”.").format(text=text[:60])


def ambiguous_item(text: str) -> str:
    """Say that several ids begin like this."""
    return tr("More than one activity has an id that starts with “{text}”.").format(text=text[:60])
