"""What counts as a key, and that a key does not show itself."""

import copy
import json
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.credentials import ApiKey, InvalidKey
from stashlog.credentials.api_key import LONGEST_KEY
from tests.credentials.leaks import SECRET, told_by, told_by_failing

TEXT = f"nds_test_{SECRET}"


class Typed:
    """A text that is handed on without being a local variable of the test."""

    def __init__(self, text: str) -> None:
        self._text = text

    def parse(self) -> ApiKey:
        """Make a key of it, as of something typed."""
        return ApiKey.parse(self._text)

    def take_as_it_is(self) -> ApiKey:
        """Make a key of exactly this."""
        return ApiKey(self._text)


@pytest.mark.parametrize(
    "surrounded",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\r\n",
        f"  {TEXT}\t",
        f"\N{NO-BREAK SPACE}{TEXT}\N{NO-BREAK SPACE}",
        f"\N{ZERO WIDTH NO-BREAK SPACE}{TEXT}\N{ZERO WIDTH SPACE}",
        f"\N{LEFT-TO-RIGHT MARK}{TEXT}\N{LINE SEPARATOR}",
    ],
)
def test_what_copying_puts_around_a_key_is_dropped(surrounded: str) -> None:
    assert ApiKey.parse(surrounded).reveal() == TEXT


@pytest.mark.parametrize("prefix", ["nds_live_", "nds_test_"])
def test_both_documented_prefixes_are_keys(prefix: str) -> None:
    assert ApiKey.parse(f"{prefix}a").reveal() == f"{prefix}a"


def test_a_key_of_the_greatest_length_is_taken() -> None:
    text = "nds_live_".ljust(LONGEST_KEY, "x")

    assert ApiKey.parse(text).reveal() == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no key here"),
        (" \n\N{NO-BREAK SPACE}", "no key here"),
        ("nds_live_".ljust(LONGEST_KEY + 1, "x"), "longer than 512"),
        ("x" * 5000, "longer than 512"),
        (f'"{TEXT}"', "quotation marks"),
        (f"'{TEXT}'", "quotation marks"),
        (f"`{TEXT}`", "quotation marks"),
        (f"“{TEXT}”", "quotation marks"),
        (f"„{TEXT}“", "quotation marks"),
        (f"«{TEXT}»", "quotation marks"),
        (f'{TEXT}"', "quotation marks"),
        (f"Bearer {TEXT}", "Bearer"),
        (f"bearer\N{NO-BREAK SPACE}{TEXT}", "Bearer"),
        (f"Authorization: Bearer {TEXT}", "Bearer"),
        (f"{TEXT} {TEXT}", "space or a line break"),
        (f"nds_test_\n{SECRET}", "space or a line break"),
        (f"nds_test_\N{NO-BREAK SPACE}{SECRET}", "space or a line break"),
        (f"nds_test_\0{SECRET}", "control character"),
        (f"nds_test_\x7f{SECRET}", "control character"),
        (f"nds_test_\N{ZERO WIDTH SPACE}{SECRET}", "control character"),
        (f"{TEXT}é", "accent"),
        ("nds_test_…", "accent"),
        (f"{TEXT}\ud800", "accent"),
        (SECRET, "starts with nds_live_ or nds_test_"),
        (f"NDS_TEST_{SECRET}", "starts with nds_live_ or nds_test_"),
        ("nds_live_", "ends right after its prefix"),
    ],
)
def test_what_cannot_be_a_key_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidKey) as refusal:
        ApiKey.parse(text)

    assert sentence in refusal.value.title
    assert "\n" not in refusal.value.title


@given(st.text())
def test_whatever_is_accepted_is_a_header_value(text: str) -> None:
    try:
        key = ApiKey.parse("nds_test_" + text)
    except InvalidKey:
        return

    assert all("!" <= character <= "~" for character in key.reveal())


@pytest.mark.parametrize("text", [f"“{TEXT}”", f"Bearer {TEXT}", f"{TEXT} x", SECRET, TEXT * 99])
def test_a_refusal_does_not_repeat_what_was_typed(text: str) -> None:
    typed = Typed(text)

    assert SECRET not in told_by_failing(typed.parse)
    assert SECRET not in told_by_failing(typed.take_as_it_is)


@pytest.mark.parametrize(
    "show",
    [repr, str, ascii, "{}".format, "{:>40}".format, "{!r}".format, "%s".__mod__, "{0}".format],
)
def test_text_forms_of_a_key_show_its_kind_only(show: Callable[[ApiKey], str]) -> None:
    shown = show(ApiKey(TEXT))

    assert "nds_test_" in shown
    assert SECRET not in shown


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_key_cannot_be_pickled(protocol: int) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(ApiKey(TEXT), protocol)


def test_a_key_has_no_state_to_copy_and_no_attributes_to_list() -> None:
    with pytest.raises(TypeError):
        ApiKey(TEXT).__getstate__()
    with pytest.raises(TypeError):
        vars(ApiKey(TEXT))
    with pytest.raises(TypeError):
        json.dumps(ApiKey(TEXT))


def test_a_copy_of_a_key_is_the_key_itself() -> None:
    key = ApiKey(TEXT)

    assert copy.copy(key) is key
    assert copy.deepcopy([key])[0] is key


def test_a_crash_report_with_local_variables_does_not_show_a_key() -> None:
    def fail(key: ApiKey) -> None:
        raise ValueError(f"no activity for {key}")

    with pytest.raises(ValueError, match="nds_test_…") as failed:
        fail(ApiKey(TEXT))
    report = told_by(failed.value)

    assert "key = ApiKey(nds_test_…)" in report
    assert SECRET not in report


def test_keys_are_equal_if_their_texts_are() -> None:
    assert ApiKey(TEXT) == ApiKey.parse(f" {TEXT}")
    assert ApiKey(TEXT) != ApiKey(f"{TEXT}2")
    assert ApiKey(TEXT) != TEXT
    assert len({ApiKey(TEXT), ApiKey(TEXT), ApiKey(f"{TEXT}2")}) == 2
