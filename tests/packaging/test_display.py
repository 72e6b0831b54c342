"""Whether a window can be opened is found out by knocking at the display."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from devsetup import display
from devsetup.display import reachable_displays

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux may lack a display")


@contextmanager
def listening(path: Path) -> Iterator[None]:
    """Let something answer at ``path``, as a display server does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        yield


def test_without_any_variable_there_is_no_display(tmp_path: Path) -> None:
    assert reachable_displays({}, tmp_path) == frozenset()


@pytest.mark.parametrize("name", [":7", ":7.0", "unix:7", "unix/:7"])
def test_an_x_server_that_answers_is_a_display(tmp_path: Path, name: str) -> None:
    with listening(tmp_path / "X7"):
        assert reachable_displays({"DISPLAY": name}, tmp_path) == {"xcb"}


@pytest.mark.parametrize("name", [":8", "nonsense", "localhost:", ":", "127.0.0.1:x"])
def test_a_name_behind_which_nothing_answers_is_no_display(tmp_path: Path, name: str) -> None:
    assert reachable_displays({"DISPLAY": name}, tmp_path) == frozenset()


def test_an_x_server_that_died_is_no_display(tmp_path: Path) -> None:
    with listening(tmp_path / "X7"):
        pass

    assert reachable_displays({"DISPLAY": ":7"}, tmp_path) == frozenset()


def test_a_display_of_another_host_is_reached_by_its_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(display, "X11_FIRST_PORT", server.getsockname()[1] - 10)

        assert reachable_displays({"DISPLAY": "127.0.0.1:10.0"}, tmp_path) == {"xcb"}

    assert reachable_displays({"DISPLAY": "127.0.0.1:10.0"}, tmp_path) == frozenset()


def test_a_wayland_compositor_is_found_in_the_runtime_folder(tmp_path: Path) -> None:
    variables = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}

    assert reachable_displays(variables, tmp_path) == frozenset()
    with listening(tmp_path / "wayland-0"):
        assert reachable_displays(variables, tmp_path) == {"wayland"}


def test_a_wayland_display_may_be_named_by_its_whole_path(tmp_path: Path) -> None:
    with listening(tmp_path / "compositor"):
        variables = {"WAYLAND_DISPLAY": str(tmp_path / "compositor")}

        assert reachable_displays(variables, tmp_path) == {"wayland"}


def test_both_displays_of_a_wayland_session_are_named(tmp_path: Path) -> None:
    variables = {
        "DISPLAY": ":0",
        "WAYLAND_DISPLAY": "wayland-0",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }

    with listening(tmp_path / "wayland-0"), listening(tmp_path / "X0"):
        assert reachable_displays(variables, tmp_path) == {"wayland", "xcb"}
