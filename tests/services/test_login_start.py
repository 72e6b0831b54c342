"""The switch for starting at login: what the desktop finds starts this Stashlog, and goes again."""

import plistlib
import re
import stat
import sys
from pathlib import Path

import pytest

from stashlog.services.login_start import APPLICATION_ID, start_at_login, starts_at_login

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks at files; Windows has a key")

COMMAND = ['/opt/my apps/100% "new"/stash$log`\\', "-m", "stashlog"]


def file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / f"Library/LaunchAgents/{APPLICATION_ID}.plist"
    return Path.home() / f".config/autostart/{APPLICATION_ID}.desktop"


def command_in(entry: Path) -> list[str]:
    """Read the command back as the desktop does."""
    if sys.platform == "darwin":
        words = plistlib.loads(entry.read_bytes())["ProgramArguments"]
        assert isinstance(words, list)
        return words
    [line] = [line for line in entry.read_text().splitlines() if line.startswith("Exec=")]
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]


def test_it_is_off_until_it_is_switched_on_and_off_again_afterwards() -> None:
    assert not starts_at_login()
    start_at_login(COMMAND, wanted=True)
    assert starts_at_login()
    start_at_login(COMMAND, wanted=False)
    assert not starts_at_login()
    start_at_login(COMMAND, wanted=False)
    assert not file().exists()


def test_the_command_is_found_word_by_word_whatever_stands_in_it() -> None:
    start_at_login(COMMAND, wanted=True)

    assert command_in(file()) == COMMAND
    assert stat.S_IMODE(file().stat().st_mode) == 0o600


def test_switched_on_twice_it_is_on_once_with_the_newer_command() -> None:
    start_at_login(["/old"], wanted=True)
    start_at_login(["/new"], wanted=True)

    assert command_in(file()) == ["/new"]


def test_a_folder_that_cannot_be_written_is_told() -> None:
    file().parent.parent.mkdir(parents=True, exist_ok=True)
    file().parent.write_text("in the way")

    with pytest.raises(OSError, match=r"autostart|LaunchAgents"):
        start_at_login(COMMAND, wanted=True)
