"""What had left the form and could not be stored comes back, at once or when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from stashlog.domain.entry import Entry
from stashlog.domain.errors import StashlogError
from stashlog.services.errors import ActionRefusedError, UnknownItemError
from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.report import ErrorReport
from stashlog.ui.form_page import Page, PageKeeper
from stashlog.ui.notices import Notice
from stashlog.wording import window as words


class Unstored:
    """Brings entries back that exist nowhere but here.

    Args:
        form: The form.
        keeper: Of the form's page.
        notify: Shows a `Notice`, where the form is in use.
    """

    def __init__(
        self, form: EntryForm, keeper: PageKeeper, notify: Callable[[Notice], None]
    ) -> None:
        self._form = form
        self._keeper = keeper
        self._notify = notify

    def bring_back(self, entry: Entry, page: Page, error: StashlogError) -> None:
        """Show an entry again, now or when the form is free.

        Args:
            entry: What was typed.
            page: The page on which it was typed.
            error: Why it could not be stored.
        """
        if isinstance(error, ActionRefusedError | UnknownItemError):
            # The opened item went its own way; what was typed can only become another activity.
            page = Page()
        if self._keeper.untouched:
            self._show(entry, page, error)
            self._keeper.edited()
            return
        text = f"{words.NOT_STORED_TITLE}. {error.title}"
        swap = partial(self._swap, entry, page, error)
        self._notify(Notice(text, words.OPEN, swap, lasting=True))

    def _swap(self, entry: Entry, page: Page, error: StashlogError) -> None:
        """Show an unstored entry; what stands in the form takes its place in line."""
        if self._keeper.untouched:
            self.bring_back(entry, page, error)
            return
        standing, its_page = self._form.entry(), self._keeper.page
        self._show(entry, page, error)
        self.bring_back(standing, its_page, error)

    def _show(self, entry: Entry, page: Page, error: StashlogError) -> None:
        self._keeper.turn_to(page)
        self._form.set_entry(entry)
        self._form.show_errors(ErrorReport({}, error.title, error.advice))
