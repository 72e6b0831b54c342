"""Lines of a row."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics

from stashlog.ui.outbox.wrapping import wrap

WIDTH = 290


@pytest.fixture
def font(qapp: object) -> QFont:
    del qapp
    made = QFont("Inter")
    made.setPixelSize(13)
    return made


def test_a_short_text_is_one_line(font: QFont) -> None:
    assert wrap("Offline. Next try in 0:42", font, WIDTH, 2) == ("Offline. Next try in 0:42",)


def test_no_text_takes_no_line(font: QFont) -> None:
    assert wrap("", font, WIDTH, 2) == ()


def test_a_longer_text_breaks_between_words(font: QFont) -> None:
    text = "Contact does not exist in nodestash. Open to choose another."
    lines = wrap(text, font, WIDTH, 2)
    assert len(lines) == 2
    assert " ".join(lines) == text


def test_what_does_not_fit_is_elided_at_its_end(font: QFont) -> None:
    lines = wrap("word " * 100, font, WIDTH, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_a_word_longer_than_a_line_is_broken(font: QFont) -> None:
    word = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
    lines = wrap(word, font, WIDTH, 2)
    assert "".join(lines) == word


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_whatever_is_written_fits(font: QFont, text: str) -> None:
    lines = wrap(" ".join(text.split()), font, WIDTH, 2)
    assert len(lines) <= 2
    metrics = QFontMetrics(font)
    assert all(metrics.horizontalAdvance(line) <= WIDTH + metrics.height() for line in lines)
