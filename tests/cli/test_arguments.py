"""Arguments: global options anywhere, and one sentence about whatever is wrong."""

import pytest

from stashlog import __version__
from stashlog.cli.commands import COMMANDS
from tests.support.command_line import NOWHERE, CommandLine


def test_the_version_is_one_line(stashlog: CommandLine) -> None:
    answer = stashlog("--version")
    assert (answer.status, answer.out, answer.err) == (0, f"stashlog {__version__}\n", "")
    assert stashlog("log", "--version").out == answer.out


def test_help_names_every_command_and_global_option(stashlog: CommandLine) -> None:
    answer = stashlog("--help")
    assert answer.status == 0
    for path in COMMANDS:
        assert " ".join(path) in answer.out
    assert "--base-url" in answer.out
    assert "--headless" not in answer.out
    assert stashlog("-h").out == answer.out


@pytest.mark.parametrize("path", [path for path in COMMANDS if path])
def test_every_command_explains_itself(stashlog: CommandLine, path: tuple[str, ...]) -> None:
    answer = stashlog(*path, "--help")
    assert answer.status == 0
    assert answer.out.startswith(f"usage: stashlog {' '.join(path)}")
    assert "--base-url" in answer.out


def test_help_for_a_group_names_its_commands(stashlog: CommandLine) -> None:
    answer = stashlog("outbox", "--help")
    assert answer.status == 0
    assert "outbox export" in answer.out
    assert "key set" not in answer.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--base-url", NOWHERE, "outbox", "list", "--json"),
        ("outbox", "--base-url", NOWHERE, "list", "--json"),
        ("outbox", "list", "--base-url", NOWHERE, "--json"),
        (f"--base-url={NOWHERE}", "outbox", "list", "--json"),
        ("outbox", "list", "--json", f"--base-url={NOWHERE}"),
    ],
)
def test_global_options_stand_before_or_after_the_command(
    stashlog: CommandLine, arguments: tuple[str, ...]
) -> None:
    answer = stashlog(*arguments)
    assert (answer.status, answer.document) == (0, [])


WRONG = [
    (("lgo",), "“lgo” is not a command", "stashlog log"),
    (("outbox", "lst"), "“lst” is not a command", "stashlog outbox list"),
    (("telegraph",), "“telegraph” is not a command", "outbox"),
    (("outbox",), "“stashlog outbox” needs", "export"),
    (("key",), "“stashlog key” needs", "status"),
    (("log", "--contcat", "ct_1"), "--contcat is not an option", "--contact"),
    (("log", "--xyz=1"), "--xyz is not an option", "--help"),
    (("--type", "call", "log"), "--type is not an option", "after it"),
    (("log", "--type"), "--type needs a value", ""),
    (("log", "--subject", "-10%"), "--subject needs a value", "--subject=-"),
    (("log", "--json=yes"), "--json takes no value", ""),
    (("log", "--type", "call", "word"), "“word”", ""),
    (("log", "--contact"), "--contact needs a value", ""),
    (("key", "set", "nds_live_abc"), "does not know what to do", ""),
    (("--sandbox", "log", "--type", "call"), "--sandbox is not an option", ""),
    (("--headless",), "--headless", "--sandbox"),
]


@pytest.mark.parametrize(("arguments", "said", "hint"), WRONG)
def test_what_is_wrong_is_one_sentence_that_names_it(
    stashlog: CommandLine, arguments: tuple[str, ...], said: str, hint: str
) -> None:
    answer = stashlog(*arguments)
    assert answer.status == 2
    assert answer.out == ""
    assert said in answer.err
    assert hint in answer.err
    assert answer.err.count("\n") == 1
    assert not stashlog.home.exists()


def test_a_key_given_as_an_argument_is_not_repeated(stashlog: CommandLine) -> None:
    answer = stashlog("key", "set", "nds_live_secretsecret")
    assert "secretsecret" not in answer.out + answer.err


def test_a_value_may_begin_with_a_dash(stashlog: CommandLine) -> None:
    stashlog("log", "--draft", "--subject=-10%", "--body", "- a list\n- of things")
    [item] = stashlog("outbox", "list", "--json").document
    shown = stashlog("outbox", "show", item["id"], "--json").document
    assert (shown["subject"], shown["body"]) == ("-10%", "- a list\n- of things")


@pytest.mark.parametrize(
    "address",
    [
        "http://nodestash.example/v1",
        "ftp://127.0.0.1",
        "nodestash",
        "https://user:secret@nodestash.example/v1",
        "https://nodestash.example/v1?key=1",
        "",
    ],
)
def test_an_address_that_may_not_be_used_is_refused_and_nothing_is_stored(
    stashlog: CommandLine, address: str
) -> None:
    answer = stashlog("log", "--type", "call", "--base-url", address, "--json")
    assert answer.status == 2
    assert answer.document["message"].startswith("--base-url: ")
    assert "secret" not in answer.out + answer.err
    assert stashlog.states() == []


def test_the_environment_s_address_is_named_when_it_is_wrong(stashlog: CommandLine) -> None:
    stashlog.variables["STASHLOG_BASE_URL"] = "http://nodestash.example"
    answer = stashlog("send")
    assert answer.status == 2
    assert answer.err.startswith("STASHLOG_BASE_URL: ")


def test_the_option_wins_over_the_environment_and_that_over_the_settings(
    stashlog: CommandLine,
) -> None:
    stashlog.home.mkdir()
    (stashlog.home / "settings.toml").write_text('base_url = "http://127.0.0.1:11/v1"\n')

    def address(*arguments: str) -> object:
        return stashlog("doctor", "--json", *arguments).document["settings"]["base_url"]

    stashlog.variables["STASHLOG_BASE_URL"] = "http://127.0.0.1:12/v1"
    assert address("--base-url", "http://localhost:13/v1/") == "http://localhost:13/v1"
    assert address() == "http://127.0.0.1:12/v1"
    stashlog.variables["STASHLOG_BASE_URL"] = ""
    assert address() == "http://127.0.0.1:11/v1"


def test_a_broken_settings_file_is_told_and_does_not_stop_the_work(stashlog: CommandLine) -> None:
    stashlog.home.mkdir()
    file = stashlog.home / "settings.toml"
    file.write_text("appearance = dark\n")
    answer = stashlog("log", "--type", "call", "--draft", "--json")
    assert answer.status == 0
    assert answer.document["state"] == "draft"
    assert "Line 1" in answer.err
    assert str(file) in answer.err
    assert file.read_text() == "appearance = dark\n"
