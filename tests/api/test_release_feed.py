"""A newer release is told, with our own address for it; whatever else is answered says nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from stashlog.api.release_feed import FEED, PAGE, newer_release


@contextmanager
def feed(content: bytes, status: int = 200, **headers: str) -> Iterator[tuple[str, list[str]]]:
    """Run a server that always answers the same; yields its address and what it was asked."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers['User-Agent']}")
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    # It looks so often whether it is to end; by itself twice a second.
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/latest", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def release(tag: object, **more: object) -> bytes:
    evil = {"html_url": "https://evil.example/", "body": "<b>Run this</b>"}
    return json.dumps({"tag_name": tag, **evil, **more}).encode()


def test_only_hosts_that_we_know_are_asked_and_named() -> None:
    assert FEED.startswith("https://api.github.com/repos/stashlog/")
    assert PAGE.startswith("https://github.com/stashlog/")


@pytest.mark.parametrize(("tag", "version"), [("v1.10.0", "1.10.0"), ("2.0.0", "2.0.0")])
def test_a_newer_release_is_told_with_an_address_of_our_own(tag: str, version: str) -> None:
    with feed(release(tag)) as (address, asked):
        assert newer_release("1.9.0", address) == (version, PAGE)
    assert asked == ["/latest Stashlog/1.9.0"]


@pytest.mark.parametrize("tag", ["v1.9.0", "1.8.9", "0.99.99"])
def test_the_same_or_an_older_release_is_no_news(tag: str) -> None:
    with feed(release(tag)) as (address, _):
        assert newer_release("1.9.0", address) is None


@pytest.mark.parametrize(
    "content",
    [
        release("v2.0.0", draft=True),
        release("v2.0.0", prerelease=True),
        release("v2.0.0; rm -rf"),
        release("2.0"),
        release(["2.0.0"]),
        release("99999.0.0"),
        b"[]",
        b"<html>Log in to this network</html>",
        b"\xff\xfe",
        b'{"tag_name": "v2.0.0"}' + b" " * 1_000_001,
    ],
)
def test_an_answer_of_another_kind_says_nothing(content: bytes) -> None:
    with feed(content) as (address, _):
        assert newer_release("1.9.0", address) is None


@pytest.mark.parametrize("status", [302, 403, 404, 500])
def test_another_status_says_nothing_and_no_redirect_is_followed(status: int) -> None:
    with (
        feed(release("v2.0.0")) as (elsewhere, asked),
        feed(release("v2.0.0"), status, Location=elsewhere) as (address, _),
    ):
        assert newer_release("1.9.0", address) is None
        assert asked == []


def test_nobody_at_home_says_nothing() -> None:
    assert newer_release("1.9.0", "http://127.0.0.1:9/latest") is None
