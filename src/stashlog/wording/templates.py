"""The words of templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from stashlog.wording.catalogue import tr

INSERT = tr("Template")
INSERT_SAID = tr("Insert a template")
NONE = tr("There is no template yet: add [[templates]] to settings.toml.")

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "contact": tr("contact"),
        "company": tr("company"),
        "date": tr("date"),
        "outcome": tr("outcome"),
    }
)
"""What can stand in braces in a template, and what the form calls it."""

TEMPLATES: tuple[tuple[str, str, str], ...] = (
    (tr("Left voicemail"), tr("Voicemail for {contact}"), tr("Left a voicemail on {date}.")),
    (
        tr("Discovery call"),
        tr("Discovery call with {company}"),
        tr("Needs: \nBudget: \nDecides: \nNext step: "),
    ),
    (
        tr("Meeting summary"),
        tr("Meeting with {contact}"),
        tr("{date}, {contact} ({company})\n\nAgreed: \nOpen: \nNext step: "),
    ),
)
"""Name, subject and notes of the templates where the settings name no others."""


def menu_line(number: int, name: str) -> str:
    """Put the digit that chooses it before a template's name."""
    shown = name.replace("&", "&&")
    return tr("&{number}  {name}").format(number=number, name=shown) if number <= 9 else shown


def unknown(placeholders: Sequence[str]) -> str:
    """Say which placeholders mean nothing, and which there are."""
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return tr(
        "{unknown} means nothing in a template and was left as it is. There are: {known}."
    ).format(unknown=", ".join(placeholders), known=known)


def missing(placeholders: Sequence[str]) -> str:
    """Say for which placeholders the form has no value yet."""
    return tr("{missing} is still to be filled in: the form did not say it yet.").format(
        missing=", ".join(placeholders)
    )


def not_templates(name: str, most: int) -> str:
    """Say what a list of templates is made of."""
    return tr(
        "“{name}” must be at most {most} tables, each with a name, and with a subject or notes or "
        "both as texts."
    ).format(name=name, most=most)
