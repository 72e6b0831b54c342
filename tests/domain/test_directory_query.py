"""A search is a row of questions; the best answer holds for the first of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.directory_query import MOST_WORDS, Closeness, index_text, read_query
from stashlog.domain.names import words


def closeness_of(typed: str, name: str, other: str = "") -> Closeness | None:
    texts = index_text(words(name)), index_text(words(other))
    held = (question.closeness for question in read_query(typed) if question.holds(*texts))
    return next(held, None)


@pytest.mark.parametrize(
    ("typed", "closeness"),
    [
        ("anna", Closeness.NAME),
        ("mül an", Closeness.NAME),
        ("a m", Closeness.NAME),
        ("firma", Closeness.BEGINNING),
        ("anna fir", Closeness.BEGINNING),
        ("irm", Closeness.PART),
        ("nna irm", Closeness.PART),
        ("n", None),
        ("nn", None),
        ("zoe", None),
        ("anna zoe", None),
    ],
)
def test_names_come_before_other_words_and_beginnings_before_parts(
    typed: str, closeness: Closeness | None
) -> None:
    assert closeness_of(typed, "Anna Müller", "firma.example") is closeness


def test_a_whole_name_answers_an_earlier_question_than_a_beginning() -> None:
    whole, longer = index_text(words("Anna May")), index_text(words("Annabel Mayer"))
    first, *_, last = [one for one in read_query("anna may") if one.closeness is Closeness.NAME]
    assert first.holds(whole, "")
    assert not first.holds(longer, "")
    assert last.holds(longer, "")


@given(st.text(max_size=300))
def test_whatever_is_typed_asks_only_for_pieces_that_an_index_of_trigrams_has(typed: str) -> None:
    for question in read_query(typed):
        assert 0 < len(question.wanted) <= MOST_WORDS
        for piece in (piece for group in question.wanted for piece in group):
            assert len(piece) >= 3
            assert '"' not in piece
            assert "\0" not in piece


@given(st.text(max_size=60))
def test_a_text_is_found_by_itself(text: str) -> None:
    stored = index_text(words(text))
    assert all(question.holds(stored, "") for question in read_query(text) if question.by_name)
