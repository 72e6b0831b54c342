"""One line why: for every state, reason and gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.wording.gates import gate_line
from stashlog.wording.reasons import next_try, reason_line
from tests.support.items import made_item

NOW = datetime(2026, 11, 24, 14, 3, 18, tzinfo=UTC)
SOON = NOW + timedelta(seconds=42)
NO_GATES: Mapping[GateKind, Gate] = {}


def line(item: Item, *gates: Gate, after_another: bool = False) -> str:
    closed = {gate.kind: gate for gate in gates}
    return reason_line(item, closed, NOW, UTC, after_another=after_another)


def gate(kind: GateKind, until: datetime | None = None, detail: str = "") -> Gate:
    return Gate(kind, NOW - timedelta(minutes=1), until, detail)


def item(state: State, code: ReasonCode | None = None, detail: str = "") -> Item:
    return made_item(state=state, reason=None if code is None else Reason(code, detail))


@pytest.mark.parametrize(("state", "code"), [*product(State, [None, *ReasonCode])])
@pytest.mark.parametrize("detail", ["", "nodestash says {so}"])
def test_every_state_has_a_sentence_whatever_the_reason(
    state: State, code: ReasonCode | None, detail: str
) -> None:
    said = line(item(state, code, detail))
    assert said.strip()
    assert "{detail}" not in said
    assert "  " not in said


@pytest.mark.parametrize("code", list(ReasonCode))
def test_a_refused_item_says_what_to_do_even_where_the_server_gave_no_words(
    code: ReasonCode,
) -> None:
    said = line(item(State.NEEDS_YOU, code))
    assert len(said.split()) > 4


@pytest.mark.parametrize("kind", list(GateKind))
@pytest.mark.parametrize("state", [State.WAITING, State.CHECKING])
def test_what_a_gate_holds_says_so(kind: GateKind, state: State) -> None:
    said = line(item(state), gate(kind))
    assert gate_line(gate(kind), NOW, UTC) in said


def test_an_offline_item_counts_down_to_its_next_try() -> None:
    waiting = item(State.WAITING)
    offline = gate(GateKind.OFFLINE, SOON)
    assert line(waiting, offline) == "Offline. Next try in 0:42"
    assert next_try(waiting, {GateKind.OFFLINE: offline}, NOW) == SOON


def test_an_item_behind_another_says_only_that() -> None:
    assert line(item(State.WAITING), gate(GateKind.OFFLINE, SOON), after_another=True) == (
        "After the item above"
    )


def test_an_item_whose_own_time_is_later_tells_its_time_even_behind_another() -> None:
    later = replace(item(State.WAITING), not_before=SOON)
    assert line(later, after_another=True) == "Next try in 0:42"


def test_an_item_open_in_the_form_is_not_said_to_be_on_its_way() -> None:
    held = replace(item(State.WAITING), held_until=SOON)
    assert line(held, gate(GateKind.OFFLINE, SOON)) == "Open in the form. Sent once you leave it."


def test_a_gate_that_only_an_event_opens_outlasts_one_with_a_time() -> None:
    said = line(item(State.WAITING), gate(GateKind.OFFLINE, SOON), gate(GateKind.KEY_REFUSED))
    assert said == "nodestash refused the API key. Enter another one to send."


def test_of_several_times_the_last_one_counts() -> None:
    tomorrow = NOW + timedelta(hours=10)
    said = line(
        item(State.WAITING), gate(GateKind.OFFLINE, SOON), gate(GateKind.DAILY_QUOTA, tomorrow)
    )
    assert said == "Daily limit reached. Next try tomorrow at 00:03"


def test_a_gate_whose_time_is_over_holds_nothing() -> None:
    assert line(item(State.WAITING), gate(GateKind.OFFLINE, NOW)) == "Sent next"


def test_a_gate_set_by_a_clock_that_was_wrong_holds_nothing() -> None:
    absurd = gate(GateKind.OFFLINE, NOW + timedelta(days=400))
    assert line(item(State.WAITING), absurd) == "Sent next"


def test_what_may_have_arrived_is_looked_for_first() -> None:
    said = line(item(State.CHECKING, ReasonCode.NO_ANSWER))
    assert said == "It may have arrived. Looking before sending again."


def test_a_look_that_waits_is_counted_down() -> None:
    checking = replace(item(State.CHECKING, ReasonCode.NOT_FOUND_YET), not_before=SOON)
    assert line(checking) == "Not found so far. It may have arrived. Looking again in 0:42"


def test_a_look_while_offline_waits_for_the_network_and_says_so() -> None:
    said = line(item(State.CHECKING, ReasonCode.NO_ANSWER), gate(GateKind.OFFLINE, SOON))
    assert said == "Offline. It may have arrived. Looking again in 0:42"


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (ReasonCode.CERTIFICATE, "certificate of crm.example"),
        (ReasonCode.REDIRECTED, "points to crm.example"),
        (ReasonCode.BAD_ADDRESS, "address crm.example"),
    ],
)
def test_the_item_that_met_a_settings_gate_knows_more_than_the_gate(
    code: ReasonCode, named: str
) -> None:
    said = line(item(State.WAITING, code, "crm.example"), gate(GateKind.SETTINGS, SOON))
    assert named in said
    assert said.endswith("Next try in 0:42")


def test_a_reason_from_before_the_gate_is_not_taken_for_its_cause() -> None:
    said = line(item(State.WAITING, ReasonCode.CERTIFICATE, "a"), gate(GateKind.OFFLINE, SOON))
    assert said == "Offline. Next try in 0:42"


def test_refused_fields_are_named_once_each_in_the_forms_words() -> None:
    refused = replace(
        item(State.NEEDS_YOU, ReasonCode.REFUSED_FIELDS, "Validation failed"),
        field_errors={"subject": "too long", "tags.0": "a", "tags.1": "b", "owner": "c"},
    )
    assert line(refused) == "Not accepted: Subject, Tags, owner. Open to correct."


def test_a_link_that_is_gone_is_named() -> None:
    refused = replace(
        item(State.NEEDS_YOU, ReasonCode.REFUSED_LINK, "words"), field_errors={"deal_id": "words"}
    )
    assert line(refused).startswith("Deal does not exist in nodestash.")


def test_the_servers_words_are_shown_where_they_are_all_there_is() -> None:
    assert line(item(State.NEEDS_YOU, ReasonCode.REFUSED, "Too {odd}")) == "Refused: Too {odd}"


def test_what_the_user_marked_as_sent_does_not_claim_to_be_confirmed() -> None:
    assert line(item(State.SENT)) == "Confirmed by nodestash."
    assert line(item(State.SENT, ReasonCode.MARKED_SENT)) == "You marked it as sent."


@pytest.mark.parametrize("state", sorted(set(State) - {State.WAITING, State.CHECKING}))
def test_only_what_the_queue_holds_has_a_next_try(state: State) -> None:
    closed = {GateKind.OFFLINE: gate(GateKind.OFFLINE, SOON)}
    assert next_try(replace(item(state), not_before=SOON), closed, NOW) is None
