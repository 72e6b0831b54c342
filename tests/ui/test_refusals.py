"""What a refused item says of itself, the same on the day and weeks later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.ui.refusals import report_of, short_name
from stashlog.wording import moments
from tests.support.items import NOON, made_item

WEEKS = timedelta(days=40)


def test_messages_at_fields_need_no_further_advice_and_last_for_weeks() -> None:
    item = made_item(
        state=State.NEEDS_YOU, field_errors={"subject": "Too long"}, request_id="req_1"
    )
    report = report_of(item, NOON)
    assert report.field_errors == {"subject": "Too long"}
    assert (report.advice, report.request_id) == ("", "req_1")
    assert report_of(item, NOON + WEEKS) == report


def test_a_refusal_without_fields_says_the_servers_words() -> None:
    reason = Reason(ReasonCode.REFUSED, "Activity is locked")
    report = report_of(made_item(state=State.NEEDS_YOU, reason=reason), NOON)
    assert "Activity is locked" in report.advice
    assert report.title


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (Entry("call", "Renewal"), "Renewal"),
        (Entry("call", "  \n ", "First line\nsecond line"), "First line second line"),
        (Entry("call", "two\n\t words"), "two words"),
        (Entry("call"), moments.time_of_day(NOON)),
    ],
    ids=["subject", "notes", "one line", "time"],
)
def test_an_activity_is_called_by_subject_notes_or_time(entry: Entry, name: str) -> None:
    assert short_name(made_item(entry=entry)) == name


def test_a_long_name_is_cut_where_a_sentence_can_bear_it() -> None:
    name = short_name(made_item("word " * 10_000))
    assert len(name) <= 60
    assert name.endswith("…")
    assert len(short_name(made_item("x" * 60))) == 60
