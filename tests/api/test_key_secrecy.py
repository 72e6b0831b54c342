"""A canary as the key: after every fault it stands in no text that leaves the package."""

from __future__ import annotations

import json
import logging
import traceback

import httpx
import pytest

from stashlog.api.client import Nodestash
from stashlog.api.exchange import Failed
from stashlog.api.transport import ACTIVITIES, Request, Transport
from tests.api.conftest import HASTY, ClientMaker
from tests.api.test_client import QUERY, silent
from tests.support.certificates import Authority
from tests.support.toy_server import Script, ToyServer, Visit, answering, cutting, http

CANARY = "CANARYsecretCANARY"
KEY = f"nds_test_{CANARY}"


def echoing(status: int) -> Script:
    """A server that repeats the key wherever it can."""

    def script(visit: Visit) -> None:
        visit.read_request()
        error = {
            "code": KEY,
            "message": f"Bearer {KEY} is not welcome",
            "details": [{"field": KEY, "message": f"{KEY}?"}, {"message": KEY}],
        }
        body = json.dumps({"error": error, "meta": {"request_id": KEY}}).encode()
        headers = [("X-Request-Id", KEY), ("Location", f"https://{KEY}.example/{KEY}")]
        visit.send(http(status, body, headers))
        visit.hold()

    return script


def everything_said_about(client: Nodestash, key: str) -> str:
    """Make every call and return the text forms of all that came back."""
    return repr(
        (
            client,
            vars(client),
            client.create(key, b'{"type":"call"}', "k"),
            client.delete(key, "act_1"),
            client.look_up(key, QUERY),
            client.check_key(key),
        )
    )


@pytest.mark.parametrize(
    "script",
    [
        *(pytest.param(echoing(status), id=f"echo {status}") for status in (200, 400, 401, 422)),
        *(pytest.param(echoing(status), id=f"echo {status}") for status in (302, 403, 429, 503)),
        pytest.param(cutting(), id="no answer"),
        pytest.param(cutting(KEY.encode()), id="not HTTP"),
        pytest.param(silent, id="deadline"),
    ],
)
def test_the_key_is_in_no_result_and_no_log(
    make_client: ClientMaker, caplog: pytest.LogCaptureFixture, script: Script
) -> None:
    with caplog.at_level(logging.DEBUG, logger="stashlog"), ToyServer(script) as server:
        said = everything_said_about(make_client(server.base_url, HASTY), KEY)
    assert "outcome" in said
    assert CANARY.lower() not in (said + caplog.text).lower()


@pytest.mark.parametrize("bad", ["\n", "\r\nX-More: 1", "é", "\u00a0", " ", "\x00", "\ud800"])
def test_a_key_with_illegal_characters_is_in_no_result_and_no_log(
    make_client: ClientMaker, caplog: pytest.LogCaptureFixture, silent_port: int, bad: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        client = make_client(f"http://127.0.0.1:{silent_port}/v1")
        said = everything_said_about(client, KEY + bad)
    assert CANARY not in said + caplog.text


def test_the_key_is_in_no_log_of_the_libraries(
    make_client: ClientMaker, caplog: pytest.LogCaptureFixture, authority: Authority
) -> None:
    with caplog.at_level(logging.DEBUG):
        with ToyServer(answering(http(500))) as server:
            everything_said_about(make_client(server.base_url), KEY)
        with ToyServer(answering(http(500)), tls=authority.server()) as server:
            everything_said_about(make_client(server.base_url), KEY)
    assert "httpcore" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("key", [KEY, f"{KEY}\n", f"{KEY}é"])
def test_the_traceback_of_a_failure_does_not_print_the_key(silent_port: int, key: str) -> None:
    transport = Transport(
        f"http://127.0.0.1:{silent_port}/v1", deadline=5.0, user_agent="Stashlog/0.0"
    )
    with transport.operation(key) as operation:
        failed = operation.send(Request("GET", ACTIVITIES))
        assert isinstance(failed, Failed)
        printed = "".join(traceback.format_exception(failed.error))
        assert "Error" in printed
        assert CANARY not in printed + repr(failed) + repr(operation) + repr(transport)


def test_the_complaint_of_the_library_would_have_held_the_key() -> None:
    """The reason for checking a key before any library sees it."""
    with (
        ToyServer(answering(http(200))) as server,
        httpx.Client(trust_env=False) as client,
        pytest.raises(httpx.LocalProtocolError, match=CANARY),
    ):
        client.get(server.base_url, headers={"Authorization": f"Bearer {KEY}\n"})
