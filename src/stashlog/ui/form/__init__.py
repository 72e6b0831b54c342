"""The form: an entry as typed, and what was wrong with it at the place where it is."""

from stashlog.ui.form.entry_form import EntryForm
from stashlog.ui.form.report import ErrorReport

__all__ = ["EntryForm", "ErrorReport"]
