"""The user's settings, and what the administrator of this computer decided for everybody.

```
reading    a settings file, so that one mistake in it costs one value
saving     one value that the user changed
```
The file belongs to the user: nothing here rewrites, moves or deletes what stands in it, but for
the one value that the user changes in the program. What reads it is imported where there is one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stashlog.domain.errors import StashlogError

if TYPE_CHECKING:
    # Loaded when somebody asks for them: the window opens without them.
    from stashlog.domain.call_rules import CallRules, FollowUpRule
    from stashlog.domain.details import Outcome
    from stashlog.domain.templates import Template
    from stashlog.settings.reading import FileContent

DEFAULT_BASE_URL = "https://api.nodestash.io/v1"
NO_ADDRESS = ""
"""In place of an address that cannot be used: with it nothing is sent, to nobody."""

APPEARANCES = ("system", "light", "dark")
DEADLINES = (5, 300)
"""The shortest and the longest deadline of a request, in seconds."""

UNDO_WINDOW = (0, 120)
"""The shortest and the longest time in which a logged activity can be taken back, in seconds."""

Value = str | int | float | bool


class SettingsError(StashlogError):
    """A setting cannot be used, or cannot be saved."""


class Settings(NamedTuple):
    """What the user decided, and the administrator.

    Attributes:
        base_url: The address of the API, checked, without a trailing slash, or `NO_ADDRESS`.
        stamp_metadata: Whether the outbox id travels in each activity's metadata.
        appearance: One of `APPEARANCES`.
        undo_seconds: For how long after logging an activity can be taken back, within
            `UNDO_WINDOW`; 0 for not at all.
        request_deadline_seconds: How long one request may take in all, within `DEADLINES`.
        outcomes: How a call can end; None for the usual ways.
        follow_up: What an outcome proposes to do next; None for the usual rules.
        quick_capture: Whether keys open a small form from any program. Off at first: no program
            takes keys from others unasked.
        quick_capture_keys: Which, as `stashlog.domain.chord` reads them; empty for the usual ones.
        check_updates: Whether to look once a day for a newer version; nothing is downloaded.
        keep: The fields that go on into the next activity where that is wanted, as
            `stashlog.domain.kept` reads them; None for the usual ones.
        templates: Texts for subject and notes; None for those that Stashlog brings.
        managed: The names of those that the administrator decided; the user cannot change them.
    """

    base_url: str = DEFAULT_BASE_URL
    stamp_metadata: bool = True
    appearance: str = "system"
    undo_seconds: float = 10
    request_deadline_seconds: float = 30
    outcomes: tuple[Outcome, ...] | None = None
    follow_up: tuple[FollowUpRule, ...] | None = None
    quick_capture: bool = False
    quick_capture_keys: str = ""
    check_updates: bool = False
    keep: str | None = None
    templates: tuple[Template, ...] | None = None
    managed: frozenset[str] = frozenset()

    def calls(self) -> CallRules:
        """Return what is decided about calls."""
        from stashlog.domain.call_rules import CallRules

        usual = CallRules()
        return CallRules(
            usual.outcomes if self.outcomes is None else self.outcomes,
            usual.follow_ups if self.follow_up is None else self.follow_up,
        )


class LoadedSettings(NamedTuple):
    """The settings in force, and what is wrong with their files.

    Attributes:
        settings: What can be read, and the default of what cannot.
        problems: One sentence for each trouble, with what is done about it.
        causes: The cause of each alone, in the same order.
    """

    settings: Settings = Settings()
    problems: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


def load_settings(path: Path, managed_file: Path | None = None) -> LoadedSettings:
    """Read the settings; what cannot be read keeps its default and is named in a sentence.

    A file that is not there means that everything has its default. An address that cannot be
    used, or a file that cannot be read at all, has no default: nobody else may get what is logged.

    Args:
        path: The user's file.
        managed_file: The administrator's, which wins.
    """
    values, problems = _content(path)
    decided, complaints = _content(managed_file) if managed_file else ({}, ())
    settings = Settings(**{**values, **decided, "managed": frozenset(decided)})
    troubles = (*complaints, *problems)
    return LoadedSettings(
        settings,
        tuple(trouble.sentence for trouble in troubles),
        tuple(trouble.cause for trouble in troubles),
    )


def _content(path: Path) -> FileContent:
    """Return the values of a file, if there is one, and what is wrong with it."""
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return {}, ()
    except OSError as error:
        from stashlog.settings.reading import unreadable

        return unreadable(path, error)
    from stashlog.settings.reading import read_values

    with file:
        return read_values(path, file)
