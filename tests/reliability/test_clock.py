"""The clock is set at the worst moment: while nobody knows yet whether a request arrived."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from stashlog.domain.due import read_due
from tests.support.fates import FATES, SETTLED_AFTER
from tests.support.typist import Typist
from tests.support.world import World

HOUR, DAY = 3_600.0, 86_400.0


@pytest.mark.parametrize("back_again", [True, False])
@pytest.mark.parametrize("seconds", [-365 * DAY, -HOUR, HOUR, 2 * DAY])
def test_a_request_that_is_still_worked_on_is_not_sent_again(
    world: World, user: Typist, seconds: float, back_again: bool
) -> None:
    item = user.log(("call", ""))
    world.server.change = FATES["applied late, cut at once"]
    world.step(0)
    world.set_clock(seconds)
    world.step(0)
    if back_again:
        world.set_clock(0)
        world.step(0)
    assert world.audit.rows()[item].state == "checking"
    world.settle()
    assert world.workspace.count(item) == 1
    assert world.audit.rows()[item].state == "sent"


def test_a_clock_that_is_right_again_after_the_request_does_not_look_steady(
    world: World, user: Typist
) -> None:
    world.set_clock(-HOUR)
    user.log(("call", ""))
    world.server.change = FATES["applied late, cut at once"]
    world.step(0)
    world.set_clock(0)
    world.step(0)
    world.settle()
    world.promises.check_at_rest()


def test_what_was_sent_on_a_fast_clock_is_found_by_its_content_once_that_clock_is_right(
    world: World, user: Typist
) -> None:
    """Others were sent in between, and its time of the fast clock is past when it is looked for."""
    world.set_clock(HOUR)
    item = user.log(("note", ""), stamped=False)
    world.server.change = FATES["504 after commit"]
    world.step(0)
    world.set_clock(0)
    user.log(("call", ""))
    world.server.heal()
    world.step(0)
    world.settle()
    assert world.workspace.count(item) == 1
    assert world.audit.rows()[item].state == "sent"


@pytest.mark.parametrize("seconds", [-HOUR, HOUR])
def test_a_look_up_during_which_the_clock_is_set_decides_nothing(
    world: World, user: Typist, seconds: float
) -> None:
    item = user.log(("note", ""), stamped=False)
    world.server.change = FATES["applied late, cut at once"]
    world.step(0)
    world.server.meanwhile = lambda: world.set_clock(seconds)
    world.step(0)
    row = world.audit.rows()[item]
    assert (row.state, row.maybe_delivered) == ("checking", True)
    world.settle()
    assert world.workspace.count(item) == 1
    assert world.audit.rows()[item].state == "sent"


def test_a_request_from_before_a_restart_of_the_computer_is_given_its_time(
    world: World, user: Typist
) -> None:
    item = user.log(("call", ""))
    world.server.change = FATES["crash, applied late"]
    world.step(0)
    world.restart_computer()
    world.set_clock(HOUR)
    world.step(0)
    assert world.audit.rows()[item].state == "checking"
    world.settle()
    assert world.workspace.count(item) == 1


def test_a_wait_is_over_after_its_time_also_for_programs_that_are_started_anew(
    world: World, user: Typist
) -> None:
    item = user.log(("call", ""))
    world.server.change = FATES["request lost"]
    world.step(0)
    world.server.heal()
    for _ in range(3):
        world.restart(0)
        world.time.advance(SETTLED_AFTER / 2)
        world.step(0)
    assert world.audit.rows()[item].state == "sent"


def test_an_hour_that_comes_twice_means_the_first(world: World) -> None:
    due = read_due("2026-10-25 02:30", world.true_time(), ZoneInfo("Europe/Berlin"))
    assert due == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
