"""The rules of the refresh of the directory: rounds, walks through a list, and what ends them.

A round asks for the pipelines and then walks through the lists of companies, contacts and deals.
There are two kinds of walk:

- *changes*: the change made last first, back to what an earlier walk has seen to its end. The
  very first one, which knows of none, goes through everything.
- *census*: every record in the order in which it was created, which no change disturbs. What it
  does not meet is gone from nodestash.

A walk that was interrupted goes on at its cursor. One whose cursor nodestash does not know any more
begins again, and knows everything it has stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from stashlog.domain.backoff import full_jitter
from stashlog.domain.directory import Kind, Record
from stashlog.domain.reasons import Reason
from stashlog.domain.refresh_state import CENSUS, CHANGES, ORDER, RefreshState, Walk

CENSUS_EVERY = timedelta(days=7)
TROUBLE_FIRST = 30.0
TROUBLE_CAP = 3600.0
FORBIDDEN_FOR = timedelta(days=1)
"""Seconds of the back-off, and how long a list is left out that the key may not read."""

MOST_RESTARTS = 3
"""How often one walk begins again before that counts as trouble."""


def begun(state: RefreshState, now: datetime, known: int) -> RefreshState:
    """Return the state at the beginning of a round.

    Args:
        state: Between rounds.
        now: The time of day.
        known: How many records there are.
    """
    counted = state.counted_at
    full = counted is None or not now - CENSUS_EVERY < counted <= now
    begun_ = replace(
        state,
        todo=tuple(kind for kind in ORDER if not is_forbidden(state, kind, now)),
        pipelines_due=True,
        sweeping=False,
        walk=None,
        full=full,
        census=state.census + 1 if full else state.census,
        done=0,
        estimate=known if full else 0,
        began_at=now,
    )
    return begun_ if begun_.todo else _round_ended(begun_, now)


def with_key(state: RefreshState, key_mark: str) -> RefreshState:
    """Return the state for a key; another one may see other records, in another workspace even.

    So everything is looked through, and what the new key does not see is forgotten.
    """
    if key_mark == state.key_mark:
        return state
    fresh = replace(state, key_mark=key_mark, forbidden={}, strikes=0, retry_at=None)
    if not state.key_mark:
        return fresh
    return replace(fresh, todo=(), walk=None, sweeping=False, counted_at=None)


def next_walk(state: RefreshState) -> Walk:
    """Return the walk to go on with, or the one to begin."""
    if state.walk is not None:
        return state.walk
    kind = state.todo[0]
    # Without a mark the walk through the changes goes through everything as well.
    return Walk(kind, CENSUS if state.full and kind in state.marks else CHANGES)


def as_old_as(records: Sequence[Record], mark: str) -> list[Record]:
    """Return the records that changed in the very moment up to which everything was seen."""
    return [record for record in records if record.updated_at == mark]


def reaches_the_known(walk: Walk, records: Sequence[Record], mark: str, *, same: bool) -> bool:
    """Whether a walk through the changes has come to what is known already.

    Args:
        walk: The walk.
        records: Its latest page.
        mark: The time of the latest change that an earlier walk has seen to its end.
        same: Those that are as old as the mark are known as they are. Times have whole seconds,
            and an import makes thousands of changes in one.
    """
    changed = [record.updated_at for record in records]
    # A server that ignores the order would otherwise end the walk with any old record.
    in_order = all(changed) and all(a >= b for a, b in pairwise(changed))
    if walk.order != CHANGES or not mark or not in_order or not changed:
        return False
    return changed[-1] < mark or (changed[-1] == mark and same)


def walked_on(
    state: RefreshState, walk: Walk, records: Sequence[Record], cursor: str
) -> RefreshState:
    """Return the state after a page that is not the last."""
    return replace(
        _succeeded(state),
        walk=replace(_seen(walk, records), cursor=cursor),
        done=state.done + len(records),
    )


def census_ended(state: RefreshState, walk: Walk, records: Sequence[Record]) -> RefreshState:
    """Return the state after the last page of a census that met everything."""
    return replace(walked_on(state, walk, records, walk.cursor), sweeping=True)


def walk_ended(
    state: RefreshState, walk: Walk, records: Sequence[Record], now: datetime
) -> RefreshState:
    """Return the state after the last page of a walk, and of the round if it was its last walk."""
    marks = dict(state.marks)
    if walk.order == CHANGES:
        marks[walk.kind] = max(marks.get(walk.kind, ""), _seen(walk, records).newest)
    after = replace(
        _succeeded(state),
        walk=None,
        sweeping=False,
        marks=marks,
        todo=state.todo[1:],
        done=state.done + len(records),
    )
    return after if after.todo else _round_ended(after, now)


def walk_restarted(state: RefreshState, walk: Walk) -> RefreshState | None:
    """Return the state for a walk that begins again; None if it did so too often."""
    if walk.restarts >= MOST_RESTARTS:
        return None
    return replace(state, walk=Walk(walk.kind, walk.order, restarts=walk.restarts + 1))


def left_out(state: RefreshState, now: datetime) -> RefreshState:
    """Return the state without the list that the key may not read."""
    kind = state.todo[0]
    forbidden = {**state.forbidden, kind: now + FORBIDDEN_FOR}
    after = replace(state, todo=state.todo[1:], walk=None, forbidden=forbidden)
    return after if after.todo else _round_ended(after, now)


def troubled(
    state: RefreshState, walk: Walk | None, reason: Reason, now: datetime, chance: float
) -> RefreshState:
    """Return the state after a request that failed: it is made again later, longer each time."""
    strikes = state.strikes + 1
    wait = full_jitter(strikes, first=TROUBLE_FIRST, cap=TROUBLE_CAP, chance=(1 + chance) / 2)
    retry_at = now + timedelta(seconds=wait)
    return replace(state, walk=walk, strikes=strikes, trouble=reason, retry_at=retry_at)


def is_forbidden(state: RefreshState, kind: Kind, now: datetime) -> bool:
    """Whether a list is left out because the key may not read it."""
    until = state.forbidden.get(kind)
    return until is not None and now < until <= now + FORBIDDEN_FOR


def _seen(walk: Walk, records: Sequence[Record]) -> Walk:
    """Return the walk with the latest change of its first page."""
    if walk.cursor:
        return walk
    return replace(walk, newest=max((record.updated_at for record in records), default=""))


def _succeeded(state: RefreshState) -> RefreshState:
    return replace(state, strikes=0, trouble=None, retry_at=None)


def _round_ended(state: RefreshState, now: datetime) -> RefreshState:
    counted_at = now if state.full else state.counted_at
    return replace(state, ended_at=now, counted_at=counted_at, estimate=0, full=False)
