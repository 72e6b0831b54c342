"""What is counted of an outbox of which only the beginning is shown."""

from __future__ import annotations

from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.overview import Overview
from tests.support.items import made_item


def test_what_is_shown_is_what_there_is_unless_somebody_counted_more() -> None:
    waiting = tuple(made_item(f"{number}") for number in range(3))
    overview = Overview(waiting=waiting, drafts=(made_item(state=State.DRAFT),))
    assert overview.total("waiting") == 3
    assert overview.total("drafts") == 1
    assert overview.total("checking") == 0
    assert Overview(waiting=waiting, totals={"waiting": 12_345}).total("waiting") == 12_345


def test_a_cause_that_names_a_host_tells_more_than_an_earlier_one() -> None:
    offline, redirected = Reason(ReasonCode.OFFLINE), Reason(ReasonCode.REDIRECTED, "other.example")
    unmet, vague = made_item(), made_item(reason=offline)
    exact = made_item(reason=redirected, state=State.CHECKING)
    assert Overview(waiting=(unmet, vague), checking=(exact,)).cause() == redirected
    assert Overview(waiting=(unmet, vague)).cause() == offline
    assert Overview(waiting=(unmet,)).cause() is None
