"""Words of the window around form and outbox."""

from stashlog.wording.catalogue import tr

TITLE = tr("Stashlog")
TITLE_SANDBOX = tr("Stashlog · sandbox, nothing is real")

SAVED_AS_YOU_TYPE = tr("Saved as you type")
RESTORED = tr("Your text from last time is back")
STORING = tr("Saving…")
TAKEN_BACK = tr("Taken back")
TAKING_BACK = tr("Taking it back from nodestash…")
DRAFT_SAVED = tr("Saved as a draft")
KEPT_AS_DRAFT = tr("What you were typing was kept as a draft")
EDITING = tr("You are editing an activity from the outbox")
REPEATED = tr("Like the earlier one; due, outcome and duration are yours to fill in")
NOTHING_TO_REPEAT = tr("Nothing was logged yet that could be repeated")
COPIED = tr("Copied")
DISCARDED = tr("Discarded. It can be restored for 30 days")

NOT_ACCEPTED_TITLE = tr("nodestash did not accept this activity")
NOT_STORED_TITLE = tr("This activity is not stored yet")
OPEN = tr("Open")
SHOW_OUTBOX = tr("Outbox")
SHOW_FORM = tr("Form")

UNKEPT = tr("What you typed could not be stored. It is lost if you quit now.")
QUIT_TITLE = tr("Quit Stashlog?")
QUIT = tr("Quit")
STAY = tr("Stay")


def logged_at(time: str) -> str:
    """Say when the last activity was stored; `time` is local."""
    return tr("Logged at {time}").format(time=time)


def not_accepted(subject: str) -> str:
    """Name an activity that came back while its user was already typing the next one."""
    return tr("nodestash did not accept “{subject}”. It is kept under Needs you.").format(
        subject=subject
    )


def unsent(count: int) -> str:
    """Say what quitting leaves to be sent."""
    if count == 1:
        return tr("One activity is not sent yet. It is kept, and sent when Stashlog runs again.")
    return tr(
        "{count} activities are not sent yet. They are kept, and sent when Stashlog runs again."
    ).format(count=count)


def outbox_button(waiting: int, needs_you: int) -> str:
    """Lead to the outbox, with what matters in it."""
    parts = [SHOW_OUTBOX]
    if waiting:
        parts.append(tr("{count} waiting").format(count=waiting))
    if needs_you:
        parts.append(tr("{count} needs you").format(count=needs_you))
    return " · ".join(parts)


FAULT = tr(
    "Something went wrong in Stashlog. Nothing that was stored is lost. The log has details."
)


def about(subject: str, sentence: str) -> str:
    """Say which activity a sentence is about."""
    return tr("“{subject}”: {sentence}").format(subject=subject, sentence=sentence)
