"""Templates: subjects and notes that are typed often, with placeholders for what differs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from stashlog.wording import templates as words

MOST = 50
LONGEST = 20_000
"""Characters of the notes of one template."""

_KEYS = {"name", "subject", "notes"}
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


class Template(NamedTuple):
    """One template.

    Attributes:
        name: What the menu calls it.
        subject: Taken where the form has no subject yet; may be empty.
        notes: Put where the cursor stands in the notes; may be empty.
    """

    name: str
    subject: str = ""
    notes: str = ""


class Filled(NamedTuple):
    """A text with its placeholders filled.

    Attributes:
        text: The text; what could not be filled stands in it as it was.
        unknown: Placeholders that mean nothing, in their order.
        missing: Placeholders for which the form has no value yet.
    """

    text: str
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


TEMPLATES = tuple(Template(*texts) for texts in words.TEMPLATES)
"""The templates where the settings name no others."""


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values in place of `{contact}`, `{company}`, `{date}` and `{outcome}`.

    What is unknown or has no value stays as it stands: nobody's words get lost.
    """
    unknown: dict[str, None] = {}
    missing: dict[str, None] = {}

    def put(match: re.Match[str]) -> str:
        name = match[1].strip().casefold()
        if name not in words.PLACEHOLDERS:
            unknown[match[0]] = None
        elif not values.get(name):
            missing[match[0]] = None
        else:
            return values[name]
        return match[0]

    return Filled(_PLACEHOLDER.sub(put, text), tuple(unknown), tuple(missing))


def read_templates(name: str, value: object) -> tuple[Template, ...]:
    """Read a list of tables, each with `name` and `subject` or `notes` or both.

    Raises:
        ValueError: with a sentence for the user.
    """
    if not isinstance(value, list) or len(value) > MOST:
        raise ValueError(words.not_templates(name, MOST))
    return tuple(_template(name, table) for table in value)


def _template(name: str, table: object) -> Template:
    given = table if isinstance(table, Mapping) else {}
    texts = all(isinstance(text, str) and len(text) <= LONGEST for text in given.values())
    says = given.keys() <= _KEYS and given.keys() & {"subject", "notes"}
    if not (texts and says and str(given.get("name", "")).strip()):
        raise ValueError(words.not_templates(name, MOST))
    return Template(**given)
