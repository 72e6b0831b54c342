"""The field for a linked contact, company or deal."""

from __future__ import annotations

from stashlog.ui.form.line import ExactLine


class LinkField(ExactLine):
    """Takes a typed or pasted id.

    The form knows only `value`, `set_value` and `changed`, so that picking by name can be added in
    here without a change to the form.
    """
