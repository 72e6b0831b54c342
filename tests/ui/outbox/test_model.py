"""The rows as views and assistive technology get them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from stashlog.domain.entry import Entry
from stashlog.domain.gates import Gate, GateKind
from stashlog.domain.outbox import Item, State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.overview import Overview
from stashlog.ui.outbox.model import OutboxModel
from stashlog.ui.outbox.rows import Folding, ItemRow, Section, build_rows
from tests.support.items import NOON, later, made_draft, made_item
from tests.ui.outbox.conftest import NAMES, Clock

ALL_OPEN = Folding(collapsed=frozenset())


@pytest.fixture
def model(clock: Clock) -> OutboxModel:
    return OutboxModel(clock, NAMES.get, UTC)


def show(model: OutboxModel, overview: Overview) -> None:
    model.show(build_rows(overview, ALL_OPEN, NOON, UTC), overview.gates)


def spoken(model: OutboxModel, number: int) -> str:
    return str(model.data(model.index(number), Qt.ItemDataRole.AccessibleTextRole))


def with_entry(item: Item, **values: Any) -> Item:  # noqa: ANN401 - fields of Entry
    return replace(item, entry=replace(item.entry, **values))


def test_a_row_says_type_subject_who_time_state_and_reason(model: OutboxModel) -> None:
    refused = made_item(
        "Renewal call",
        state=State.NEEDS_YOU,
        reason=Reason(ReasonCode.REFUSED_LINK, "gone"),
        field_errors={"contact_id": "gone"},
    )
    show(model, Overview(needs_you=(with_entry(refused, contact_id="ct_1", company_id="co_1"),)))
    assert spoken(model, 0) == "Needs you, 1, expanded"
    assert spoken(model, 1) == (
        "Call, Renewal call, Jürgen Müller · Globex, 12:00, Needs you, "
        "Contact does not exist in nodestash. Open to choose another."
    )


@pytest.mark.parametrize(
    ("entry", "subject"),
    [
        (Entry(type="call", subject="  Two\n lines "), "Two lines"),
        (Entry(type="call", subject=" ", body="\n First\nSecond"), "First Second"),
        (Entry(type="meeting"), "Meeting without subject"),
        (Entry(), "Activity without subject"),
        (Entry(type="note", subject="x" * 100_000), "x" * 200),
    ],
)
def test_a_row_without_subject_is_still_called_something(
    model: OutboxModel, entry: Entry, subject: str
) -> None:
    show(model, Overview(drafts=(replace(made_draft(), entry=entry),)))
    assert model.data(model.index(1)) == subject


def test_a_link_without_a_known_name_shows_its_id(model: OutboxModel) -> None:
    item = with_entry(made_item(), contact_id=" ct_1 ", deal_id="dl_9")
    assert model.who(item) == "Jürgen Müller · dl_9"
    assert model.who(made_item()) == "Not linked"


def test_words_of_the_server_cannot_become_markup_in_a_tool_tip(model: OutboxModel) -> None:
    refused = made_item(
        "<b>x</b>", state=State.NEEDS_YOU, reason=Reason(ReasonCode.REFUSED, "<img src=a>")
    )
    show(model, Overview(needs_you=(refused,)))
    tip = str(model.data(model.index(1), Qt.ItemDataRole.ToolTipRole))
    assert "<b>" not in tip
    assert "<img" not in tip
    assert "&lt;img src=a&gt;" in tip


def test_what_counts_down_is_said_as_it_is_now(model: OutboxModel, clock: Clock) -> None:
    gates = {GateKind.OFFLINE: Gate(GateKind.OFFLINE, NOON, later(42))}
    show(model, Overview(waiting=(made_item(),), gates=gates))
    assert spoken(model, 1).endswith("Offline. Next try in 0:42")
    clock.advance(2)
    assert spoken(model, 1).endswith("Offline. Next try in 0:40")
    clock.advance(60)
    assert not model.counts_down(model.row(1))


def test_only_items_can_be_selected(model: OutboxModel) -> None:
    show(model, Overview(waiting=(made_item(),)))
    selectable = [bool(model.flags(model.index(n)) & Qt.ItemFlag.ItemIsSelectable) for n in (0, 1)]
    assert selectable == [False, True]


def test_showing_the_same_again_announces_nothing(model: OutboxModel, qtbot: QtBot) -> None:
    overview = Overview(waiting=(made_item(), made_item()), drafts=(made_draft(),))
    show(model, overview)
    with (
        qtbot.assertNotEmitted(model.dataChanged),
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.rowsRemoved),
        qtbot.assertNotEmitted(model.modelReset),
    ):
        show(model, overview)


def test_only_the_row_that_changed_is_announced(model: OutboxModel) -> None:
    items = tuple(made_draft(str(n)) for n in range(50))
    show(model, Overview(drafts=items))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    renamed = with_entry(items[7], subject="Renamed")
    show(model, Overview(drafts=(*items[:7], renamed, *items[8:])))
    assert changed == [(8, 8)]


def test_an_item_that_is_sent_leaves_one_section_and_enters_another(
    model: OutboxModel, qtbot: QtBot
) -> None:
    first, second = made_item("First"), made_item("Second")
    sent = made_item("Sent", state=State.SENT)
    show(model, Overview(waiting=(first, second), sent_today=(sent,)))
    now_sent = replace(first, state=State.SENT)
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignals([model.rowsRemoved, model.rowsInserted]),
    ):
        show(model, Overview(waiting=(second,), sent_today=(now_sent, sent)))
    assert model.number_of_item(first.id) == 3


SECTIONS = st.fixed_dictionaries(
    {section: st.lists(st.integers(0, 5), unique=True, max_size=6) for section in Section}
)


def as_overview(sections: dict[Section, Sequence[int]]) -> Overview:
    states = {
        Section.NEEDS_YOU: State.NEEDS_YOU,
        Section.WAITING: State.WAITING,
        Section.CHECKING: State.CHECKING,
        Section.SENT_TODAY: State.SENT,
        Section.DRAFTS: State.DRAFT,
        Section.DISCARDED: State.DISCARDED,
    }
    items: dict[str, Any] = {
        section: tuple(made_item(id=str(n), state=states[section]) for n in numbers)
        for section, numbers in sections.items()
    }
    return Overview(**items)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=SECTIONS, after=SECTIONS)
def test_whatever_becomes_of_the_items_the_views_are_told_rightly(
    clock: Clock, before: dict[Section, Sequence[int]], after: dict[Section, Sequence[int]]
) -> None:
    model = OutboxModel(clock, NAMES.get, UTC)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for sections in (before, after):
        rows = build_rows(as_overview(sections), ALL_OPEN, NOON, UTC)
        model.show(rows, {})
        assert [model.row(number) for number in range(model.rowCount())] == rows
    del tester


def test_a_row_that_is_not_there_has_no_data(model: OutboxModel) -> None:
    assert model.data(model.index(5)) is None
    assert model.row(-1) is None
    assert not isinstance(model.row(0), ItemRow)
