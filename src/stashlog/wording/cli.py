"""What the command line says about itself: help, and what is wrong with the arguments."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from stashlog.wording.catalogue import tr

TAGLINE = tr("Stashlog: activity logger for nodestash.")
USAGE = tr("Usage: stashlog [COMMAND] [OPTION]…")
COMMANDS = tr("Commands:")
EVERYWHERE = tr("Options everywhere:")
MORE_HELP = tr("“stashlog COMMAND --help” says more about each.")

SUMMARIES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        (): tr("Open the window, or raise the one that is open."),
        ("new",): tr("Open the form, filled in."),
        ("log",): tr("Store an activity and try to send it at once, without a window."),
        ("send",): tr("Send what is due, without a window."),
        ("outbox", "list"): tr("List what was logged and what became of it, oldest first."),
        ("outbox", "show"): tr("Show one activity with its notes."),
        ("outbox", "retry"): tr("Let an activity be tried again as soon as possible."),
        ("outbox", "discard"): tr("Take an activity out of the outbox; kept for 30 days."),
        ("outbox", "export"): tr("Write the whole outbox into a file; “-” is standard output."),
        ("outbox", "import"): tr("Read an exported outbox; nothing in it is taken or sent twice."),
        ("key", "set"): tr("Keep the API key, read from standard input, in the keyring."),
        ("key", "status"): tr("Say whether there is an API key, and where; never shows it."),
        ("key", "clear"): tr("Remove the API key from the keyring."),
        ("sandbox",): tr("Run a made-up nodestash on this computer, to try things out."),
        ("doctor",): tr("Say what a support person asks first; no key, no notes."),
    }
)
"""One line for each command, by its words."""

HELP_BASE_URL = tr("the server's address; https, or http on this computer")
HELP_VERSION = tr("say the version and end")
HELP_HELP = tr("show this help and end")
HELP_SANDBOX = tr("work against a made-up nodestash inside this process")
HELP_JSON = tr("write one JSON document to standard output")
HELP_TYPE = tr("call, email, meeting, task, note or custom")
HELP_SUBJECT = tr("what it was about, in a few words")
HELP_BODY = tr("the notes")
HELP_CONTACT = tr("the contact's id; starts with ct_")
HELP_COMPANY = tr("the company's id; starts with co_")
HELP_DEAL = tr("the deal's id; starts with dl_")
HELP_PHONE = tr("the phone number; kept in the metadata as “phone”")
HELP_DUE = tr("when it is due, such as “tomorrow 9”, “+3d”, 2026-03-14T13:00:00Z")
HELP_TAG = tr("a tag; can be given several times")
HELP_META = tr("metadata, such as outcome=voicemail; can be given several times")
HELP_DRAFT = tr("keep it as a draft and do not send it")
HELP_WAIT = tr("go on until nothing is left to send or check, at most so long")
HELP_STATE = tr("only items in this state; can be given several times")
HELP_ID = tr("the activity's id, or its first characters")
HELP_EXPORT = tr(
    "the file: a name in .csv becomes a table for spreadsheets, any other JSON that can be "
    "imported; “-” is standard output"
)
HELP_IMPORT = tr("a file exported as JSON; “-” is standard input")
HELP_PORT = tr("the TCP port; a free one is chosen if left out")
HELP_PLAN = tr("free, starter, pro, scale or enterprise; sets the rate limits")

SECONDS = tr("SECONDS")

META_SHAPE = tr("--meta takes KEY=VALUE, such as --meta outcome=voicemail.")
WAIT_SHAPE = tr("--wait takes a number of seconds, such as --wait 60.")
PORT_SHAPE = tr("--port takes a whole number from 0 to 65535.")
HEADLESS_ALONE = tr("--headless goes with --sandbox only.")
NO_DISPLAY = tr("There is no display on which the window could open.")
NO_DISPLAY_ADVICE = tr("“stashlog log” stores and sends an activity without one.")
STORED_AS_DRAFT = tr("Stored as a draft.")
_STORED = tr("Stored and waiting.")
_WHO_SENDS = tr("It is sent by the open window, or by “stashlog send”.")
STORED_NOT_TRIED = f"{_STORED} {_WHO_SENDS}"
RETRIED = tr("It is tried again by the open window, or by “stashlog send”.")
DISCARDED = tr("Discarded. It can be restored for 30 days.")
NOTHING_HERE = tr("There is nothing in the outbox.")
LABEL_ID = tr("Id")
LABEL_STATE = tr("State")
LABEL_REASON = tr("Because")
LABEL_SERVER_ID = tr("nodestash id")
LABEL_REQUEST_ID = tr("Request id")

_BECAME: Mapping[str, str] = MappingProxyType(
    {
        "sent": tr("Sent."),
        "sending": tr("Stored; it is being sent at this moment."),
        "checking": tr("Stored, and perhaps sent: {reason}"),
        "needs_you": tr("Stored under “Needs you”: {reason}"),
    }
)
FAULT = tr("Stashlog met a fault of its own.")
INTERRUPTED = tr("Interrupted.")


def fault_advice(log_file: object) -> str:
    """Say where the details are."""
    return tr("What was stored is safe. The details are in {file}.").format(file=log_file)


def what_became(state: str, reason: str) -> str:
    """Say what became of an activity that was just stored, and why."""
    return _BECAME.get(state, "{reason}").format(reason=reason)


def waiting(cause: str) -> str:
    """Say that an activity waits, why, and who will send it."""
    stored = tr("Stored and waiting: {cause}").format(cause=cause) if cause else _STORED
    return f"{stored} {_WHO_SENDS}"


def about_key(detail: str) -> str:
    """Pass on what nodestash, the keyring or the check of the key has to say about it."""
    return tr("About the API key: {detail}").format(detail=detail)


def ids(item_id: str, server_id: str | None) -> str:
    """Name the activity here and, if it is there, in nodestash."""
    here = tr("Id here: {id}").format(id=item_id)
    if server_id is None:
        return here
    return here + tr(", in nodestash: {id}").format(id=server_id)


def counts(sent: int, waiting: int, checking: int, needs_you: int) -> str:
    """Sum up a run of sending."""
    return tr("Sent: {sent} · Waiting: {waiting} · Checking: {checking} · Needs you: {you}").format(
        sent=sent, waiting=waiting, checking=checking, you=needs_you
    )


def unknown_command(path: Sequence[str], meant: str | None, known: Iterable[str]) -> str:
    """Say that there is no such command, and which one was probably meant."""
    *before, word = path
    sentence = tr("“{word}” is not a command of “{program}”.").format(
        word=word[:60], program=_program(before)
    )
    if meant is not None:
        hint = tr("Did you mean “{command}”?").format(command=_program([*before, meant]))
    else:
        hint = tr("There are: {known}.").format(known=", ".join(known))
    return f"{sentence} {hint}"


def incomplete_command(path: Sequence[str], following: Iterable[str]) -> str:
    """Say which words can follow."""
    return tr("“{program}” needs one of these words after it: {words}.").format(
        program=_program(path), words=", ".join(following)
    )


def unknown_option(option: str, path: Sequence[str], meant: str | None = None) -> str:
    """Say that the command has no such option, and which one was probably meant."""
    sentence = tr("{option} is not an option of “{program}”.").format(
        option=option[:60], program=_program(path)
    )
    if meant is not None:
        return f"{sentence} " + tr("Did you mean {option}?").format(option=meant)
    if not path:
        return f"{sentence} " + tr("The options of a command stand after it.")
    return f"{sentence} " + tr("“{program} --help” lists them.").format(program=_program(path))


def value_missing(option: str) -> str:
    """Say that an option needs a value, and how one is given that begins with a dash."""
    return tr("{option} needs a value. One that begins with “-” is given as {option}=-….").format(
        option=option
    )


def takes_no_value(option: str) -> str:
    """Say that an option is a mere switch."""
    return tr("{option} takes no value.").format(option=option)


def operand_missing(program: str, operand: str) -> str:
    """Say what has to follow the command."""
    return tr("“{program}” needs {operand} after it.").format(program=program, operand=operand)


def too_much(program: str, argument: str) -> str:
    """Say that an argument means nothing here."""
    return tr("“{program}” does not know what to do with “{argument}”.").format(
        program=program, argument=argument[:60]
    )


def wrong_arguments(program: str, cause: str) -> str:
    """Pass on what the argument parser says where no sentence of ours fits."""
    return f"{program}: {cause}."


def about(option: str, sentence: str) -> str:
    """Put the option before what is wrong with its value."""
    return f"{option}: {sentence}"


def unknown_choice(option: str, text: str, known: Iterable[str]) -> str:
    """Say which values an option takes."""
    return tr("{option} does not take “{text}”. Choose one of: {known}.").format(
        option=option, text=text[:60], known=", ".join(known)
    )


def _program(path: Sequence[str]) -> str:
    return " ".join(("stashlog", *path))
