"""The call list: due follow-ups and picked contacts as one queue that outlasts the program.

What is due comes from the outbox each time; only what was picked, and what is done with, is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

from stashlog.domain.activity import Json
from stashlog.domain.call_list import Call
from stashlog.domain.days import next_midnight
from stashlog.domain.directory import Candidate
from stashlog.services.desk import Desk
from stashlog.storage.due_tasks import DueTask, due_tasks

SHOWN_AT_MOST = 500
"""Rows that the window shows; nobody calls so many people in a day."""

_PICKED = "call_list_picked"
_DONE = "call_list_done"
_MOST_DONE = 5_000
"""Tasks that are remembered as done with; far more than fall due before the first of them is
forgotten, as nodestash's own list is where tasks are kept for good."""


class CallList:
    """Reads and changes the call list. Every method raises StoreError if it cannot.

    Args:
        desk: Of the calling thread.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._facts = desk.store.facts

    def count(self) -> int:
        """Return how many calls are to be made, without looking for names."""
        due = self._due()
        return len(due) + len(self._picked_besides(due))

    def calls(self) -> list[Call]:
        """Return whom to call: what is due, the first due first, then who was picked."""
        due = self._due()
        picked = self._picked_besides(due)
        rows = [self._of_task(task) for task in due[:SHOWN_AT_MOST]]
        return rows + [self._of_contact(one) for one in picked[: SHOWN_AT_MOST - len(rows)]]

    def pick(self, contact_id: str) -> None:
        """Put a contact at the end of the list, unless it stands there already."""
        picked = self._list(_PICKED)
        if contact_id not in picked:
            self._facts.put(_PICKED, [*picked, contact_id])

    def skip(self, call: Call) -> None:
        """Take a call off the list that is not wanted. The task itself stays.

        A contact that was picked as well goes, too.
        """
        self._take_off(call.contact_id, [] if call.due is None else [call.key])

    def called(self, contact_id: str, key: str | None = None) -> None:
        """Take a contact off the list who was called: what was due until now, and the pick.

        Args:
            contact_id: Who.
            key: The row from which the call was made, which may be due later today.
        """
        now = self._desk.clock()
        due = [one for one in self._due() if one.contact_id == contact_id]
        over = [one.id for one in due if one.due <= now or one.id == key]
        self._take_off(contact_id, over)

    def put_back(self, call: Call) -> None:
        """Put a call back that was skipped."""
        if call.due is None:
            self.pick(call.contact_id)
        else:
            self._keep_done([one for one in self._list(_DONE) if one != call.key])

    def _due(self) -> list[DueTask]:
        done = set(self._list(_DONE))
        end = next_midnight(self._desk.clock(), self._desk.zone)
        return [one for one in due_tasks(self._desk.store.database, end) if one.id not in done]

    def _picked_besides(self, due: list[DueTask]) -> list[str]:
        known = {task.contact_id for task in due}
        return [one for one in self._list(_PICKED) if one not in known]

    def _of_task(self, task: DueTask) -> Call:
        found = self._desk.directory.candidate(task.contact_id)
        named = _named(task.contact_id, found)
        return Call(
            task.id,
            task.contact_id,
            *named,
            company_id=task.company_id or _company_of(found),
            deal_id=task.deal_id,
            task=task.subject,
            due=task.due,
        )

    def _of_contact(self, contact_id: str) -> Call:
        found = self._desk.directory.candidate(contact_id)
        named = _named(contact_id, found)
        return Call(contact_id, contact_id, *named, company_id=_company_of(found))

    def _take_off(self, contact_id: str, tasks: list[str]) -> None:
        with self._desk.store.database.transaction():
            picked, done = self._list(_PICKED), self._list(_DONE)
            if contact_id in picked:
                self._facts.put(_PICKED, [one for one in picked if one != contact_id])
            if tasks:
                self._keep_done([*done, *tasks])

    def _keep_done(self, tasks: Iterable[str]) -> None:
        kept: list[Json] = [*tasks]
        self._facts.put(_DONE, kept[-_MOST_DONE:])

    def _list(self, name: str) -> list[str]:
        stored = self._facts.get(name)
        return [str(one) for one in stored] if isinstance(stored, list) else []


def _named(contact_id: str, found: Candidate | None) -> tuple[str, str, str]:
    """Return name, company and phone number, as far as they are known."""
    if found is None:
        return contact_id, "", ""
    return found.title, found.company, found.record.phone


def _company_of(found: Candidate | None) -> str:
    return "" if found is None else found.record.company_id
