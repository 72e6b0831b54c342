"""Why contacts are not up to date is said in one line."""

from __future__ import annotations

import pytest

from stashlog.domain.reasons import ReasonCode
from stashlog.wording import directory as words


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_is_one_line_that_says_what_happens_next(code: ReasonCode) -> None:
    line = words.trouble(code, "contacts:read")
    assert "\n" not in line
    assert "{" not in line
    assert line.endswith(".")
    assert line[0].isupper() or line.startswith("nodestash")


def test_a_narrow_key_is_told_what_it_lacks() -> None:
    assert "deals:read" in words.trouble(ReasonCode.KEY_TOO_NARROW, "deals:read")


def test_an_estimate_is_named_only_where_there_is_one() -> None:
    assert "of about" not in words.progress(1200, None)
    assert "1,200 of about 9,000" in words.progress(1200, 9000)
