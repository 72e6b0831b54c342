"""`settings.toml`: one mistake costs one value, and saving changes one value."""

import stat
import sys
from pathlib import Path

import pytest

from stashlog.settings import (
    DEFAULT_BASE_URL,
    NO_ADDRESS,
    LoadedSettings,
    Settings,
    SettingsError,
    Value,
    load_settings,
)
from stashlog.settings.saving import save_setting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def loaded(file: Path, text: str) -> LoadedSettings:
    file.write_text(text, encoding="utf-8")
    result = load_settings(file)
    assert file.read_text(encoding="utf-8") == text, "reading must not write"
    return result


def test_no_file_means_every_default(file: Path) -> None:
    assert load_settings(file) == LoadedSettings(Settings())
    assert Settings().base_url == DEFAULT_BASE_URL == "https://api.nodestash.io/v1"
    assert not file.exists()


def test_every_setting_is_read(file: Path) -> None:
    text = (
        'base_url = "https://nodestash.example/v1/"\n'
        "stamp_metadata = false\n"
        'appearance = "dark"\n'
        "undo_seconds = 0\n"
        "request_deadline_seconds = 12.5\n"
    )
    expected = Settings("https://nodestash.example/v1", False, "dark", 0, 12.5)
    assert loaded(file, text) == LoadedSettings(expected)


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    assert loaded(file, '\ufeffappearance = "light"\n').settings.appearance == "light"


WRONG = [
    ('base_url = "http://nodestash.example"', "base_url"),
    ('base_url = "nonsense"', "base_url"),
    ("base_url = 1", "base_url"),
    ('stamp_metadata = "yes"', "stamp_metadata"),
    ("stamp_metadata = 1", "stamp_metadata"),
    ('appearance = "pink"', "appearance"),
    ("appearance = true", "appearance"),
    ("undo_seconds = -1", "undo_seconds"),
    ("undo_seconds = 3600", "undo_seconds"),
    ("undo_seconds = false", "undo_seconds"),
    ("request_deadline_seconds = 4", "request_deadline_seconds"),
    ("undo_seconds = -1", "undo_seconds"),
    ("undo_seconds = 121", "undo_seconds"),
    ("request_deadline_seconds = 301", "request_deadline_seconds"),
    ("request_deadline_seconds = true", "request_deadline_seconds"),
    ("request_deadline_seconds = nan", "request_deadline_seconds"),
    ('request_deadline_seconds = "30"', "request_deadline_seconds"),
    ("colour = 1", "colour"),
    ("[base_url]\nx = 1", "base_url"),
    ("[window]\nwidth = 1", "window"),
]


@pytest.mark.parametrize(("line", "named"), WRONG)
def test_a_wrong_value_takes_its_default_and_is_named(file: Path, line: str, named: str) -> None:
    good = 'appearance = "dark"' if not line.startswith("appearance") else "stamp_metadata = false"
    result = loaded(file, f"{good}\n{line}\n")
    address = NO_ADDRESS if named == "base_url" else DEFAULT_BASE_URL
    assert result.settings in (
        Settings(appearance="dark", base_url=address),
        Settings(stamp_metadata=False, base_url=address),
    )
    [problem] = result.problems
    assert f"“{named}”" in problem
    assert str(file) in problem


@pytest.mark.parametrize(
    "line",
    ["appearance = dark", "appearance", "= 1", 'appearance = "dark', "[", "stamp_metadata = tru"],
)
def test_a_line_that_cannot_be_read_costs_only_itself(file: Path, line: str) -> None:
    result = loaded(file, f"request_deadline_seconds = 60\n{line}\n# the end\n")
    assert result.settings == Settings(request_deadline_seconds=60)
    [problem] = result.problems
    assert "Line 2" in problem
    assert str(file) in problem


def test_a_key_that_stands_twice_counts_once(file: Path) -> None:
    result = loaded(file, 'appearance = "dark"\nappearance = "light"\n')
    assert result.settings.appearance == "dark"
    assert "Line 2" in result.problems[0]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 50, b"#" * 200_000, b"(\n" * 500])
def test_a_file_of_another_kind_means_the_defaults_but_for_the_address_and_one_sentence(
    file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    result = load_settings(file)
    assert result.settings == Settings(base_url=NO_ADDRESS)
    [problem] = result.problems
    assert str(file) in problem
    assert "nothing is sent" in problem
    assert file.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_named(file: Path) -> None:
    file.mkdir()
    settings, [problem], _ = load_settings(file)
    assert str(file) in problem
    assert settings == Settings(base_url=NO_ADDRESS)


@pytest.mark.parametrize(
    "line", ["base_url = https://nodestash.example", 'base_url = "https://nodestash.example']
)
def test_a_line_with_an_address_that_cannot_be_read_holds_everything_back(
    file: Path, line: str
) -> None:
    assert loaded(file, f"{line}\nundo_seconds = 5\n").settings == Settings(
        base_url=NO_ADDRESS, undo_seconds=5
    )


@pytest.mark.parametrize("name", ["api_key", "key", "STASHLOG_API_KEY"])
def test_a_key_is_never_taken_from_a_settings_file(file: Path, tmp_path: Path, name: str) -> None:
    managed = tmp_path / "managed.toml"
    for text, path in ((f'{name} = "nds_live_secret"', file), (f'{name} = "nds_live_x"', managed)):
        path.write_text(text, encoding="utf-8")
    settings, problems, _ = load_settings(file, managed)

    assert settings == Settings()
    assert [path in told for path, told in zip((str(managed), str(file)), problems, strict=True)]
    assert all("never read" in told and "nds_live" not in told for told in problems)


def test_what_the_administrator_decided_wins_over_the_user(file: Path, tmp_path: Path) -> None:
    managed = tmp_path / "managed.toml"
    managed.write_text('base_url = "https://crm.example/v1"\nundo_seconds = 0\n', encoding="utf-8")
    file.write_text('undo_seconds = 20\nappearance = "dark"\n', encoding="utf-8")

    assert load_settings(file, managed) == LoadedSettings(
        Settings(
            base_url="https://crm.example/v1",
            undo_seconds=0,
            appearance="dark",
            managed=frozenset({"base_url", "undo_seconds"}),
        )
    )


def test_a_mistake_of_the_administrator_sends_nothing_elsewhere(file: Path, tmp_path: Path) -> None:
    managed = tmp_path / "managed.toml"
    managed.write_text('base_url = "http://crm.example/v1"\n', encoding="utf-8")
    file.write_text('base_url = "https://mine.example/v1"\n', encoding="utf-8")
    settings, [problem], _ = load_settings(file, managed)

    assert settings.base_url == NO_ADDRESS
    assert "base_url" in settings.managed
    assert str(managed) in problem


SAVED: list[tuple[str, str, Value, str]] = [
    ("", "appearance", "dark", 'appearance = "dark"\n'),
    ("# mine\n", "stamp_metadata", False, "# mine\nstamp_metadata = false\n"),
    (
        '# mine\nappearance = "light"   # for the office\nstamp_metadata = true\n',
        "appearance",
        "dark",
        '# mine\nappearance = "dark"   # for the office\nstamp_metadata = true\n',
    ),
    ("appearance='light'#x\n", "appearance", "dark", 'appearance="dark"#x\n'),
    ("stamp_metadata = true", "appearance", "dark", 'stamp_metadata = true\nappearance = "dark"\n'),
    (
        "stamp_metadata = true\n[mine]\nappearance = 1\n",
        "appearance",
        "dark",
        'stamp_metadata = true\nappearance = "dark"\n[mine]\nappearance = 1\n',
    ),
    ("broken =\nappearance = dark\n", "appearance", "dark", 'broken =\nappearance = "dark"\n'),
    ("a = 1\r\nappearance = 'x'\r\n", "appearance", "dark", 'a = 1\r\nappearance = "dark"\r\n'),
]


@pytest.mark.parametrize(("before", "name", "value", "after"), SAVED)
def test_saving_changes_one_value_and_nothing_else(
    file: Path, before: str, name: str, value: Value, after: str
) -> None:
    file.write_bytes(before.encode())
    save_setting(file, name, value)
    assert file.read_bytes().decode() == after
    assert getattr(load_settings(file).settings, name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base_url", "https://nodestash.example/v1"),
        ("stamp_metadata", False),
        ("appearance", "light"),
        ("undo_seconds", 0),
        ("request_deadline_seconds", 7.5),
    ],
)
def test_what_is_saved_is_read_back(tmp_path: Path, name: str, value: Value) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_setting(file, name, value)
    assert getattr(load_settings(file).settings, name) == value
    assert load_settings(file).problems == ()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nonsense_is_not_saved(file: Path) -> None:
    with pytest.raises(SettingsError, match="appearance"):
        save_setting(file, "appearance", "pink")
    assert not file.exists()


def test_a_file_written_in_a_way_that_cannot_be_changed_is_left_alone(file: Path) -> None:
    text = 'appearance = """\nlight\n"""\n'
    file.write_text(text)
    with pytest.raises(SettingsError, match="appearance"):
        save_setting(file, "appearance", "dark")
    assert file.read_text() == text


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "settings.toml"
    with pytest.raises(SettingsError) as caught:
        save_setting(file, "appearance", "dark")
    assert str(file) in caught.value.title


def test_outcomes_and_follow_ups_are_read_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'outcomes = ["Won", "Voicemail"]\n'
        '[[follow_up]]\noutcome = "Won"\nsubject = "Send contract"\nworking_days = 1\n',
        encoding="utf-8",
    )
    loaded = load_settings(path)
    assert loaded.problems == ()
    assert [one.code for one in loaded.settings.calls().outcomes] == ["won", "voicemail"]
    assert [rule.subject for rule in loaded.settings.calls().follow_ups] == ["Send contract"]


def test_bad_outcomes_cost_nothing_but_themselves(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('outcomes = "Won"\nfollow_up = []\nundo_seconds = 5\n', encoding="utf-8")
    loaded = load_settings(path)
    assert len(loaded.problems) == 1
    assert "outcomes" in loaded.problems[0]
    assert loaded.settings == Settings(follow_up=(), undo_seconds=5)
