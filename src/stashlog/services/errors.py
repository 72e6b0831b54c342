"""Errors of actions that a user asked for."""

from __future__ import annotations

from stashlog.domain.errors import StashlogError
from stashlog.domain.outbox import State
from stashlog.wording import actions as words


class ActionRefusedError(StashlogError):
    """The item is not in a state that allows the action."""


class UnknownItemError(StashlogError):
    """No item has this id, or several begin with it."""


def cannot_edit(state: State) -> ActionRefusedError:
    """Return the error for an edit that comes too late."""
    return ActionRefusedError(words.cannot_edit(state), words.EDIT_AS_NEW)


def changed_elsewhere() -> ActionRefusedError:
    """Return the error for an edit of what somebody else has changed since it was opened."""
    return ActionRefusedError(words.CHANGED_ELSEWHERE, words.EDIT_AS_NEW)


def not_possible(state: State) -> ActionRefusedError:
    """Return the error for an action that an item's state does not allow."""
    return ActionRefusedError(words.not_possible(state))


def unknown_item(text: str) -> UnknownItemError:
    """Return the error for an id that belongs to no item."""
    return UnknownItemError(words.unknown_item(text), words.LIST_ITEMS)


def ambiguous_item(text: str) -> UnknownItemError:
    """Return the error for the beginning of several ids."""
    return UnknownItemError(words.ambiguous_item(text), words.MORE_OF_THE_ID)
