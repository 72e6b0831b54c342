"""Server text: data, never trusted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.server_text import SHOWN, clean


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Too long", "Too long"),
        ("  Too\r\n\tlong\u2028now\u2029 \x85", "Too long now"),
        ("a\x00b\x07c\x1b[31md\x9be", "abc[31mde"),
        ("\u202egnp.exe\u202c\u2066x\u2069\u200e\u200f\u061c", "gnp.exex"),
        ("in\u200bvi\u200csi\u200dble\ufeff\u2060\u00ad\u3164", "invisible"),
        ("tag\U000e0041ged", "tagged"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("<b>bold</b> & <img src=x>", "<b>bold</b> & <img src=x>"),
        ("Größe, 名前, اسم, 👍", "Größe, 名前, اسم, 👍"),
        ("", ""),
    ],
)
def test_what_could_deceive_or_break_a_line_is_gone(written: str, shown: str) -> None:
    assert clean(written) == shown


def test_a_text_of_exactly_the_limit_stays_whole() -> None:
    assert clean("x" * SHOWN) == "x" * SHOWN


def test_a_longer_text_ends_with_an_ellipsis_within_the_limit() -> None:
    assert clean("x" * (SHOWN + 1)) == "x" * (SHOWN - 1) + "…"


def test_a_megabyte_that_begins_with_invisible_characters_is_marked_as_cut() -> None:
    assert clean("\u200b" * 1024 * 1024 + "late") == "…"


@pytest.mark.parametrize("key", ["nds_live_5hJ3kM9pQrVw", "nds_test_a-b.c~d+e/f=g"])
def test_a_key_that_the_server_repeats_is_cut_to_its_prefix(key: str) -> None:
    assert clean(f"The key '{key}' is unknown") == f"The key '{key[:9]}…' is unknown"


def test_a_key_that_is_made_of_marks_is_cut_as_well() -> None:
    assert clean("nds_live_..-.~ is unknown") == "nds_live_… is unknown"


@pytest.mark.parametrize("end", [".", "...", "?", ", too"])
def test_a_sentence_that_names_the_prefixes_alone_stays_whole(end: str) -> None:
    sentence = f"A key starts with nds_live_ or nds_test_{end} Copy it again."
    assert clean(sentence) == sentence


def test_a_key_that_is_broken_up_by_invisible_characters_is_cut_as_well() -> None:
    assert "SECRET" not in clean("nds_\u200btest_\u200bSEC\u200bRET")


@given(st.text(st.characters(codec=None), max_size=2000))
def test_whatever_comes_in_one_harmless_line_comes_out(written: str) -> None:
    shown = clean(written)
    assert len(shown) <= SHOWN
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in shown)
    assert shown == clean(shown)
    shown.encode()
