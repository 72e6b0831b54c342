"""In which locale dates are written, as the environment says it."""

from __future__ import annotations

import sys

import pytest

from stashlog.user_locale import user_locale


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de_DE.UTF-8"),
        ({"LANG": "de_DE.UTF-8", "LC_TIME": "en_GB"}, "en_GB"),
        ({"LANG": "de_DE.UTF-8", "LC_TIME": "en_GB", "LC_ALL": "fr_FR"}, "fr_FR"),
        ({"LANG": "de_DE.UTF-8", "LC_TIME": "", "LC_ALL": ""}, "de_DE.UTF-8"),
    ],
)
def test_the_strongest_variable_that_is_set_decides(
    environment: dict[str, str], locale: str
) -> None:
    assert user_locale(environment) == locale


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked instead")
def test_where_nothing_is_set_nobody_knows() -> None:
    assert user_locale({}) == ""
