"""What the user says last counts, also after an undo."""

from __future__ import annotations

from tests.support.fates import FATES
from tests.support.typist import Typist
from tests.support.world import World


def test_an_activity_that_is_logged_again_after_an_undo_is_sent(world: World, user: Typist) -> None:
    item = user.log(("call", ""))
    world.server.change = FATES["redirect"]
    world.server.meanwhile = lambda: user.take_back(item)
    world.step(0)
    assert world.audit.rows()[item].wanted_back
    user.edit(item, draft=False)
    world.settle()
    assert world.audit.rows()[item].state == "sent"
    assert world.workspace.count(item) == 1


def test_a_draft_that_is_saved_after_an_undo_stays(world: World, user: Typist) -> None:
    item = user.log(("call", ""))
    world.server.change = FATES["400"]
    world.server.meanwhile = lambda: user.take_back(item)
    world.step(0)
    user.edit(item, draft=True)
    world.settle()
    assert world.audit.rows()[item].state == "draft"
