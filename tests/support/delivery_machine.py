"""The state machine: everything that users, servers, disks and clocks do, in any order."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.support.fates import ANSWERED, FATES, LISTED, LISTINGS, SETTLED_AFTER, Applies
from tests.support.model_server import Access
from tests.support.model_workspace import Keys
from tests.support.typist import ACTIONS, Form, Typist
from tests.support.world import World

NEAR = 700.0
"""Seconds that a patient program is given until its next attempt."""

HOUR, DAY = 3_600.0, 86_400.0

IDS = Bundle("items")
FORMS = st.sampled_from([("call", ""), ("call", ""), ("call", "ct_1"), ("note", "")])
"""What a look-up can tell apart. Mostly the same, since that is harder."""

POSTS, SEARCHES = st.sampled_from(list(FATES)), st.sampled_from(list(LISTINGS))
UNCLEAR = st.sampled_from(
    [name for name, fate in FATES.items() if fate.applies is not Applies.NEVER]
)
LATE = st.sampled_from([name for name, fate in FATES.items() if fate.applies is Applies.LATER])
HALF_BLIND = st.sampled_from([*LISTINGS, *["oldest first", "the same page again"] * 5])
CHOICES = st.sampled_from(list(ACTIONS))
PROGRAMS = st.integers(0, 1)
ENDURED = st.sampled_from([1.0, 5.0, 20.0, 50.0, 400.0, 25 * HOUR])
JUMPS = st.sampled_from([2 * DAY, HOUR, -HOUR, -365 * DAY])

INTERLUDES: Mapping[str, Callable[[World], None]] = MappingProxyType(
    {
        "the clock is set forward": lambda world: world.set_clock(HOUR),
        "the program is started again": lambda world: world.restart(0),
        "the computer is started again": lambda world: world.restart_computer(),
    }
)
"""What may happen to a program that waits for a request to settle."""


class DeliveryMachine(RuleBasedStateMachine):
    """Drives a world and checks after every rule that no promise is broken."""

    def __init__(self) -> None:
        super().__init__()
        # In memory where possible: syncing is tested elsewhere.
        shared = Path("/dev/shm")  # noqa: S108 - what is made in it has a name of its own
        self._folder = mkdtemp(prefix="stashlog-test-", dir=shared if shared.is_dir() else None)

    @initialize(keys=st.sampled_from(Keys))
    def begin(self, keys: Keys) -> None:
        self.world = World(Path(self._folder) / "data", keys)
        self.user = Typist(self.world)

    # ---- the user

    @rule(target=IDS, form=FORMS, stamped=st.sampled_from([True, True, True, False]))
    def log(self, form: Form, stamped: bool) -> str:
        return self.user.log(form, stamped=stamped)

    @rule(target=IDS, form=FORMS)
    def save_draft(self, form: Form) -> str:
        return self.user.save_draft(form)

    @rule(item=IDS, draft=st.booleans())
    def edit(self, item: str, draft: bool) -> None:
        self.user.edit(item, draft=draft)

    @rule(item=IDS, action=CHOICES)
    def act(self, item: str, action: str) -> None:
        self.user.act(action, item)

    @rule(item=IDS, leave=st.booleans())
    def open_in_form(self, item: str, leave: bool) -> None:
        self.user.open_in_form(item, leave=leave)

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

    @rule(number=PROGRAMS, post=POSTS, listing=SEARCHES, patient=st.booleans())
    def step(self, number: int, post: str, listing: str, patient: bool) -> None:
        self._step(number, post, listing, patient=patient)

    @rule(number=PROGRAMS)
    def deliver(self, number: int) -> None:
        for _ in range(4):
            self._step(number)

    @rule(item=IDS, post=POSTS, listing=SEARCHES, action=CHOICES)
    def act_while_it_steps(self, item: str, post: str, listing: str, action: str) -> None:
        self.world.server.meanwhile = lambda: self.user.act(action, item)
        self._step(0, post, listing)

    @rule(item=IDS, post=POSTS, draft=st.booleans())
    def edit_while_it_steps(self, item: str, post: str, draft: bool) -> None:
        self.world.server.meanwhile = lambda: self.user.edit(item, draft=draft)
        self._step(0, post)

    @rule(post=POSTS, listing=SEARCHES)
    def both_step_at_once(self, post: str, listing: str) -> None:
        self.world.server.meanwhile = lambda: self.world.step(1)
        self._step(0, post, listing)

    @rule(post=POSTS, listing=SEARCHES, seconds=JUMPS)
    def the_clock_is_set_while_it_steps(self, post: str, listing: str, seconds: float) -> None:
        self.world.server.meanwhile = lambda: self.world.set_clock(seconds)
        self._step(0, post, listing)

    @rule(target=IDS, form=FORMS, post=POSTS)
    def send_at_once(self, form: Form, post: str) -> str:
        item = self.user.log(form)
        self._step(0, post)
        return item

    @rule(target=IDS, form=FORMS, post=UNCLEAR, listing=HALF_BLIND)
    def look_for_what_may_have_arrived(self, form: Form, post: str, listing: str) -> str:
        item = self._send_in_good_weather(form, post)
        self.world.time.advance(SETTLED_AFTER)
        self._step(0, listing=listing, patient=False)
        return item

    @rule(target=IDS, form=FORMS, post=LATE, then=st.sampled_from(list(INTERLUDES)))
    def wait_for_what_is_worked_on(self, form: Form, post: str, then: str) -> str:
        item = self._send_in_good_weather(form, post)
        INTERLUDES[then](self.world)
        self._step(0, patient=False)
        return item

    @rule(target=IDS, form=FORMS, post=POSTS)
    def undo(self, form: Form, post: str) -> str:
        item = self._send_in_good_weather(form, post)
        self.user.take_back(item)
        self._step(0)
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
        self.world.set_clock(seconds)

    @rule()
    def the_clock_is_put_right(self) -> None:
        self.world.set_clock(0)

    @rule(form=FORMS, post=POSTS)
    def the_disk_is_full_for_a_while(self, form: Form, post: str) -> None:
        self.world.disk.full = True
        self.user.fail_to_log(form)
        self.world.disk.full = False
        self.world.server.meanwhile = self.world.disk.fill
        self._step(0, post)
        self.world.disk.full = False

    @invariant()
    def nothing_is_lost_and_nothing_is_there_twice(self) -> None:
        if hasattr(self, "world"):
            self.world.promises.check()

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.world.settle()
                self.world.promises.check_at_rest()
        finally:
            if hasattr(self, "world"):
                self.world.close()
            shutil.rmtree(self._folder)

    def _send_in_good_weather(self, form: Form, post: str) -> str:
        self.world.make_good()
        self.deliver(0)
        item = self.user.log(form)
        self._step(0, post)
        return item

    def _step(
        self,
        number: int,
        post: str = ANSWERED.name,
        listing: str = LISTED.name,
        *,
        patient: bool = True,
    ) -> None:
        """Do the next thing, after waiting for its time if it is near and we are patient."""
        self.world.server.change, self.world.server.listing = FATES[post], LISTINGS[listing]
        pause = self.world.step(number)
        seconds = 0.0 if pause is None else pause.seconds or 0.0
        if patient and 0 < seconds < NEAR:
            self.world.time.advance(seconds)
            self.world.step(number)
        self.world.server.meanwhile = None
