"""The refresh: copies contacts, companies and deals, one page at a time, in delivery's spare time.

Each page is stored together with how far the walk is, so that it can end at any point (a kill, a
lost network, the day's quota) and goes on there. `stashlog.domain.refresh` says what follows what.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from stashlog.api.records import PageQuery, Pipelines, RecordPage
from stashlog.domain import refresh, refresh_quota
from stashlog.domain.directory import Kind
from stashlog.domain.outcome import Effect, Outcome, RateLimits
from stashlog.domain.pace import DOCUMENTED_LOWEST_BURST
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.domain.refresh_state import CENSUS, RefreshState, Walk
from stashlog.services.directory_state import RefreshFile
from stashlog.services.events import Announcer, DirectoryChanged
from stashlog.services.limits import recall_limits
from stashlog.services.ports import Surroundings
from stashlog.services.spare_time import FOR_ALL, Asked
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.errors import StoreDamagedError, StoreError
from stashlog.storage.facts import Facts

T = TypeVar("T")

logger = logging.getLogger(__name__)

BETWEEN_PAGES = 2.0
"""Requests at the present pace that each page leaves to others."""

STORAGE_RETRY = 60.0
"""Seconds until another try after a trouble of the directory's file."""

SWEPT_AT_ONCE = 500


class RecordServer(Protocol):
    """The lists of nodestash, one request at a time."""

    def list_page(self, key: str, query: PageQuery) -> RecordPage:
        """Fetch one page; never raises."""

    def list_pipelines(self, key: str) -> Pipelines:
        """Fetch the pipelines; never raises."""


class DirectoryRefresh:
    """Spare work that keeps the directory up to date. Belongs to the thread that asks it.

    Args:
        folder: The data folder.
        server: Where records come from.
        source: The address of the workspace; the records of another one are forgotten.
        limits: The outbox' facts, with the rate limits as any answer told them last.
        surroundings: Time and chance.
        announcer: Is told the progress after each request.
    """

    def __init__(
        self,
        folder: Path,
        server: RecordServer,
        source: str,
        limits: Facts,
        surroundings: Surroundings,
        announcer: Announcer,
    ) -> None:
        self._folder = folder
        self._server = server
        self._source = source
        self._limits = limits
        self._around = surroundings
        self._announcer = announcer
        self._file: RefreshFile | None = None
        self._doubtful = True
        self._not_before = surroundings.monotonic()

    def wait(self) -> float | None:
        """Seconds until the next request; None while the user holds the refresh."""
        left = self._not_before - self._around.monotonic()
        if left > 0:
            return left
        later: float | None = STORAGE_RETRY
        return self._guarded(self._wait, later)

    def ask(self, key: str) -> Asked:
        """Fetch one page, or do a part of what needs no request, and store how far that is."""
        return self._guarded(lambda file: self._ask(file, key), Asked(None, None))

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            self._file.database.close()
            self._file = None

    def _wait(self, file: RefreshFile) -> float | None:
        now = self._around.clock()
        if file.wishes.paused():
            return None
        limits = recall_limits(self._limits, now)
        state = file.state()
        today = refresh_quota.on_this_day(state, limits)
        if today != state:
            file.keep(today)
        due = refresh_quota.due(today, limits, now, wanted=file.wishes.wanted())
        return max(0.0, (due - now).total_seconds())

    def _ask(self, file: RefreshFile, key: str) -> Asked:
        now = self._around.clock()
        state = refresh.with_key(file.state(), file.mark_of(key))
        if not state.under_way:
            known = sum(file.directory.count(kind) for kind in Kind)
            state = refresh.begun(state, now, known)
            file.wishes.fulfilled()
        if file.copy.find_anew():
            file.keep(state)
            asked = Asked(None, None)
        elif state.sweeping:
            asked = self._sweep(file, state, now)
        elif state.pipelines_due:
            asked = self._ask_for_pipelines(file, state, key)
        elif state.under_way:
            asked = self._ask_for_page(file, state, key)
        else:
            file.keep(state)
            asked = Asked(None, None)
        self._rest(asked.limits)
        self._announce(file, asked.limits)
        return asked

    def _sweep(self, file: RefreshFile, state: RefreshState, now: datetime) -> Asked:
        walk = refresh.next_walk(state)
        if file.copy.sweep(walk.kind, state.census, SWEPT_AT_ONCE) == 0:
            file.keep(refresh.walk_ended(state, walk, (), now))
        return Asked(None, None)

    def _ask_for_pipelines(self, file: RefreshFile, state: RefreshState, key: str) -> Asked:
        pipelines = self._server.list_pipelines(key)
        outcome = pipelines.outcome
        if outcome is not None and not _forbidden(outcome) and outcome.effect is not Effect.REFUSED:
            self._failed(file, state, None, outcome)
            return Asked(outcome, pipelines.limits)
        with file.database.transaction():
            if outcome is None:
                file.copy.put_stages(pipelines.stages)
            # Deals can do without the names of their stages, if need be.
            file.keep(replace(state, pipelines_due=False))
        return Asked(outcome, pipelines.limits)

    def _ask_for_page(self, file: RefreshFile, state: RefreshState, key: str) -> Asked:
        walk = refresh.next_walk(state)
        query = PageQuery(walk.kind, walk.order, walk.cursor, state.page_size)
        page = self._server.list_page(key, query)
        if page.outcome is None:
            with file.database.transaction():
                file.keep(_taken(file.copy, state, walk, page, self._around.clock()))
        elif not page.cursor_refused:
            self._failed(file, state, walk, page.outcome)
        elif (again := refresh.walk_restarted(state, walk)) is not None:
            file.keep(again)
        else:
            self._failed(file, state, Walk(walk.kind, walk.order), page.outcome)
        return Asked(page.outcome, page.limits)

    def _failed(
        self, file: RefreshFile, state: RefreshState, walk: Walk | None, outcome: Outcome
    ) -> None:
        now = self._around.clock()
        reason = outcome.reason or Reason(ReasonCode.UNFORESEEN)
        if reason.code is ReasonCode.INTERRUPTED:
            file.keep(replace(state, walk=walk))
        elif outcome.gate in FOR_ALL:
            file.keep(replace(state, walk=walk, trouble=reason))
        elif _forbidden(outcome):
            file.keep(refresh.left_out(state, now))
        else:
            file.keep(refresh.troubled(state, walk, reason, now, self._around.chance()))

    def _rest(self, limits: RateLimits | None) -> None:
        burst = DOCUMENTED_LOWEST_BURST if limits is None else limits.burst_limit
        spacing = BETWEEN_PAGES / (burst or DOCUMENTED_LOWEST_BURST)
        self._not_before = self._around.monotonic() + spacing

    def _announce(self, file: RefreshFile, limits: RateLimits | None) -> None:
        paused = file.wishes.paused()
        progress = refresh_quota.progress(file.state(), limits, self._around.clock(), paused=paused)
        self._announcer.announce(DirectoryChanged(progress))

    def _guarded(self, work: Callable[[RefreshFile], T], otherwise: T) -> T:
        """Do something with the file; a trouble of it postpones everything, and nothing else."""
        try:
            if self._file is None:
                self._file = RefreshFile.open(self._folder, self._source, check=self._doubtful)
                self._doubtful = False
            return work(self._file)
        except StoreError as error:
            logger.warning("The directory cannot be used: %s", error)
            self.close()
            self._doubtful = isinstance(error, StoreDamagedError)
            self._not_before = self._around.monotonic() + STORAGE_RETRY
            return otherwise


def _taken(
    copy: DirectoryCopy, state: RefreshState, walk: Walk, page: RecordPage, now: datetime
) -> RefreshState:
    """Store a page, and return how far the refresh is with it."""
    final = copy.final_stages() if walk.kind is Kind.DEAL else frozenset[str]()
    records = [replace(one, closed=True) if one.stage_id in final else one for one in page.records]
    mark = state.marks.get(walk.kind, "")
    known = copy.same(refresh.as_old_as(records, mark))
    copy.put(records, state.census)
    if page.complete and walk.order == CENSUS:
        return refresh.census_ended(state, walk, records)
    if page.cursor is None or not records:
        return refresh.walk_ended(state, walk, records, now)
    if refresh.reaches_the_known(walk, records, mark, same=known):
        return refresh.walk_ended(state, walk, records, now)
    return refresh.walked_on(state, walk, records, page.cursor)


def _forbidden(outcome: Outcome) -> bool:
    return outcome.reason is not None and outcome.reason.code is ReasonCode.KEY_TOO_NARROW
