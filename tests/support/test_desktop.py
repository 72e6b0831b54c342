"""The desktop harness itself: does it see and use a real window?"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.accessibility import Accessibility, AccessibilityError
from tests.support.desktop import Desktop, desktop

pytestmark = pytest.mark.desktop

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("desktop")) as running:
        yield running


@pytest.fixture
def window(shared: Desktop) -> Iterator[Accessibility]:
    program = str(Path(__file__).with_name("small_window.py"))
    process = shared.session.running.start(sys.executable, program)
    controls = shared.controls.only("small window")
    controls.find("Subject", "text", states=("showing",))
    yield controls
    shared.session.running.end(process)
    controls.missing("Subject")


def test_text_that_is_put_into_fields_arrives_at_the_program(window: Accessibility) -> None:
    window.set_text("Subject", "Grüße, 12 € 🎉")
    window.set_text("Notes", "first line\nsecond line")

    window.press("Copy", "push button")

    window.find(role="label", containing="Grüße, 12 € 🎉 / first line\nsecond line")
    assert window.description("Subject") == "copied Grüße, 12 € 🎉"


def test_keys_of_the_keyboard_go_to_the_field_that_has_the_focus(
    shared: Desktop, window: Accessibility
) -> None:
    window.focus("Subject")

    shared.xdotool("type", "typed")

    window.find("Subject", containing="typed")
    assert window.text("Subject") == "typed"


def test_an_exclusive_button_tells_that_it_is_checked(window: Accessibility) -> None:
    assert "checked" not in window.states("Call", "radio button")

    window.press("Call")

    window.find("Call", states=("checked",))


def test_a_control_that_is_hidden_is_no_longer_showing(window: Accessibility) -> None:
    window.find("Call", states=("showing",))

    window.press("Copy")

    window.missing("Call", states=("showing",))


def test_a_control_that_never_comes_is_reported_with_what_was_there(window: Accessibility) -> None:
    with pytest.raises(AccessibilityError, match="push button 'Copy'"):
        window.find("Log activity", within=0.1)


def test_the_picture_of_the_screen_is_a_png(
    shared: Desktop, window: Accessibility, tmp_path: Path
) -> None:
    window.find("Copy", states=("showing",))

    shared.screenshot(tmp_path / "screen.png")

    assert (tmp_path / "screen.png").read_bytes().startswith(PNG_SIGNATURE)


def test_programs_on_the_desktop_find_an_unlocked_keyring(shared: Desktop) -> None:
    assert shared.session.has_owner("org.freedesktop.secrets")
