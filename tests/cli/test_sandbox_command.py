"""`stashlog sandbox`: a nodestash on its own, as a real program."""

import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.support.command_line import (
    PATIENCE,
    CommandLine,
    program_environment,
    run_program,
    start_program,
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send SIGINT to one process")
def test_it_says_its_address_and_key_with_which_an_activity_can_be_logged(tmp_path: Path) -> None:
    environment = program_environment(tmp_path / "home")
    with start_program(environment, ("sandbox", "--plan", "scale")) as program:
        assert program.stdout
        told = dict[str, str]()
        while "API key" not in told:
            name, _, value = program.stdout.readline().rstrip("\n").partition(": ")
            told[name] = value
        answer = run_program(
            {**environment, "STASHLOG_API_KEY": told["API key"]},
            *("log", "--type", "call", "--base-url", told["Base URL"], "--json"),
        )
        program.send_signal(signal.SIGINT)
        assert program.wait(PATIENCE) == 0
    assert answer.document["state"] == "sent"
    assert told["Base URL"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("--port", "http"), "--port"),
        (("--port", "65536"), "--port"),
        (("--port=-1",), "--port"),
        (("--port", "9" * 5000), "--port"),
        (("--plan", "gold"), "--plan"),
    ],
)
def test_a_wrong_value_names_its_option(
    stashlog: CommandLine, arguments: tuple[str, ...], option: str
) -> None:
    answer = stashlog("sandbox", *arguments)
    assert answer.status == 2
    assert option in answer.err


def test_a_port_in_use_is_named(stashlog: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = stashlog("sandbox", "--port", str(port))
    assert answer.status == 2
    assert str(port) in answer.err
