"""Says how a due date was understood, as the line under the form's field does."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due import read_due
from stashlog.domain.due_moments import which_of_two
from stashlog.user_locale import user_locale
from stashlog.wording import entries as words
from stashlog.wording.moments import long_moment


def due_line(due: datetime) -> str:
    """Return the day and the local time, and which of two equal hours it is."""
    echo, which = long_moment(due), which_of_two(due)
    return words.due_understood(words.one_of_two(echo, which) if which else echo)


def line_for(typed: str) -> str | None:
    """Return the line for a typed date; None if it is not one, which the form then says."""
    try:
        due = read_due(typed, datetime.now(UTC), style=DateStyle.of(user_locale(os.environ)))
    except ValueError:
        return None
    return None if due is None else due_line(due)
