"""Which release of Stashlog is the newest; asked only where the user wants to be told.

The feed is a page of the project's own at GitHub. Nothing is sent but our version, nothing is
downloaded but the answer, and an answer that is anything else than expected says nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import httpx
from pydantic import BaseModel, ValidationError

from stashlog.api.transport import system_certificates

FEED = "https://api.github.com/repos/stashlog/stashlog/releases/latest"
PAGE = "https://github.com/stashlog/stashlog/releases"
"""Where releases are told about and offered; the feed's own links are not followed."""

_DEADLINE = 10.0
_LARGEST = 1_000_000
_VERSION = re.compile(r"v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})")


class Release(NamedTuple):
    """A release that can be had.

    Attributes:
        version: Three numbers.
        page: Where it is told about, on a host that we know.
    """

    version: str
    page: str


class _Answer(BaseModel):
    tag_name: str
    draft: bool = False
    prerelease: bool = False


def newer_release(own: str, feed: str = FEED) -> Release | None:
    """Ask for a release that is newer than ours.

    Args:
        own: Our version.
        feed: Where to ask.

    Returns:
        None if there is none, or if nobody answered.
    """
    try:
        content = _read(own, feed)
        answer = None if content is None else _Answer.model_validate_json(content)
    except (httpx.HTTPError, httpx.InvalidURL, ValidationError, OSError, ValueError):
        return None
    if answer is None or answer.draft or answer.prerelease:
        return None
    newest, ours = _numbers(answer.tag_name), _numbers(own)
    if newest is None or ours is None or newest <= ours:
        return None
    return Release(".".join(map(str, newest)), PAGE)


def _read(own: str, feed: str) -> bytes | None:
    """Return the answer's body; None where it is no plain answer or far too long."""
    headers = {"User-Agent": f"Stashlog/{own}", "Accept-Encoding": "identity"}
    with (
        httpx.Client(verify=system_certificates(), timeout=_DEADLINE) as client,
        client.stream("GET", feed, headers=headers) as response,
    ):
        if response.status_code != httpx.codes.OK:
            return None
        content = b""
        for part in response.iter_raw():
            content += part
            if len(content) > _LARGEST:
                return None
        return content


def _numbers(version: str) -> tuple[int, ...] | None:
    match = _VERSION.fullmatch(version)
    return None if match is None else tuple(map(int, match.groups()))
