"""What is said when a command fails: sentences for people, and JSON where that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stashlog.cli.console import Console, Json, one_line
from stashlog.cli.statuses import UsageError
from stashlog.domain.entry import InvalidEntryError
from stashlog.domain.errors import StashlogError
from stashlog.domain.server_text import clean
from stashlog.wording import cli as words

OPTIONS: Mapping[str, str] = {
    "type": "--type",
    "subject": "--subject",
    "body": "--body",
    "contact_id": "--contact",
    "company_id": "--company",
    "deal_id": "--deal",
    "due_date": "--due",
    "tags": "--tag",
    "metadata": "--meta",
}
"""The option that fills each field, by the API's name of the field."""


def tell_failure(console: Console, arguments: Sequence[str], error: StashlogError) -> None:
    """Say what went wrong and what to do, each field's message at the option that fills it."""
    fields = field_errors_of(error)
    if isinstance(error, InvalidEntryError):
        console.tell(error.title)
        tell_fields(console, fields)
        message = error.title
    else:
        # What was typed is repeated in some of them, and that can be a key in the wrong place.
        message = clean(f"{error.title} {error.advice}")
        console.tell(message)
    if console.json_wanted and not console.answered:
        console.document(failure_document(arguments, message, fields))


def tell_fault(console: Console, arguments: Sequence[str], error: Exception) -> None:
    """Say that Stashlog itself is at fault, and put the details into the log."""
    from stashlog.logs import log_fault
    from stashlog.paths import Places

    file = Places.locate().log_file
    log_fault(file, error)
    message = f"{words.FAULT} {words.fault_advice(file)}"
    console.tell(message)
    if console.json_wanted and not console.answered:
        console.document(failure_document(arguments, message, {}))


def tell_fields(console: Console, errors: Mapping[str, str]) -> None:
    """Say what is wrong with each field, at the option that fills it."""
    for field, sentence in errors.items():
        console.tell(f"  {words.about(OPTIONS.get(field, field), one_line(sentence))}")


def field_errors_of(error: StashlogError) -> dict[str, str]:
    """Return the sentences that belong to fields, by the API's names."""
    if isinstance(error, InvalidEntryError):
        return dict(error.field_errors)
    if isinstance(error, UsageError) and error.field is not None:
        return {error.field: error.title}
    return {}


def failure_document(
    arguments: Sequence[str], message: str, field_errors: Mapping[str, str]
) -> Json:
    """Return what a script reads in place of the answer: nothing was stored.

    `stashlog log` keeps its shape, every other command says no more than the message.
    """
    if "log" not in arguments:
        return {"message": message}
    empty: dict[str, Json] = dict.fromkeys(("id", "state", "server_id", "request_id"))
    return {**empty, "message": message, "field_errors": dict(field_errors)}
