"""The console: one document for scripts, harmless text for people."""

import io
import json

import pytest

from stashlog.cli.console import Console, block, one_line


def consoles(*, json_wanted: bool) -> tuple[Console, io.StringIO, io.StringIO]:
    out, errors = io.StringIO(), io.StringIO()
    return Console(out, errors, json_wanted=json_wanted), out, errors


def test_the_answer_goes_to_standard_output_and_notices_do_not() -> None:
    console, out, errors = consoles(json_wanted=False)
    console.say("answer")
    console.tell("notice")
    assert (out.getvalue(), errors.getvalue()) == ("answer\n", "notice\n")


def test_with_json_everything_but_the_document_goes_to_standard_error() -> None:
    console, out, errors = consoles(json_wanted=True)
    console.say("answer")
    before = console.answered
    console.document({"text": "Grüße \U0001f600 \ud83d"})
    assert (before, console.answered) == (False, True)
    assert errors.getvalue() == "answer\n"
    assert out.getvalue().isascii()
    assert json.loads(out.getvalue()) == {"text": "Grüße \U0001f600 \ud83d"}


def test_a_program_without_a_console_says_nothing() -> None:
    console = Console(None, None, json_wanted=True)
    console.say("answer")
    console.tell("notice")
    console.document([])
    console.raw(b"content")


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("plain", "plain", "plain"),
        ("one\ntwo\r\nthree", "one two three", "one\ntwo\nthree"),
        ("a\x1b[31mb\x07", "a [31mb", "a [31mb "),
        ("a\u202eb\u2028c", "a b c", "a b c"),
        ("Grüße \U0001f600", "Grüße \U0001f600", "Grüße \U0001f600"),
        ("half \ud83d", "half", "half  "),
    ],
)
def test_text_loses_what_could_move_a_cursor(text: str, line: str, lines: str) -> None:
    assert one_line(text) == line
    assert block(text) == lines
