"""What the user was promised, checked against what is on disk and what nodestash holds.

The model knows the truth: which activities were created and which still will be. So it does not
have to wait for a duplicate: an item that counts as "surely not arrived" although it has arrived
is already a broken promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from stashlog.api.transport import Request
from stashlog.domain.outbox import TRANSITIONS, State
from tests.support.audit import Audit, Change, Row
from tests.support.model_workspace import Workspace, outbox_id_of

_NEVER_EDITED = frozenset({"sending", "checking", "sent", "discarded"})


class Wish(Enum):
    """What the user wants of an item: the last that was said about it."""

    SEND = "send"
    DRAFT = "draft"
    AWAY = "away"
    BACK = "back"


_ALLOWED: Mapping[Wish, frozenset[str]] = MappingProxyType(
    {
        Wish.SEND: frozenset({"waiting", "sending", "checking", "needs_you", "sent"}),
        Wish.DRAFT: frozenset({"draft"}),
        Wish.AWAY: frozenset({"discarded"}),
        Wish.BACK: frozenset(State) - {"draft"},
    }
)
_ALLOWED_AT_REST: Mapping[Wish, frozenset[str]] = MappingProxyType(
    {
        Wish.SEND: frozenset({"needs_you", "sent"}),
        Wish.DRAFT: frozenset({"draft"}),
        Wish.AWAY: frozenset({"discarded"}),
        Wish.BACK: frozenset({"discarded", "needs_you", "sent"}),
    }
)


@dataclass
class Promise:
    """What was last acknowledged about one item.

    Attributes:
        subject: The text that the user typed.
        request: The bytes that are to be sent; None for a draft, which may keep older ones.
        believed: The user said that it is in nodestash.
        before: What the user wanted before throwing it away.
    """

    wish: Wish
    subject: str
    request: bytes | None
    believed: bool = False
    before: Wish = Wish.SEND


class Promises:
    """Raises AssertionError as soon as one is broken."""

    def __init__(self, audit: Audit, workspace: Workspace) -> None:
        self._audit = audit
        self._workspace = workspace
        self._excused: Counter[str] = Counter()
        self.of: dict[str, Promise] = {}

    def excuse(self, item_id: str) -> None:
        """Note that the user said that it is not there; if it is, a second one is no fault."""
        self._excused[item_id] += self._workspace.holds_or_will(item_id)

    def may_edit(self, item_id: str) -> bool:
        """Whether changing the content of this item could neither be lost nor make a double."""
        row = self._audit.rows()[item_id]
        return row.state not in _NEVER_EDITED and not row.maybe_delivered

    def check_request(self, request: Request) -> None:
        """Check a request in the moment in which it leaves."""
        if request.method == "DELETE":
            self._check_removal(request.path.rpartition("/")[2])
            return
        key = request.idempotency_key or ""
        item_id = outbox_id_of(key)
        row = self._audit.rows().get(item_id)
        assert row is not None, "sent what is not on disk"
        assert row.state == "sending", f"sent what is {row.state} on disk"
        assert request.content == row.request, "sent other bytes than those on disk"
        assert request.content == self.of[item_id].request, "sent other than what was logged"
        suffix = "" if row.revision == 1 else f"-{row.revision}"
        assert key == f"stashlog-activity-{item_id}{suffix}", "sent with another key"

    def check(self) -> None:
        """Check everything that must hold at every moment."""
        for change in self._audit.changes():
            _check_change(change)
        rows = self._audit.rows()
        assert set(self.of) <= set(rows), "lost what was acknowledged"
        assert set(rows) <= set(self.of), "stored what was never acknowledged"
        for item_id, row in rows.items():
            self._check_content(row, self.of[item_id])
            self._check_arrival(item_id, row)
        bodies: dict[str, bytes] = {}
        for activity in self._workspace.created:
            assert bodies.setdefault(activity.key, activity.body) == activity.body

    def check_at_rest(self) -> None:
        """Check what must hold once everything was good for long enough."""
        assert self._audit.sound()
        for item_id, row in self._audit.rows().items():
            promise = self.of[item_id]
            assert row.state in _ALLOWED_AT_REST[promise.wish], f"{item_id} is stuck"
            if promise.wish is Wish.BACK:
                assert not row.wanted_back or row.state == "needs_you", f"{item_id} is still there"

    def _check_content(self, row: Row, promise: Promise) -> None:
        assert row.state in _ALLOWED[promise.wish], f"{row.state} though wanted: {promise.wish}"
        assert row.subject == promise.subject, "holds other text than was acknowledged"
        if promise.request is not None:
            assert row.request == promise.request, "holds another request than was acknowledged"

    def _check_arrival(self, item_id: str, row: Row) -> None:
        count, promise = self._workspace.count(item_id), self.of[item_id]
        assert count <= 1 + self._excused[item_id], f"{count} activities of one item"
        if row.state == "sent" and not promise.believed:
            sent_as = [one for one in self._workspace.created if one.id == row.server_id]
            assert [one.outbox_id for one in sent_as] == [item_id], "called sent, is not there"
        if self._workspace.holds_or_will(item_id) and not self._excused[item_id]:
            sure = row.state in ("sent", "sending") or row.maybe_delivered
            assert sure or promise.believed, "forgot that it may have arrived"

    def _check_removal(self, server_id: str) -> None:
        (activity,) = (one for one in self._workspace.created if one.id == server_id)
        row = self._audit.rows()[activity.outbox_id]
        assert (row.state, row.server_id) == ("sent", server_id), "removed another's activity"
        assert self.of[activity.outbox_id].wish is Wish.BACK, "removed what nobody wants back"


def _check_change(change: Change) -> None:
    """Check one change of one row against the table and what never changes."""
    assert change.became is not None, f"deleted a row that was {change.was}"
    if change.was is None:
        assert change.became in ("waiting", "draft")
        return
    was, became = State(change.was), State(change.became)
    assert was is became or became in TRANSITIONS[was], f"{was} became {became}"
    if was is State.DISCARDED and became is not was:
        assert became == change.discarded_from, "restored to where it never was"
    if was in _NEVER_EDITED:
        assert change.request == change.was_request, f"changed what was {was}"
        assert change.revision == change.was_revision
