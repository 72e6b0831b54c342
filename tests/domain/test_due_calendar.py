"""Days of the calendar that are given in part."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.due_calendar import TwoMeaningsError, completed, day_of_month, from_figures
from stashlog.domain.due_tokens import PartialDate

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "month", "found"),
    [
        (24, 11, TODAY),
        (23, 11, date(2027, 11, 23)),
        (1, 1, date(2027, 1, 1)),
        (29, 2, date(2028, 2, 29)),
    ],
)
def test_a_date_without_a_year_is_the_next_one_that_is_not_past(
    day: int, month: int, found: date
) -> None:
    assert completed(day, month, None, TODAY) == found


def test_a_leap_day_is_found_across_a_century_without_one() -> None:
    assert completed(29, 2, None, date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize(("day", "month"), [(30, 2), (31, 4), (0, 1), (1, 0), (1, 13)])
def test_a_day_that_is_in_no_year_is_refused(day: int, month: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        completed(day, month, None, TODAY)


@pytest.mark.parametrize(
    ("number", "found"), [(24, TODAY), (23, date(2026, 12, 23)), (31, date(2026, 12, 31))]
)
def test_a_day_of_the_month_is_the_next_with_its_number(number: int, found: date) -> None:
    assert day_of_month(number, TODAY) == found


@pytest.mark.parametrize(
    ("first", "second", "day_first", "found"),
    [
        (3, 4, True, date(2027, 4, 3)),
        (3, 4, False, date(2027, 3, 4)),
        (4, 4, None, date(2027, 4, 4)),
        (13, 1, False, date(2027, 1, 13)),
        (1, 13, True, date(2027, 1, 13)),
    ],
)
def test_figures_are_put_in_the_order_of_the_user_or_the_only_one_that_is_a_date(
    first: int, second: int, day_first: bool | None, found: date
) -> None:
    figures = PartialDate(first, second, None, slashed=True)
    assert from_figures(figures, TODAY, day_first=day_first) == found


def test_two_dates_of_a_user_whose_order_is_not_known_are_not_guessed() -> None:
    with pytest.raises(TwoMeaningsError):
        from_figures(PartialDate(3, 4, None, slashed=True), TODAY, day_first=None)


@given(
    figures=st.builds(
        PartialDate,
        st.integers(0, 99),
        st.integers(0, 99),
        st.none() | st.integers(2020, 2030),
        st.booleans(),
    ),
    day_first=st.none() | st.booleans(),
)
def test_any_figures_are_a_date_or_refused(figures: PartialDate, day_first: bool | None) -> None:
    try:
        found = from_figures(figures, TODAY, day_first=day_first)
    except ValueError:
        return
    assert {found.day, found.month} == {figures.first, figures.second}
