"""Templates are read strictly and filled without losing a word."""

import pytest

from stashlog.domain.templates import TEMPLATES, Template, fill, read_templates

VALUES = {"contact": "Ada {date}", "company": "", "date": "24 Nov", "outcome": "Busy"}


def test_known_placeholders_are_filled_once_whatever_their_case() -> None:
    filled = fill("{Contact} on { DATE }: {outcome}", VALUES)
    assert filled == ("Ada {date} on 24 Nov: Busy", (), ())


def test_the_rest_stays_and_is_named_once() -> None:
    filled = fill("{x} {company} {x} { {{date}} }", VALUES)
    assert filled.text == "{x} {company} {x} { {24 Nov} }"
    assert (filled.unknown, filled.missing) == (("{x}",), ("{company}",))


def test_a_list_of_tables_is_read() -> None:
    table = [{"name": "A", "subject": "S"}, {"name": "B", "notes": "N"}]
    assert read_templates("templates", table) == (Template("A", "S"), Template("B", "", "N"))
    assert read_templates("templates", []) == ()


@pytest.mark.parametrize(
    "value",
    [
        "text",
        ["text"],
        [{"name": "A"}],
        [{"subject": "S"}],
        [{"name": " ", "subject": "S"}],
        [{"name": "A", "subject": 3}],
        [{"name": "A", "subject": "S", "body": "x"}],
        [{"name": "A", "notes": "x" * 20_001}],
        [{"name": "A", "notes": "x"}] * 51,
    ],
)
def test_anything_else_is_named(value: object) -> None:
    with pytest.raises(ValueError, match="“templates” must be at most 50 tables"):
        read_templates("templates", value)


def test_the_templates_that_stashlog_brings_hold_known_placeholders_only() -> None:
    values = {"contact": "a", "company": "b", "date": "c", "outcome": "d"}
    for template in TEMPLATES:
        for text in (template.subject, template.notes):
            assert fill(text, values)[1:] == ((), ())
