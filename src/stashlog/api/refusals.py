"""The server's own words: read from an error body, made harmless, brought home to the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from stashlog.domain.activity import FIELDS, LINK_PREFIXES
from stashlog.domain.details import DETAIL_KEYS
from stashlog.domain.server_text import clean
from stashlog.wording import api as words

_MOST_DETAILS = 50
_LONGEST_NAME = 60
_SCOPE = re.compile(r"\b[a-z_]{2,30}:(?:read|write)\b")
_LINK_WORDS = {
    field: re.compile(rf"\b{field.removesuffix('_id')}\b", re.I) for field in LINK_PREFIXES
}
_LINK_IDS = {
    field: re.compile(rf"\b{prefix}[A-Za-z0-9]", re.ASCII)
    for field, prefix in LINK_PREFIXES.items()
}
_IN_PROGRESS = re.compile(r"in[ _-]?progress|(?:being|still) process", re.IGNORECASE)
_OWN_DOMAIN = "nodestash.io"


def error_of(document: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return the `error` member of an answer, or an empty one."""
    error = None if document is None else document.get("error")
    return error if isinstance(error, dict) else {}


def words_of(error: Mapping[str, Any]) -> str:
    """Return the server's message, harmless; empty when it gives none."""
    message = error.get("message")
    return clean(message) if isinstance(message, str) else ""


def request_id_of(headers: Mapping[str, str], document: Mapping[str, Any] | None) -> str | None:
    """Return what nodestash's support asks for, from the header or from `meta`."""
    meta = None if document is None else document.get("meta")
    told = meta.get("request_id") if isinstance(meta, dict) else None
    for candidate in (headers.get("x-request-id"), told):
        if isinstance(candidate, str) and (text := clean(candidate)):
            return text
    return None


def field_errors_of(error: Mapping[str, Any]) -> dict[str, str]:
    """Return the server's message for each field that it names, under the form's names.

    A field that the form does not have keeps the server's name; messages without a field come
    under an empty name.
    """
    collected: dict[str, list[str]] = {}
    for path, message in _details(error.get("details")):
        field = fold(path)
        texts = collected.setdefault(field, [])
        text = clean(message) if isinstance(message, str) else ""
        if (text or words.VALUE_REFUSED) not in texts:
            texts.append(text or words.VALUE_REFUSED)
    return {field: clean("; ".join(texts)) for field, texts in collected.items()}


def fold(path: object) -> str:
    """Return the form's field for a path: `tags.0`, `tags[0]`, `/tags/0`, `["tags", 0]` → tags.

    A key of the metadata that has a field of its own stays: `metadata.outcome`.
    """
    parts = path if isinstance(path, list) else re.split(r"[.\[\]/]+", str(path or "")[:1000])
    names = [
        name for part in parts if (name := clean(str(part)).strip("\"'")) not in ("", "$", "#")
    ]
    if len(names) > 1 and names[0] == "body" and names[1] in FIELDS:
        # Some validators begin every path with the part of the request that they read.
        names = names[1:]
    if names[:1] == ["metadata"] and names[1:2] and names[1] in DETAIL_KEYS:
        return f"metadata.{names[1]}"
    if names and names[0] in FIELDS:
        return names[0]
    return clean(path if isinstance(path, str) else ".".join(names))[:_LONGEST_NAME]


def linked_fields(message: str) -> tuple[str, ...]:
    """Return the link fields that a message is about: by an id in it, else by a word."""
    by_id = tuple(field for field, pattern in _LINK_IDS.items() if pattern.search(message))
    by_word = tuple(field for field, pattern in _LINK_WORDS.items() if pattern.search(message))
    # Two words say nothing: "the company of this contact" is about one of them only.
    return by_id or (by_word if len(by_word) == 1 else ())


def scope_of(message: str) -> str:
    """Return the scope that a message names, such as `activities:read`, or an empty text."""
    match = _SCOPE.search(message)
    return match[0] if match else ""


def in_progress(error: Mapping[str, Any]) -> bool:
    """Whether the server says that an earlier request with the same key is not finished yet."""
    return any(_IN_PROGRESS.search(str(error.get(part, ""))[:1000]) for part in ("code", "message"))


def upgrade_url_of(error: Mapping[str, Any]) -> str | None:
    """Return `upgrade_url` only if it is an https page of nodestash itself.

    A server, or whoever answers in its place, could name anything: `file:`, another host behind a
    user name, a host that only looks alike.
    """
    url = error.get("upgrade_url")
    if not isinstance(url, str) or len(url) > 1000 or not re.fullmatch(r"[!-\[\]-~]+", url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, 443):
        return None
    return url if host == _OWN_DOMAIN or host.endswith(f".{_OWN_DOMAIN}") else None


def _details(details: object) -> Iterator[tuple[object, object]]:
    """Yield pairs of path and message; documented is a list of objects with both."""
    entries: Iterable[Any] = details if isinstance(details, list) else ()
    for entry in list(entries)[:_MOST_DETAILS]:
        if isinstance(entry, dict):
            yield entry.get("field"), entry.get("message")
        elif isinstance(entry, str):
            yield "", entry
