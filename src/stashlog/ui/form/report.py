"""What went wrong with a submit, as the form is told about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stashlog.domain.activity import FIELDS
from stashlog.domain.details import DETAILS, FOLLOW_UP_KEYS
from stashlog.domain.entry import Entry
from stashlog.wording import form as words


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """Why an activity was not accepted, by the server or before it was sent.

    Attributes:
        field_errors: Messages by field path, such as "subject", "tags.0" or "metadata.priority",
            or a name that the form does not have.
        title: What happened.
        advice: What to do, where the messages do not say it.
        request_id: For support; None where no request was made.
    """

    field_errors: Mapping[str, str]
    title: str
    advice: str = ""
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One message and where it belongs.

    Attributes:
        field: One of the form's fields, or None for one that it lacks.
        path: The path as reported.
    """

    field: str | None
    path: str
    message: str


def problems(report: ErrorReport, entry: Entry) -> list[Problem]:
    """Sort a report's messages by the form's fields; those of unknown fields come last.

    Args:
        report: What was reported.
        entry: What stands in the form, to name the tag or the detail that a message is about.
    """
    found = [_problem(path, message, entry) for path, message in report.field_errors.items()]
    order = {field: position for position, field in enumerate(_order(entry))}
    return sorted(found, key=lambda one: order.get(one.field or "", len(order)))


def by_field(found: Sequence[Problem]) -> Mapping[str, str]:
    """Join the messages of each field that the form has."""
    messages: dict[str, str] = {}
    for problem in found:
        if problem.field is not None:
            earlier = messages.get(problem.field)
            messages[problem.field] = (
                f"{earlier}\n{problem.message}" if earlier else problem.message
            )
    return messages


def _order(entry: Entry) -> list[str]:
    """Return the fields as they stand in the form from top to bottom."""
    after = FIELDS.index("subject") + 1
    needed = DETAILS.get(entry.type, ())
    return [*FIELDS[:after], *needed, *FIELDS[after:], *FOLLOW_UP_KEYS]


def _problem(path: str, message: str, entry: Entry) -> Problem:
    if path in FOLLOW_UP_KEYS:
        return Problem(path, path, message)
    field, _, rest = path.partition(".")
    if field == "metadata" and _has_field(rest, entry):
        return Problem(rest, path, message)
    if field not in FIELDS:
        return Problem(None, path, message)
    part = _part(field, rest, entry)
    return Problem(field, path, words.at_part(part, message) if part else message)


def _has_field(key: str, entry: Entry) -> bool:
    """Whether a key of the metadata comes from a field of its own rather than from a row."""
    return key in DETAILS.get(entry.type, ()) and key not in {
        row.strip() for row, _ in entry.metadata
    }


def _part(field: str, rest: str, entry: Entry) -> str | None:
    """Name the one of several tags or details that the rest of a path points to."""
    if field == "tags" and len(entry.tags) > 1 and rest.isdecimal():
        position = int(rest)
        return entry.tags[position] if position < len(entry.tags) else None
    if field == "metadata" and rest and [rest] != [key.strip() for key, _ in entry.metadata]:
        return rest
    return None
