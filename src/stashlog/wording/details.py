"""The words of what each type needs: direction, outcome, duration, place, priority, follow-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from stashlog.wording.catalogue import tr

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "direction": tr("Direction"),
        "outcome": tr("Outcome"),
        "duration_seconds": tr("Duration"),
        "place": tr("Place"),
        "priority": tr("Priorit&y"),
        "follow_up_subject": tr("Follow-up sub&ject"),
        "follow_up_due": tr("Follow-up due"),
    }
)
"""The label of each detail, by its key."""

DIRECTIONS: Mapping[str, str] = MappingProxyType({"out": tr("Out"), "in": tr("In")})
PRIORITIES: Mapping[str, str] = MappingProxyType(
    {"": tr("None"), "low": tr("Low"), "normal": tr("Normal"), "high": tr("High")}
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "connected": tr("Connected"),
        "no_answer": tr("No answer"),
        "voicemail": tr("Voicemail"),
        "busy": tr("Busy"),
    }
)
"""The outcomes where the settings name no others, by what is sent."""

FOLLOW_UP_SUBJECTS: Mapping[str, str] = MappingProxyType(
    {"voicemail": tr("Call back"), "no_answer": tr("Try again")}
)
"""What an outcome proposes to do, where the settings say nothing else."""

START = tr("Start")
STOP = tr("Stop")
START_TIMER = tr("Start the timer")
STOP_TIMER = tr("Stop the timer")
KEEP_COUNTING = tr("Still on the call")

FOLLOW_UP = tr("&Follow up:")
CHANGE = tr("C&hange")
DONE = tr("&Hide")

NO_SUBJECT = tr("Say what is to be done, or switch the follow-up off.")


def with_number(number: int, label: str) -> str:
    """Put the digit that chooses it, together with Alt, before a choice."""
    return tr("{number} {label}").format(number=number, label=label)


def with_key(name: str, keys: str) -> str:
    """Name a button and the key that presses it."""
    return tr("{name} ({keys})").format(name=name, keys=keys)


def duration_echo(seconds: int) -> str:
    """Say how a duration was understood, in words."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(tr("{number} h").format(number=hours))
    if minutes:
        parts.append(tr("{number} min").format(number=minutes))
    if rest or not parts:
        parts.append(tr("{number} s").format(number=rest))
    return " ".join(parts)


def duration_unreadable(text: str) -> str:
    """Say how a duration can be typed."""
    return tr(
        "“{text}” is not a duration that can be read. Type it like “4:30”, “4m”, “1h 5m”, or as "
        "a number of seconds."
    ).format(text=text.strip()[:40])


def duration_too_long(text: str) -> str:
    """Say that nobody talks for so long."""
    return tr("“{text}” is more than a day. Type a shorter duration.").format(
        text=text.strip()[:40]
    )


def not_a_choice(text: str, choices: Sequence[str]) -> str:
    """Name what there is to choose from."""
    return tr("“{text}” is none of: {choices}.").format(text=text[:40], choices=", ".join(choices))


def key_taken(key: str) -> str:
    """Say that a row of metadata repeats what has a field of its own."""
    return tr("“{key}” has a field of its own above. Rename or remove the row.").format(key=key)


def still_on_the_call(counted: str) -> str:
    """Ask about a timer that may have been forgotten."""
    return tr("Still on the call? The timer shows {counted}.").format(counted=counted)


def stop_at(counted: str) -> str:
    """Offer to end the call where Stashlog was last used, with the duration that this makes."""
    return tr("It ended after {counted}").format(counted=counted)


def follow_up_line(subject: str, when: str) -> str:
    """Say which task is stored with the call."""
    if not subject.strip():
        return tr("with a task")
    if not when:
        return tr("task “{subject}”").format(subject=subject)
    return tr("task “{subject}” on {when}").format(subject=subject, when=when)


def follow_up_said(line: str) -> str:
    """Name the check box, as it is read aloud."""
    return tr("Follow up: {line}").format(line=line)


def logged_with_follow_up(time: str) -> str:
    """Say when the call and its follow-up were stored; `time` is local."""
    return tr("Logged at {time}, with a follow-up").format(time=time)
