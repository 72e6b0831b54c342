"""The list of keys."""

from __future__ import annotations

from stashlog.wording.catalogue import tr

TITLE = tr("Keys")
CLOSE = tr("Close")
ALT_LETTER = tr("Alt+letter")
ALT_DIGIT = tr("Alt+digit")
ARROWS = tr("Arrow keys")
COMMA = tr("Comma")

GROUPS: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    (
        tr("Anywhere"),
        (
            (("Ctrl+Return",), tr("Log the activity")),
            (("Ctrl+U",), tr("Take back what was logged a moment ago")),
            (
                ("Ctrl+Shift+Return",),
                tr("Log the activity, and keep the fields chosen in the settings"),
            ),
            (("Ctrl+R",), tr("Repeat the activity chosen in the outbox, or the one logged last")),
            (("Ctrl+N",), tr("New activity; what you were typing is kept")),
            (("Ctrl+S",), tr("Save as a draft")),
            (("Ctrl+F",), tr("Go to the outbox")),
            (("Ctrl+L",), tr("Call list")),
            (("Ctrl+Shift+L",), tr("Put the contact in the form on the call list")),
            (("Ctrl+,",), tr("Settings")),
            (("F1",), tr("This list")),
            (("Ctrl+Q",), tr("Quit; what is unsent is kept")),
        ),
    ),
    (
        tr("Form"),
        (
            ((ALT_LETTER,), tr("Go to the field with that letter underlined")),
            ((ALT_DIGIT,), tr("Outcome of the call with that number; again takes it back")),
            (("Ctrl+T",), tr("Start or stop the timer of the call")),
            (("Ctrl+D",), tr("Go to the duration of the call")),
            (("Ctrl+J",), tr("Put a template into subject and notes; a digit chooses it")),
            (
                ("Return", "Down"),
                tr("Take the record that is proposed, show those that fit, or go on"),
            ),
            (("Tab",), tr("Next field, also from the notes")),
            (("Return", COMMA), tr("Add the tag")),
            (("Backspace",), tr("Remove the last tag, from an empty tag field")),
        ),
    ),
    (
        tr("Call list"),
        (
            (("Return",), tr("Call, and start the timer; again stops it and opens the form")),
            (("Delete",), tr("Take off the list")),
            (("Esc",), tr("Back to the form")),
        ),
    ),
    (
        tr("Outbox"),
        (
            ((ARROWS,), tr("From row to row")),
            (("Return",), tr("Open the activity, or go to what can be done with it")),
            (("Delete",), tr("Discard the activity; it can be brought back")),
            (("Left", "Right"), tr("Close or open a section")),
            (("Menu",), tr("Everything that can be done with the activity")),
        ),
    ),
)
"""Groups of keys: each a heading and lines; a line is one or more keys and what they do.

Keys that Qt knows are written as Qt writes them portably; the others are words.
"""
