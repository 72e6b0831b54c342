"""Phone numbers are found in whatever notation they are typed or stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.phones import beginnings, parts, read_number, same_number, typed_number


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+49 (0)30 123 456", "+4930123456"),
        ("0049-30-123456", "+4930123456"),
        ("+49 030 123456", "+4930123456"),
        ("(+49) 30 / 123 456", "+4930123456"),
        ("tel:+49-30-123456", "+4930123456"),
        ("030/123456", "030123456"),
        ("(030) 123456", "030123456"),
        ("Tel. 030 123456", "030123456"),
        ("+1 (555) 010-1234 ext. 77", "+15550101234"),
        ("+1 555 010 1234 x77", "+15550101234"),
        ("+7 495 123-45-67", "+74951234567"),
        ("+353 1 234 5678", "+35312345678"),
        ("5550123", "5550123"),
        ("\N{FULLWIDTH PLUS SIGN}49 30 123456", "+4930123456"),
        ("\u0660\u0661\u0662\u0663\u0664", "01234"),
    ],
)
def test_a_number_is_kept_in_one_form(written: str, kept: str) -> None:
    number = read_number(written)
    assert number is not None
    assert number.text == kept


@pytest.mark.parametrize("text", ["", "n/a", "call the office", "12", "+", "ext. 7"])
def test_what_has_no_number_in_it_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["anna", "2025 renewal", "30%", "a123", "", "12", "\0\0\0"])
def test_a_search_for_words_is_not_taken_for_a_number(text: str) -> None:
    assert typed_number(text) is None


@pytest.mark.parametrize(
    ("typed", "stored", "found"),
    [
        ("+49 (0)30 123", "0049-30-123 456", True),
        ("+49 30 123", "030/123456", True),
        ("0049 30", "+49 30 123456", True),
        ("030 123", "+49 30 123456", True),
        ("123456", "+49 30 123456", True),
        ("3456", "030 123456", True),
        ("493012", "+49 (0)30 123456", True),
        ("4930123456", "030 123456", True),
        ("8 495 123 45 67", "+7 495 123-45-67", True),
        ("+7 495 123", "8 (495) 123-45-67", True),
        ("1 555 010 1234", "(555) 010-1234", True),
        ("+1 555 010", "1-555-010-1234", True),
        ("+43 30 123", "+49 30 123456", False),
        ("+49 30 123", "+43 30 123456", False),
        ("030 124", "+49 30 123456", False),
        ("+4", "+49 30 123456", True),
    ],
)
def test_a_stored_number_is_found_by_what_is_typed(typed: str, stored: str, *, found: bool) -> None:
    wanted, number = typed_number(typed), read_number(stored)
    assert wanted is not None
    assert number is not None
    begins = number.text.startswith(beginnings(wanted))
    assert (begins or any(part in number.text for part in parts(wanted))) is found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 30 123456", "030 123456", True),
        ("0049 (0)30 123456", "+4930123456", True),
        ("123456", "+49 30 123456", True),
        ("15550101234", "+1 555 010 1234", True),
        ("8 495 123 45 67", "+7 495 123 45 67", True),
        ("+49 30 123456", "+43 30 123456", False),
        ("3456", "+49 30 123456", False),
        ("030 123456", "030 123457", False),
    ],
)
def test_two_notations_of_one_number_are_the_same(one: str, other: str, *, same: bool) -> None:
    left, right = read_number(one), read_number(other)
    assert left is not None
    assert right is not None
    assert same_number(left, right) is same
    assert same_number(right, left) is same


@given(
    code=st.sampled_from(["1", "7", "20", "49", "353", "971"]),
    rest=st.from_regex(r"[1-9][0-9]{6,9}", fullmatch=True),
    separator=st.sampled_from(["", " ", "-", " / ", ".", " (0)"]),
    prefix=st.sampled_from(["+", "00", "tel:+", "(+"]),
    cut=st.integers(min_value=2, max_value=6),
)
def test_notation_makes_no_difference(
    code: str, rest: str, separator: str, prefix: str, cut: int
) -> None:
    bracket = ")" if prefix == "(+" else ""
    tail = f"{rest[:cut]} {rest[cut:]}"
    number = read_number(f"{prefix}{code}{bracket}{separator}{tail}")
    assert number == read_number(f"+{code}{rest}")
    assert number is not None
    assert (number.code, number.rest) == (code, rest)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through_for_a_number(text: str) -> None:
    for number in (read_number(text), typed_number(text)):
        if number is not None:
            assert set(number.text) <= set("+0123456789")
            assert all(set(one) <= set("+0123456789") for one in beginnings(number))
