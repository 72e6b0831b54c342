"""A real environment, filled by the real pip, from files that lie in the test's own folder."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from devsetup.builder import Builder, ensure_venv_module
from devsetup.environment import Environment
from devsetup.machine import Machine
from devsetup.problem import SetupError
from devsetup.system_packages import SystemPackages

PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"

# A build system in the project itself, so that nothing has to be fetched to build it: it hands out
# the wheel that lies beside it.
BACKEND = """
import pathlib, shutil

def build_editable(folder, config_settings=None, metadata_directory=None):
    [wheel] = pathlib.Path(__file__).parent.glob("*.whl")
    shutil.copy(wheel, folder)
    return wheel.name
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "tiny"
version = "1"
"""


def make_wheel(folder: Path, name: str) -> Path:
    """Write the smallest wheel that pip installs; it holds one module, called like the wheel."""
    info = f"{name}-1.dist-info"
    contents = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    contents[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in contents)
    wheel = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in contents.items():
            archive.writestr(file, text)
    return wheel


def builder() -> Builder:
    return Builder(SystemPackages(Machine(system=sys.platform)))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Build one for all tests of this file: that takes some seconds."""
    made = Environment(tmp_path_factory.mktemp("clone"))
    made.folder.mkdir()
    kept = made.folder / "kept"
    kept.touch()
    leftovers = made.folder / "lib" / "left-over"
    leftovers.mkdir(parents=True)
    (made.folder / "left-over").touch()

    builder().make(made.folder, keep=kept)

    assert kept.is_file()
    assert not leftovers.exists()
    assert not (made.folder / "left-over").exists()
    return made


def imports(environment: Environment, module: str) -> bool:
    done = subprocess.run(
        [environment.python, "-I", "-c", f"import {module}"], capture_output=True, check=False
    )
    return done.returncode == 0


def test_a_release_with_the_pinned_hash_is_installed(
    environment: Environment, tmp_path: Path
) -> None:
    wheel = make_wheel(tmp_path, "pinned")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    pins = tmp_path / "pins.txt"
    pins.write_text(f"{wheel} --hash=sha256:{digest}\n", encoding="utf-8")

    builder().install_pins(environment.python, pins)

    assert imports(environment, "pinned")


def test_a_release_with_another_hash_is_refused(environment: Environment, tmp_path: Path) -> None:
    pins = tmp_path / "pins.txt"
    pins.write_text(
        f"{make_wheel(tmp_path, 'altered')} --hash=sha256:{'0' * 64}\n", encoding="utf-8"
    )

    with pytest.raises(SetupError, match="pip could not install"):
        builder().install_pins(environment.python, pins)

    assert not imports(environment, "altered")


def test_the_project_is_installed_without_asking_an_index(
    environment: Environment, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    make_wheel(tmp_path, "tiny")
    (tmp_path / "backend.py").write_text(BACKEND, encoding="utf-8")

    builder().install_project(environment.python, tmp_path)

    assert imports(environment, "tiny")


@pytest.fixture
def _no_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this Python lack the part that Debian keeps in a package of its own."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)


@pytest.mark.usefixtures("_no_ensurepip")
def test_a_user_of_debian_is_told_which_package_python_lacks() -> None:
    debian = Machine(system="linux", distribution=("debian",))

    with pytest.raises(SetupError, match=rf"sudo apt-get .*install .* {PYTHON}-venv$"):
        ensure_venv_module(SystemPackages(debian))


@pytest.mark.usefixtures("_no_ensurepip")
def test_elsewhere_the_python_that_lacks_a_part_is_named() -> None:
    with pytest.raises(SetupError, match="ensurepip module is missing"):
        ensure_venv_module(SystemPackages(Machine(system="darwin")))


def test_a_complete_python_needs_nothing() -> None:
    ensure_venv_module(SystemPackages(Machine(system="linux", distribution=("debian",))))
