"""One word for each state."""

from __future__ import annotations

from stashlog.domain.activity import FIELDS, ActivityType
from stashlog.domain.outbox import State
from stashlog.wording.states import FIELD_WORDS, STATE_WORDS, type_word


def test_every_state_has_the_word_that_the_interface_promises() -> None:
    assert {state: STATE_WORDS[state] for state in State} == {
        State.DRAFT: "Draft",
        State.WAITING: "Waiting",
        State.SENDING: "Sending",
        State.CHECKING: "Checking",
        State.NEEDS_YOU: "Needs you",
        State.SENT: "Sent",
        State.DISCARDED: "Discarded",
    }


def test_every_type_and_field_has_a_word_without_a_mark_for_its_letter() -> None:
    words = [type_word(name) for name in ActivityType] + [FIELD_WORDS[name] for name in FIELDS]
    assert all(words)
    assert not any("&" in word for word in words)


def test_a_draft_without_a_known_type_is_still_called_something() -> None:
    assert type_word("") == type_word("visit") == "Activity"
