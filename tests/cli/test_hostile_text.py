"""Whatever a server says, and however long, the terminal and the files of scripts stay in order."""

from __future__ import annotations

import json

import pytest

from tests.support.command_line import CommandLine, files_under
from tests.support.toy_server import Script, ToyServer, answering, http

EVIL = "<b>no</b>\x1b[2J\x1b]0;title\x07\u202egnp.exe\u2066\x00\x9b\r\n\t\u2028"
MEBIBYTE = EVIL * (1_048_576 // len(EVIL.encode()) - 4)
COMMANDS = (
    ("log", "--type", "call", "--subject", "Plain"),
    ("log", "--type", "call", "--subject", "Plain", "--json"),
    ("send",),
    ("outbox", "list"),
    ("outbox", "list", "--json"),
    ("doctor",),
    ("doctor", "--json"),
    ("key", "status"),
)
SPOKEN = {400, 401, 403, 409, 422}
"""Statuses of which the server's words are handed on."""

LONGEST = 4000
"""Characters of a line, in which several cleaned texts of the server may stand."""


def refusing(status: int, words: str) -> Script:
    """A server that says these words in every place that may be shown."""
    name = "".join(c for c in words[:200] if c.isascii() and c.isprintable())
    error = {
        "code": words,
        "message": words,
        "details": [{"field": "subject", "message": words}, {"field": name, "message": words}],
        "upgrade_url": f"https://nodestash.io/{name}",
    }
    document = {"error": error, "meta": {"request_id": words}}
    if len(words) > LONGEST:
        # The whole mebibyte in one place: more than that is not read at all.
        document = {"error": {"message": words}}
    body = json.dumps(document, ensure_ascii=False).encode()
    headers = [("X-Request-Id", name), ("Location", f"https://{name}/")]
    return answering(http(status, body, headers))


def shown(text: str) -> set[str]:
    """Return the characters of an output that a terminal would obey."""
    return {c for c in text if c != "\n" and not c.isprintable()}


@pytest.mark.parametrize("words", [EVIL, MEBIBYTE], ids=["short", "a mebibyte"])
@pytest.mark.parametrize("status", [400, 401, 403, 409, 422, 429, 500, 302])
def test_no_word_of_a_server_moves_the_cursor_or_fills_the_screen(
    stashlog: CommandLine, status: int, words: str
) -> None:
    with ToyServer(refusing(status, words)) as server:
        stashlog.variables |= {
            "STASHLOG_BASE_URL": server.base_url,
            "STASHLOG_API_KEY": "nds_test_hostile",
        }
        answers = [stashlog(*command) for command in COMMANDS]
    items = answers[4].document
    answers.extend([stashlog("outbox", "show", item["id"]) for item in items])
    said = "".join(answer.out + answer.err for answer in answers)
    log = "".join(content.decode() for content in files_under(stashlog.home / "logs").values())
    assert status not in SPOKEN or "gnp.exe" in said, "the words do not show at all"
    assert shown(said) == set()
    assert shown(log) == set()
    assert max(map(len, (said + log).splitlines())) <= LONGEST
