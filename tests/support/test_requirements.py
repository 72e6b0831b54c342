"""What happens where the machine lacks a program."""

import pytest

from tests.support.requirements import need


def test_a_missing_program_skips_the_test_and_names_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("STASHLOG_REQUIRE_DESKTOP", raising=False)

    with pytest.raises(pytest.skip.Exception, match="Debian packages openbox xvfb"):
        need("Xvfb", "openbox")


def test_a_missing_program_fails_the_test_where_the_desktop_is_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("STASHLOG_REQUIRE_DESKTOP", "1")

    with pytest.raises(pytest.fail.Exception, match="Debian packages imagemagick"):
        need("import")
