"""The user of the model's world: does something, and remembers what was acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import Item, State
from stashlog.services.outbox_actions import OutboxActions
from tests.support.promises import Promise, Wish
from tests.support.world import World

Form = tuple[str, str]
"""Type and contact of an activity."""

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


class Typist:
    """Works in the first program of a world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._typed = 0

    def log(self, form: Form, *, stamped: bool = True) -> str:
        """Log an activity, with or without the outbox id in its metadata; return its id.

        Without, its text is one that no other activity has.
        """
        program = self._world.programs[0]
        capture = program.capture if stamped else program.plain
        item = capture.log(self._entry(form, unique=not stamped))
        self._note(item, Wish.SEND)
        return item.id

    def save_draft(self, form: Form) -> str:
        """Save a draft; return its id."""
        item = self._world.programs[0].capture.save_draft(self._entry(form))
        self._note(item, Wish.DRAFT)
        return item.id

    def fail_to_log(self, form: Form) -> None:
        """Log where that cannot work: then nothing may be there."""
        capture = self._world.programs[0].capture
        assert self._world.attempt(lambda: capture.log(self._entry(form))) is None

    def edit(self, item_id: str, *, draft: bool) -> None:
        """Change an item's content, and see that it works exactly when it may."""
        capture = self._world.programs[0].capture
        entry = self._entry(("call", ""), unique=True)
        change = capture.save_draft if draft else capture.log
        allowed = self._world.promises.may_edit(item_id) and not self._world.disk.full
        changed = self._world.attempt(lambda: change(entry, replacing=item_id))
        assert (changed is not None) == allowed, "edited what may not be, or the other way round"
        if changed is not None:
            self._note(changed, Wish.DRAFT if draft else Wish.SEND)

    def open_in_form(self, item_id: str, *, leave: bool) -> None:
        """Open an item, and perhaps leave it again."""
        actions = self._world.programs[0].actions
        if self._world.attempt(lambda: actions.open(item_id)) is not None and leave:
            actions.release(item_id)

    def act(self, action: str, item_id: str) -> None:
        """Do something to an item, and note what is wanted of it from then on."""
        world = self._world
        promise, actions = world.promises.of[item_id], world.programs[0].actions
        if action == "take back":
            self.take_back(item_id)
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

    def take_back(self, item_id: str) -> None:
        """Undo a logging."""
        promise = self._world.promises.of[item_id]
        with suppress(StashlogError):
            drafted = self._world.programs[0].actions.take_back(item_id)
            if drafted is None:
                promise.wish = Wish.BACK
            elif drafted.state is State.DRAFT:
                self._note(drafted, Wish.DRAFT)

    def _entry(self, form: Form, *, unique: bool = False) -> Entry:
        self._typed += 1
        subject = f"call {self._typed}" if unique else "the same call"
        return Entry(type=form[0], contact_id=form[1], subject=subject)

    def _note(self, item: Item, wish: Wish) -> None:
        request = item.request if wish is Wish.SEND else None
        self._world.promises.of[item.id] = Promise(wish, item.entry.subject, request)
