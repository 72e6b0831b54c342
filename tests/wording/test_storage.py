"""What is said about data of a newer version."""

import pytest

from stashlog.wording.storage import too_new


def test_the_version_that_wrote_the_data_is_named() -> None:
    title, advice = too_new("2.1.0", "1.0.0")
    assert "written by Stashlog 2.1.0" in title
    assert "Install Stashlog 2.1.0" in advice


@pytest.mark.parametrize("written_by", [None, "1.0.0"])
def test_nobody_is_told_to_install_what_is_running(written_by: str | None) -> None:
    title, advice = too_new(written_by, "1.0.0")
    assert "written by a newer Stashlog" in title
    assert "Install the newest Stashlog" in advice
