"""The form: an entry as typed, and what was wrong with it at the place where it is.

Its modules import what an empty form does not show (chips, suggestions, errors, calendar, rows of
metadata, the follow-up) inside of functions, when it is first shown: the window's start waits for
this package.
"""

from stashlog.ui.form.entry_form import EntryForm

__all__ = ["EntryForm"]
