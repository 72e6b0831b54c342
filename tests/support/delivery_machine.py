"""The state machine: everything that users, servers, disks and clocks do, in any order."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item, State
from stashlog.services.outbox_actions import OutboxActions
from tests.support.fates import ANSWERED, FATES, LISTED, LISTINGS
from tests.support.model_server import Access
from tests.support.model_workspace import Keys
from tests.support.promises import Promise, Wish
from tests.support.world import World

IDS = Bundle("items")
FORMS = st.tuples(st.sampled_from(["call", "note"]), st.sampled_from(["", "ct_1"]))
"""Type and contact: what a look-up can tell apart."""

ENDURED = st.sampled_from([1.0, 5.0, 20.0, 50.0, 400.0, 90_000.0])
JUMPS = st.sampled_from([172_800.0, 3_600.0, -3_600.0, -31_536_000.0])
POSTS, SEARCHES = st.sampled_from(list(FATES)), st.sampled_from(list(LISTINGS))
PROGRAMS = st.integers(0, 1)
ACTIONS: Mapping[str, Callable[[OutboxActions, str], object]] = MappingProxyType(
    {
        "discard": OutboxActions.discard,
        "restore": OutboxActions.restore,
        "retry": OutboxActions.retry,
        "send again": OutboxActions.send_again,
        "mark sent": OutboxActions.mark_sent,
        "take back": OutboxActions.take_back,
    }
)
CHOICES = st.sampled_from(list(ACTIONS))
NEAR = 700.0
"""Seconds that a patient program is given until its next attempt."""


def memory_folder() -> str:
    """Return a new folder in memory where there is one; syncing is tested elsewhere."""
    shared = Path("/dev/shm")  # noqa: S108 - what is made in it has a name of its own
    return mkdtemp(prefix="stashlog-test-", dir=shared if shared.is_dir() else None)


class DeliveryMachine(RuleBasedStateMachine):
    """Drives a world and checks after every rule that no promise is broken."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = memory_folder()
        self._typed = 0

    @initialize(keys=st.sampled_from(Keys))
    def begin(self, keys: Keys) -> None:
        self.world = World(Path(self._folder) / "data", keys)

    # ---- the user

    @rule(target=IDS, form=FORMS, stamped=st.sampled_from([True, True, True, False]))
    def log(self, form: tuple[str, str], stamped: bool) -> str:
        return self._log(form, stamped=stamped)

    @rule(target=IDS, form=FORMS)
    def save_draft(self, form: tuple[str, str]) -> str:
        item = self.world.programs[0].capture.save_draft(self._entry(form))
        self._promise(item, Wish.DRAFT)
        return item.id

    @rule(item=IDS, draft=st.booleans())
    def edit(self, item: str, draft: bool) -> None:
        self._edit(item, draft=draft)

    @rule(item=IDS, action=CHOICES)
    def act(self, item: str, action: str) -> None:
        self._act(action, item)

    @rule(item=IDS, left=st.booleans())
    def open_in_form(self, item: str, left: bool) -> None:
        actions = self.world.programs[0].actions
        if self.world.attempt(lambda: actions.open(item)) is not None and left:
            actions.release(item)

    @rule(paused=st.booleans())
    def pause(self, paused: bool) -> None:
        self.world.programs[0].delivery.pause(paused=paused)

    @rule(access=st.sampled_from(Access), has_key=st.sampled_from([True, True, True, False]))
    def change_key(self, access: Access, has_key: bool) -> None:
        self.world.server.access = access
        self.world.change_key(has_key=has_key)

    @rule(number=PROGRAMS)
    def try_now(self, number: int) -> None:
        self.world.programs[number].delivery.try_now()

    # ---- the programs

    @rule(
        number=PROGRAMS,
        post=POSTS,
        listing=SEARCHES,
        patient=st.booleans(),
    )
    def step(self, number: int, post: str, listing: str, patient: bool) -> None:
        self._step(number, post, listing, patient=patient)

    @rule(number=PROGRAMS)
    def deliver(self, number: int) -> None:
        for _ in range(4):
            self._step(number, ANSWERED.name, LISTED.name, patient=True)

    @rule(item=IDS, post=POSTS, action=CHOICES)
    def step_while_the_user_acts(self, item: str, post: str, action: str) -> None:
        self._meanwhile(lambda: self._act(action, item))
        self._step(0, post, LISTED.name, patient=True)

    @rule(item=IDS, post=POSTS, draft=st.booleans())
    def step_while_the_user_edits(self, item: str, post: str, draft: bool) -> None:
        self._meanwhile(lambda: self._edit(item, draft=draft))
        self._step(0, post, LISTED.name, patient=True)

    @rule(post=POSTS, listing=SEARCHES)
    def both_step_at_once(self, post: str, listing: str) -> None:
        self._meanwhile(lambda: self.world.step(1))
        self._step(0, post, listing, patient=True)

    @rule(target=IDS, form=FORMS, post=POSTS)
    def send_at_once(self, form: tuple[str, str], post: str) -> str:
        item = self._log(form, stamped=True)
        self._step(0, post, LISTED.name, patient=True)
        return item

    @rule(number=PROGRAMS)
    def end_and_start(self, number: int) -> None:
        self.world.restart(number)

    @rule()
    def restart_the_computer(self) -> None:
        self.world.restart_computer()

    # ---- the world

    @rule(seconds=ENDURED)
    def time_passes(self, seconds: float) -> None:
        self.world.time.advance(seconds)

    @rule(seconds=JUMPS)
    def the_clock_is_set(self, seconds: float) -> None:
        self.world.time.day = self.world.true_time() + timedelta(seconds=seconds)

    @rule()
    def the_clock_is_put_right(self) -> None:
        self.world.time.day = self.world.true_time()

    @rule(form=FORMS, post=POSTS)
    def the_disk_is_full_for_a_while(self, form: tuple[str, str], post: str) -> None:
        capture = self.world.programs[0].capture
        self.world.disk.full = True
        assert self.world.attempt(lambda: capture.log(self._entry(form))) is None
        self.world.disk.full = False
        self._meanwhile(self._fill_disk)
        self._step(0, post, LISTED.name, patient=True)
        self.world.disk.full = False

    @invariant()
    def nothing_is_lost_and_nothing_is_there_twice(self) -> None:
        if hasattr(self, "world"):
            self.world.promises.check()

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.world.settle()
                self.world.promises.check()
                self.world.promises.check_at_rest()
        finally:
            if hasattr(self, "world"):
                self.world.close()
            shutil.rmtree(self._folder)

    # ---- how the rules do it

    def _entry(self, form: tuple[str, str], *, unique: bool = False) -> Entry:
        self._typed += 1
        subject = f"call {self._typed}" if unique else "the same call"
        return Entry(type=form[0], contact_id=form[1], subject=subject)

    def _log(self, form: tuple[str, str], *, stamped: bool) -> str:
        program = self.world.programs[0]
        capture = program.capture if stamped else program.plain
        item = capture.log(self._entry(form, unique=not stamped))
        self._promise(item, Wish.SEND)
        return item.id

    def _promise(self, item: Item, wish: Wish) -> None:
        request = item.request if wish is Wish.SEND else None
        self.world.promises.of[item.id] = Promise(wish, item.entry.subject, request)

    def _edit(self, item_id: str, *, draft: bool) -> None:
        """Change an item's content, and see that it works exactly when it may."""
        capture = self.world.programs[0].capture
        entry = self._entry(("call", ""), unique=True)
        change = capture.save_draft if draft else capture.log
        allowed = self.world.promises.may_edit(item_id) and not self.world.disk.full
        changed = self.world.attempt(lambda: change(entry, replacing=item_id))
        assert (changed is not None) == allowed
        if changed is not None:
            self._promise(changed, Wish.DRAFT if draft else Wish.SEND)

    def _act(self, action: str, item_id: str) -> None:
        """Do something to an item, and note what its user wants from then on."""
        world, actions = self.world, self.world.programs[0].actions
        promise = world.promises.of[item_id]
        if action == "take back":
            self._take_back(item_id)
            return
        if world.attempt(lambda: ACTIONS[action](actions, item_id)) is None:
            return
        if action == "discard":
            promise.before, promise.wish = promise.wish, Wish.AWAY
        elif action == "restore":
            state = world.audit.rows()[item_id].state
            promise.wish = Wish.DRAFT if state == "draft" else promise.before
        elif action == "send again":
            promise.wish = Wish.SEND
            world.promises.excuse(item_id)
        elif action == "mark sent":
            promise.wish, promise.believed = Wish.SEND, True

    def _take_back(self, item_id: str) -> None:
        promise = self.world.promises.of[item_id]
        with suppress(StashlogError):
            drafted = self.world.programs[0].actions.take_back(item_id)
            if drafted is None:
                promise.wish = Wish.BACK
            elif drafted.state is State.DRAFT:
                self._promise(drafted, Wish.DRAFT)

    def _step(self, number: int, post: str, listing: str, *, patient: bool) -> None:
        """Do the next thing, after waiting for its time if it is near and we are patient."""
        self.world.server.change, self.world.server.listing = FATES[post], LISTINGS[listing]
        pause = self.world.step(number)
        if patient and pause is not None and 0 < (pause.seconds or 0) < NEAR:
            self.world.time.advance(pause.seconds or 0)
            self.world.step(number)
        self.world.server.meanwhile = None

    def _meanwhile(self, action: Callable[[], object]) -> None:
        self.world.server.meanwhile = action

    def _fill_disk(self) -> None:
        self.world.disk.full = True
