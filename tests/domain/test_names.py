# ruff: noqa: RUF001 - names of many languages are what is tested
"""Names are found however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.names import LONGEST, fold, name_key, typed_words, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Jürgen GRÖẞMANN", "jurgen grossmann"),
        ("Straße", "strasse"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Søren Kierkegård", "soren kierkegard"),
        ("Þórdís Ægisdóttir", "thordis aegisdottir"),
        ("Đorđe Œuvre", "dorde oeuvre"),
        ("İbrahim ILGIN ılgın", "ibrahim ilgin ilgin"),
        ("Ñandú Çelik Šarūnas Ő", "nandu celik sarunas o"),
        ("Ελευθερία ΟΔΟΣ", "ελευθερια οδοσ"),
        ("Йёж", "иеж"),
        ("Ｆｕｌｌ ﬁx", "full fix"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("u\N{COMBINING DIAERESIS}", "u"),
        ("दिलीप कुमार", "दिलीप कुमार"),
        ("がく", "がく"),
        ("김민수", "김민수"),
        ("מֹשֶׁה", "משה"),
    ],
)
def test_case_accents_and_local_letters_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_letters_of_a_script_that_are_no_accents_stay_apart() -> None:
    assert fold("कमार") != fold("कुमार")
    assert fold("か") != fold("が")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Karl-Heinz Müller", ("karl", "heinz", "karlheinz", "muller", "mueller")),
        ("O'Brien", ("o", "brien", "obrien")),
        ("O’Brien", ("o", "brien", "obrien")),
        ("j.gross@firma.example", ("j", "gross", "firma", "example")),
        ("王小明", ("王", "小", "明", "王小明")),
        ("Åse Bjørn", ("ase", "bjorn", "aase", "bjoern")),
        ("  \t\n ", ()),
        ("%_*\"'\0", ()),
        ("Anna Anna ANNA", ("anna",)),
    ],
)
def test_a_text_is_found_by_these_words(written: str, expected: tuple[str, ...]) -> None:
    assert words(written) == expected


def test_an_umlaut_is_looked_for_in_both_spellings() -> None:
    assert typed_words("Müller") == (("muller", "mueller"),)
    assert typed_words("mueller anna anna") == (("mueller",), ("anna",))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna  Weiß", "ANNA WEISS", True),
        ("O'Brien", "OBrien", True),
        ("Anna Weiß", "Weiß Anna", False),
        ("Anna Weiß", "Anna Weisser", False),
    ],
)
def test_namesakes_share_a_key(one: str, other: str, *, same: bool) -> None:
    assert (name_key(one) == name_key(other)) is same


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_both_ways_to_write_an_accent_are_one(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(apart)


@given(st.text(max_size=80))
def test_whatever_is_typed_becomes_letters_and_digits_only(text: str) -> None:
    spellings = [word for group in typed_words(text) for word in group] + [*words(text)]
    for word in spellings:
        assert word
        assert all(unicodedata.category(character)[0] in "LMN" for character in word)


@given(st.text(max_size=40))
def test_every_typed_word_of_a_text_is_one_of_its_words(text: str) -> None:
    stored = words(text)
    assert all(any(spelling in stored for spelling in group) for group in typed_words(text))


def test_a_book_of_text_costs_no_more_than_a_page() -> None:
    assert len(fold("x" * 10_000_000)) == LONGEST
