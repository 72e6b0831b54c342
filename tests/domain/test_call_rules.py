"""What the settings can say about calls."""

import pytest

from stashlog.domain.call_rules import FollowUpRule, read_follow_ups, read_outcomes
from stashlog.domain.details import Outcome

RULE = {"outcome": "Voicemail", "subject": "Call back", "working_days": 2}


def test_outcomes_are_read_in_their_order_and_once() -> None:
    assert read_outcomes("outcomes", ["Won", "No answer", "won", "Call later"]) == (
        Outcome("won", "Won"),
        Outcome("no_answer", "No answer"),
        Outcome("call_later", "Call later"),
    )


@pytest.mark.parametrize("value", [[], "Won", [""], [1], ["x" * 201], ["a"] * 21, None])
def test_other_outcomes_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="“outcomes” must be a list"):
        read_outcomes("outcomes", value)


def test_rules_are_read() -> None:
    assert read_follow_ups("follow_up", [RULE, {**RULE, "outcome": "Won", "time": "14:30"}]) == (
        FollowUpRule("voicemail", "Call back", 2, "09:00"),
        FollowUpRule("won", "Call back", 2, "14:30"),
    )


def test_no_rules_are_fine() -> None:
    assert read_follow_ups("follow_up", []) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": ""},
        {"subject": 3},
        {"working_days": -1},
        {"working_days": 61},
        {"working_days": True},
        {"working_days": "2"},
        {"time": "25:00"},
        {"time": 9},
        {"tiem": "9:00"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="“follow_up” needs an outcome"):
        read_follow_ups("follow_up", [{**RULE, **change}])


@pytest.mark.parametrize("value", [RULE, ["x"], None, [None]])
def test_what_is_no_list_of_rules_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="“follow_up” needs an outcome"):
        read_follow_ups("follow_up", value)
