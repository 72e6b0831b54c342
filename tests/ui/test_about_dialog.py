"""The page about Stashlog says what it is, what is inside, and how to exchange Qt."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from stashlog import __version__
from stashlog.services.parts_inside import PartsInside, parts_inside
from stashlog.ui.about_dialog import PROJECT, AboutDialog
from tests.support.widgets import child, said


def shown(qtbot: QtBot, parts: PartsInside) -> AboutDialog:
    made = AboutDialog(parts)
    qtbot.addWidget(made)
    return made


def test_it_says_version_licence_and_how_to_exchange_qt(qtbot: QtBot) -> None:
    page = shown(qtbot, PartsInside("Qt 6", None))
    texts = " ".join(said(label) for label in page.findChildren(QLabel))

    assert __version__ in texts
    assert "LGPL" in texts
    assert "PySide6" in texts


def test_the_list_of_parts_is_plain_text_and_cannot_be_changed(qtbot: QtBot) -> None:
    page = shown(qtbot, PartsInside("<b>Qt</b> 6 LGPL", None))
    parts = child(page, "about_parts")

    assert isinstance(parts, QPlainTextEdit)
    assert parts.toPlainText() == "<b>Qt</b> 6 LGPL"
    assert parts.isReadOnly()


def test_the_texts_of_licences_are_offered_where_they_are_at_hand(
    qtbot: QtBot, tmp_path: Path
) -> None:
    pages = [shown(qtbot, PartsInside("Qt", folder)) for folder in (None, tmp_path)]
    without, with_texts = (
        [button.text() for button in page.findChildren(QPushButton)] for page in pages
    )
    assert with_texts == [without[0], "Licence texts", *without[1:]]


def test_the_only_address_is_the_projects_own() -> None:
    assert PROJECT.startswith("https://github.com/stashlog/")


def test_a_bundle_shows_what_was_written_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences/README.txt").write_text("Qt 6.11 LGPL", encoding="utf-8")
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)

    assert parts_inside() == PartsInside("Qt 6.11 LGPL", tmp_path / "licences")


def test_an_installed_program_lists_what_is_installed_with_it() -> None:
    text = parts_inside("httpx").text

    for part in ("Python ", "httpx ", "httpcore ", "h11 "):
        assert any(line.startswith(part) for line in text.splitlines()), part
