"""Which back ends may hold the key."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stashlog.credentials import KeyringBroken, KeyringError, KeyringRefused, NoKeyring
from stashlog.credentials.backends import full_name, trusted_backend
from tests.credentials.conftest import LogIn
from tests.support import secret_service
from tests.support.session import REPOSITORY

UNTRUSTED = [
    "keyring.backends.null.Keyring",
    "keyring.backends.fail.Keyring",
    "keyrings.alt.file.PlaintextKeyring",
    "keyrings.alt.file.EncryptedKeyring",
    "somebody.elses.Keyring",
]


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the keyring library's settings file; it does not exist yet."""
    from keyring.util import platform_

    monkeypatch.setattr(platform_, "config_root", lambda: tmp_path)
    return tmp_path / "keyringrc.cfg"


def refusal() -> KeyringError:
    with pytest.raises(KeyringError) as refused:
        trusted_backend()
    return refused.value


@pytest.mark.parametrize("name", UNTRUSTED)
def test_an_untrusted_backend_from_the_environment_is_refused_by_name(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)

    error = refusal()

    assert isinstance(error, KeyringRefused)
    assert name in error.title
    assert "for this session only" in error.advice
    assert "gnome-keyring or KWallet" in error.advice


@pytest.mark.parametrize("name", UNTRUSTED)
def test_an_untrusted_backend_from_the_settings_file_is_refused_by_name(
    name: str, settings_file: Path
) -> None:
    settings_file.write_text(f"[backend]\ndefault-keyring = {name}\n")

    error = refusal()

    assert isinstance(error, KeyringRefused)
    assert name in error.title


def test_the_code_of_an_untrusted_backend_is_never_run(settings_file: Path, tmp_path: Path) -> None:
    (tmp_path / "spy_backend.py").write_text("raise SystemExit('ran')\n")
    settings_file.write_text(
        f"[backend]\nkeyring-path = {tmp_path}\ndefault-keyring = spy_backend.Keyring\n"
    )

    assert isinstance(refusal(), KeyringRefused)
    assert str(tmp_path) not in sys.path


@pytest.mark.parametrize("content", ["default-keyring = x\n", "[backend\n", "\x00\n", "é"])
def test_a_broken_settings_file_is_named_in_the_advice(content: str, settings_file: Path) -> None:
    settings_file.write_text(content, encoding="latin-1")

    error = refusal()

    assert isinstance(error, KeyringBroken)
    assert "keyringrc.cfg" in error.advice


@pytest.mark.parametrize("content", ["", "[backend]\n", "[other]\ndefault-keyring = x\n"])
def test_a_settings_file_without_a_wish_changes_nothing(content: str, settings_file: Path) -> None:
    settings_file.write_text(content)

    assert isinstance(refusal(), NoKeyring)


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "")

    assert isinstance(refusal(), NoKeyring)


def test_without_any_keyring_the_reasons_are_kept_for_support() -> None:
    assert "SecretService" in refusal().detail


@pytest.mark.parametrize(
    ("system", "backend"),
    [
        ("darwin", "keyring.backends.macOS.Keyring"),
        ("win32", "keyring.backends.Windows.WinVaultKeyring"),
    ],
)
def test_each_system_tries_its_own_keyring_only(system: str, backend: str) -> None:
    with pytest.raises(NoKeyring) as refused:
        trusted_backend(system)

    assert refused.value.detail.startswith(backend)
    assert "SecretService" not in refused.value.detail


@pytest.mark.keyring
@pytest.mark.parametrize(
    "wish",
    ["", "keyring.backends.chainer.ChainerBackend", "keyring.backends.SecretService.Keyring"],
)
def test_a_real_keyring_is_found_whatever_trustworthy_wish_there_is(
    wish: str, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(secret_service.unlocked)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", wish)

    assert full_name(trusted_backend()) == "keyring.backends.SecretService.Keyring"


@pytest.mark.keyring
def test_a_keyring_that_starts_later_is_found(log_in: LogIn) -> None:
    log_in(secret_service.none)
    assert isinstance(refusal(), NoKeyring)

    log_in(secret_service.unlocked)

    assert full_name(trusted_backend()) == "keyring.backends.SecretService.Keyring"


def test_the_library_is_not_loaded_before_it_is_needed() -> None:
    look = (
        "import sys; from stashlog.credentials import *;"
        "Credentials(PatientKeyStore(OsKeyStore()), {}).peek();"
        "print(sorted({'keyring', 'secretstorage', 'jeepney', 'cryptography'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}

    loaded = subprocess.check_output([sys.executable, "-c", look], env=environment, text=True)

    assert loaded == "[]\n"
