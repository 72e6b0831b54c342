"""The fields of each resource, as documented, with a choice where nothing is documented."""

from __future__ import annotations

from dataclasses import dataclass

from stashlog.sandbox.validation import (
    Field,
    Schema,
    boolean,
    email,
    free_object,
    link,
    list_of,
    moment,
    one_of,
    text,
)

ACTIVITY_TYPES = ("note", "task", "email", "call", "meeting", "custom")


@dataclass(frozen=True)
class FieldLimits:
    """Limits of an activity that no page documents; a test may set others.

    Lengths are in characters. `body` lets a note of one mebibyte of ASCII pass; None lifts it.
    """

    subject: int | None = 200
    body: int | None = 1_048_576
    tags: int = 20
    tag: int = 50
    metadata_keys: int = 50
    metadata_key: int = 100
    metadata_value: int = 1_000


def activity_schema(limits: FieldLimits) -> Schema:
    """Fields that create and update accept.

    Whether create accepts `owner_id`, `is_done` or `completed_at` is unknown; the sandbox ignores
    them there.
    """
    return Schema(
        {
            "type": Field(one_of(*ACTIVITY_TYPES), required=True, nullable=False),
            "subject": Field(text(limits.subject)),
            "body": Field(text(limits.body)),
            "contact_id": Field(link("ct_")),
            "company_id": Field(link("co_")),
            "deal_id": Field(link("dl_")),
            "due_date": Field(moment),
            "metadata": Field(
                free_object(limits.metadata_keys, limits.metadata_key, limits.metadata_value),
                nullable=False,
            ),
            "tags": Field(list_of(text(limits.tag, least=1), limits.tags), nullable=False),
        }
    )


def activity_update_schema(limits: FieldLimits) -> Schema:
    """An update may also tick the activity off."""
    fields = dict(activity_schema(limits).fields)
    return Schema(fields | {"is_done": Field(boolean, nullable=False)})


_TAGS = Field(list_of(text(50, least=1), 20), nullable=False)
_CUSTOM_FIELDS = Field(free_object(100, 100, 10_000), nullable=False)

CONTACT = Schema(
    {
        "email": Field(email),
        "first_name": Field(text(100)),
        "last_name": Field(text(100)),
        "phone": Field(text(50)),
        "company_id": Field(link("co_")),
        "title": Field(text(200)),
        "source": Field(text(100)),
        "custom_fields": _CUSTOM_FIELDS,
        "tags": _TAGS,
    }
)

COMPANY = Schema(
    {
        "name": Field(text(200, least=1), required=True, nullable=False),
        "domain": Field(text(255)),
        "industry": Field(text(100)),
        "size": Field(text(50)),
        "custom_fields": _CUSTOM_FIELDS,
        "tags": _TAGS,
    }
)
