"""Which rows an overview makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.overview import Overview
from stashlog.ui.outbox.rows import (
    SHOWN_AT_FIRST,
    Folding,
    HeadRow,
    ItemRow,
    MoreRow,
    Section,
    build_rows,
)
from tests.support.items import NOON, later, made_draft, made_item


def lines(overview: Overview) -> list[str]:
    rows = build_rows(overview, Folding(), NOON, UTC)
    return [row.line for row in rows if isinstance(row, ItemRow)]


def test_only_sections_with_something_in_them_have_a_head() -> None:
    rows = build_rows(Overview(waiting=(made_item(),)), Folding(), NOON, UTC)
    assert [type(row) for row in rows] == [HeadRow, ItemRow]
    assert rows[0] == HeadRow(Section.WAITING, 1, expanded=True)


def test_discarded_items_are_folded_away_until_asked_for() -> None:
    overview = Overview(discarded=(made_item(state=State.DISCARDED),))
    assert build_rows(overview, Folding(), NOON, UTC) == [
        HeadRow(Section.DISCARDED, 1, expanded=False)
    ]
    opened = Folding().toggled(Section.DISCARDED)
    assert len(build_rows(overview, opened, NOON, UTC)) == 2


def test_the_first_waiting_item_says_why_and_the_others_that_they_come_after_it() -> None:
    gates = {GateKind.OFFLINE: Gate(GateKind.OFFLINE, NOON, later(42))}
    overview = Overview(waiting=(made_item(), made_item(), made_item()), gates=gates)
    assert lines(overview) == [
        "Offline. Next try in 0:42",
        "After the item above",
        "After the item above",
    ]


def test_an_item_open_in_the_form_does_not_hold_up_the_next() -> None:
    held = made_item(held_until=later(60))
    assert lines(Overview(waiting=(held, made_item()))) == [
        "Open in the form. Sent once you leave it.",
        "Sent next",
    ]


def test_every_item_that_is_checked_says_why_for_itself() -> None:
    checking = made_item(state=State.CHECKING, reason=Reason(ReasonCode.NO_ANSWER))
    assert len(set(lines(Overview(checking=(checking, replace(checking, id="2")))))) == 1


def test_a_sent_item_needs_no_line_unless_the_user_said_that_it_was_sent() -> None:
    sent = made_item(state=State.SENT, server_id="act_1")
    marked = made_item(state=State.SENT, reason=Reason(ReasonCode.MARKED_SENT))
    assert lines(Overview(sent_today=(sent, marked))) == ["", "You marked it as sent."]


def test_a_discarded_item_says_until_when_it_can_be_restored() -> None:
    gone = made_item(state=State.DISCARDED)
    opened = Folding().toggled(Section.DISCARDED)
    row = build_rows(Overview(discarded=(gone,)), opened, NOON, UTC)[1]
    assert isinstance(row, ItemRow)
    assert row.line == "Can be restored until 13 Apr"


def test_a_long_section_shows_its_beginning_and_uncovers_the_rest_on_request() -> None:
    overview = Overview(waiting=tuple(made_item(id=str(n)) for n in range(10_000)))
    rows = build_rows(overview, Folding(), NOON, UTC)
    assert len(rows) == SHOWN_AT_FIRST + 2
    assert rows[-1] == MoreRow(Section.WAITING, 10_000 - SHOWN_AT_FIRST)
    folding = Folding()
    for _ in range(3):
        folding = folding.with_more(Section.WAITING)
    assert len(build_rows(overview, folding, NOON, UTC)) == 10_001


def test_the_head_counts_what_the_overview_could_not_hold() -> None:
    overview = Overview(drafts=(made_draft(),), totals={"drafts": 7_000})
    head = build_rows(overview, Folding(), NOON, UTC)[0]
    assert isinstance(head, HeadRow)
    assert head.count == 7_000
