"""Details: what a type of activity needs beyond the fields of the API; sent in its `metadata`.

An entry keeps them as pairs of key and text, also those of a type that was chosen earlier, so that
nothing is lost when the type is switched. Only those of its own type are sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from stashlog.domain.durations import read_duration
from stashlog.domain.vocabulary import ActivityType, Json
from stashlog.wording import details as words

Pairs = tuple[tuple[str, str], ...]
"""Keys with what was typed or chosen for them."""

DIRECTION = "direction"
OUTCOME = "outcome"
DURATION = "duration_seconds"
PLACE = "place"
PRIORITY = "priority"

DETAILS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ActivityType.CALL: (DIRECTION, OUTCOME, DURATION),
        ActivityType.EMAIL: (DIRECTION,),
        ActivityType.MEETING: (DURATION, PLACE),
        ActivityType.TASK: (PRIORITY,),
    }
)
"""The details of each type, in the order in which the form shows them."""

DETAIL_KEYS = frozenset(key for keys in DETAILS.values() for key in keys)

TIMER_STARTED = "timer_started"
"""When a timer was started that is still running, ISO 8601; never sent."""

FOLLOW_UP = "follow_up"
FOLLOW_UP_SUBJECT = "follow_up_subject"
FOLLOW_UP_DUE = "follow_up_due"
FOLLOW_UP_KEYS = (FOLLOW_UP, FOLLOW_UP_SUBJECT, FOLLOW_UP_DUE)
"""What is typed for the follow-up (`stashlog.domain.follow_up`); never sent with the call."""

DIRECTIONS = ("out", "in")
PRIORITIES = ("low", "normal", "high")

DEFAULTS: Mapping[str, str] = MappingProxyType({DIRECTION: "out"})
"""What the form shows, and logs, where nothing was chosen."""


class Outcome(NamedTuple):
    """How a call can end.

    Attributes:
        code: What is sent: plain, lower-case, without spaces.
        label: What the button says.
    """

    code: str
    label: str

    @classmethod
    def of(cls, label: str) -> Outcome:
        """Return the outcome with this label; its code is made from it."""
        return cls("_".join(label.casefold().split()), label)


OUTCOMES = tuple(Outcome(code, label) for code, label in words.OUTCOMES.items())
"""The outcomes of a call where the settings name no others."""


def detail(details: Pairs, key: str) -> str:
    """Return the text of one detail; empty where there is none."""
    return dict(details).get(key, "")


def with_details(details: Pairs, changes: Mapping[str, str]) -> Pairs:
    """Return details with some texts changed; an empty one is left out.

    The follow-up comes last, as the form reads it.
    """
    merged = {**dict(details), **changes}
    kept = ((key, text) for key, text in merged.items() if text or key not in changes)
    return tuple(sorted(kept, key=lambda pair: pair[0] in FOLLOW_UP_KEYS))


def with_defaults(type_: str, details: Pairs) -> Pairs:
    """Return details with what the form shows of a type where nothing was chosen."""
    shown = {key: text for key, text in DEFAULTS.items() if key in DETAILS.get(type_, ())}
    return with_details(details, {key: detail(details, key) or shown[key] for key in shown})


def say_nothing(details: Iterable[tuple[str, str]]) -> bool:
    """Whether nothing is in the details but what would be there anyway."""
    return all(not text.strip() or DEFAULTS.get(key) == text for key, text in details)


def read_detail(key: str, text: str) -> Json:
    """Read one detail into the value that is sent; None where there is none.

    Raises:
        ValueError: with a sentence for the user.
    """
    return _READERS[key](text)


def _read_text(text: str) -> Json:
    return text.strip() or None


def _one_of(choices: tuple[str, ...]) -> Callable[[str], Json]:
    def read(text: str) -> Json:
        if text and text not in choices:
            raise ValueError(words.not_a_choice(text, choices))
        return text or None

    return read


_READERS: Mapping[str, Callable[[str], Json]] = MappingProxyType(
    {
        DIRECTION: _one_of(DIRECTIONS),
        OUTCOME: _read_text,
        DURATION: read_duration,
        PLACE: _read_text,
        PRIORITY: _one_of(PRIORITIES),
    }
)
