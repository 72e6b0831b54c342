"""What the settings can say about calls: how they end, and what that proposes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from stashlog.domain.details import OUTCOMES, Outcome
from stashlog.wording import details as details_words
from stashlog.wording import settings as words

MOST_OUTCOMES = 20
MOST_DAYS = 60
"""The longest wait that a rule can ask for, in working days."""

_LONGEST = 200
"""Characters of a subject or a label."""

_TIME = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"


class FollowUpRule(NamedTuple):
    """What an outcome proposes.

    Attributes:
        outcome: The code of the outcome.
        subject: The subject of the task.
        working_days: How many days from Monday to Friday later it is due.
        at: The local time at which it is due, "09:00".
    """

    outcome: str
    subject: str
    working_days: int
    at: str = "09:00"


RULES = tuple(
    FollowUpRule(outcome, details_words.FOLLOW_UP_SUBJECTS[outcome], days)
    for outcome, days in (("voicemail", 2), ("no_answer", 1))
)
"""The rules where the settings name no others."""


class CallRules(NamedTuple):
    """What the settings say about calls.

    Attributes:
        outcomes: How a call can end, in the order of the buttons.
        follow_ups: What that proposes; the first rule for an outcome counts.
    """

    outcomes: tuple[Outcome, ...] = OUTCOMES
    follow_ups: tuple[FollowUpRule, ...] = RULES


def read_outcomes(name: str, value: object) -> tuple[Outcome, ...]:
    """Read a list of labels; those of the outcomes that Stashlog brings keep their codes.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_OUTCOMES:
        raise ValueError(words.not_a_list(name, MOST_OUTCOMES))
    found: dict[str, Outcome] = {}
    for label in value:
        if not isinstance(label, str) or not 0 < len(label.strip()) <= _LONGEST:
            raise ValueError(words.not_a_list(name, MOST_OUTCOMES))
        outcome = _outcome(label)
        found.setdefault(outcome.code, outcome)
    return tuple(found.values())


def read_follow_ups(name: str, value: object) -> tuple[FollowUpRule, ...]:
    """Read a list of tables, each with `outcome`, `subject`, `working_days` and perhaps `time`.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not isinstance(value, list):
        raise ValueError(words.not_a_rule(name, MOST_DAYS))  # noqa: TRY004 - bad text, not a bad argument
    return tuple(_rule(name, table) for table in value)


def _rule(name: str, table: object) -> FollowUpRule:
    rule = table if isinstance(table, Mapping) else {}
    outcome, subject = rule.get("outcome"), rule.get("subject")
    days, at = rule.get("working_days"), rule.get("time", "9:00")
    texts = all(
        isinstance(text, str) and 0 < len(text.strip()) <= _LONGEST for text in (outcome, subject)
    )
    number = isinstance(days, int) and not isinstance(days, bool) and 0 <= days <= MOST_DAYS
    match = re.fullmatch(_TIME, at) if isinstance(at, str) else None
    known = rule.keys() <= {"outcome", "subject", "working_days", "time"}
    if not (texts and number and known) or match is None:
        raise ValueError(words.not_a_rule(name, MOST_DAYS))
    return FollowUpRule(
        _outcome(str(outcome)).code, str(subject), int(str(days)), f"{int(match[1]):02}:{match[2]}"
    )


def _outcome(label: str) -> Outcome:
    """Return the outcome that a label or a code stands for."""
    made = Outcome.of(label.strip())
    known = (one for one in OUTCOMES if made.code in (one.code, Outcome.of(one.label).code))
    return next((Outcome(one.code, label.strip()) for one in known), made)
