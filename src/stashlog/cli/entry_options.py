"""The options that fill an entry: the same for `stashlog new` and `stashlog log`."""

from __future__ import annotations

import argparse

from stashlog.cli.arguments import Parser
from stashlog.cli.statuses import UsageError
from stashlog.domain.entry import Entry
from stashlog.wording import cli as words

PHONE_KEY = "phone"
"""The metadata key of a phone number: an activity has no field for it."""


def describe_entry(parser: Parser) -> None:
    """Add the options that both commands have."""
    parser.option("--type", "T", words.HELP_TYPE)
    parser.option("--contact", "ID", words.HELP_CONTACT)
    parser.option("--company", "ID", words.HELP_COMPANY)
    parser.option("--deal", "ID", words.HELP_DEAL)
    parser.option("--phone", "N", words.HELP_PHONE)
    parser.option("--subject", "S", words.HELP_SUBJECT)
    parser.option("--body", "B", words.HELP_BODY)
    parser.option("--due", "D", words.HELP_DUE)
    parser.option("--tag", "T", words.HELP_TAG, many=True)


def describe_metadata(parser: Parser) -> None:
    """Add the option for metadata."""
    parser.option("--meta", "K=V", words.HELP_META, read=_pair, many=True)


def entry_of(options: argparse.Namespace) -> Entry:
    """Return the entry that the options fill; nothing in it is checked yet."""
    metadata: list[tuple[str, str]] = list(getattr(options, "meta", ()))
    if options.phone:
        metadata.insert(0, (PHONE_KEY, options.phone))
    return Entry(
        type=options.type or "",
        subject=options.subject or "",
        body=options.body or "",
        contact_id=options.contact or "",
        company_id=options.company or "",
        deal_id=options.deal or "",
        due_date=options.due or "",
        tags=tuple(options.tag),
        metadata=tuple(metadata),
    )


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise UsageError(words.META_SHAPE, field="metadata")
    return key, value
